"""The pages that come from the data: one per year, place and document. Each is a stub that names its type (lfr.pages.shown)."""

import shutil
from collections.abc import Iterator
from typing import Any

from lfr.pages.area_pages import area_names, write_area_files
from lfr.pages.page import write_shown
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_day
from lfr.wording.year_words import the_force

# The pages that every force has: type, path under the force's id, what follows its name in the title, and description.
_OF_FORCE = (
    ("force", "index.md", "", "Live facial recognition by {}, by calendar year."),
    ("years", "years/index.md", ", calendar years", "Every measure of live facial recognition by {}, by calendar year."),
    ("deployments", "deployments/index.md", ", deployments", "Every recorded deployment of live facial recognition by {}."),
    ("compare", "compare/index.md", ", years compared",
     "Live facial recognition by {}: the same days of two years, and whole calendar years, side by side."),
    ("later", "later/index.md", ", after the last day we hold",
     "What others state of live facial recognition by {} after the last day that the records held here cover."),
)  # fmt: skip
_OF_YEAR = (
    ("year", "years", "", "Live facial recognition by {} in {}: deployments, places, alerts, stops and arrests."),
    ("deployments-year", "deployments", "deployments, ",
     "Every deployment of live facial recognition by {} in {}, with the row that it is printed in."),
)  # fmt: skip
_HOME = (
    "How often, where and with what result police used live facial recognition, by calendar year, each figure traceable to the printed"
    " row behind it."
)


def write_pages(figures: Figures) -> int:
    """Write the stubs into `build/pages/`. Returns how many.

    A stub holds only names and years that the project itself made up, never text from a record: that is escaped in its template.
    """
    root = figures.project.pages
    for folder in root.glob("*"):
        if folder.is_dir() and folder.name != "data":
            shutil.rmtree(folder)
    for publisher in figures.publishers()["id"]:
        write_area_files(figures, publisher)
    return sum(write_shown(root / path, title, about, kind, names) for kind, path, title, about, names in _stubs(figures))


def _stubs(figures: Figures) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """Type, path, title and description of each page, and what its context is asked for by."""
    yield "home", "index.md", "Police use of live facial recognition, in figures", _HOME, {}
    about = "The police forces whose records are counted here, side by side where the records allow it, and what is known of others."
    yield "forces", "forces/index.md", "Police forces", about, {}
    for publisher in figures.publishers().itertuples():
        force, name, given = publisher.id, publisher.short_name, {"publisher": publisher.id}
        if figures.years(force).empty:
            continue  # a force that has been named but whose records have not come yet
        named, areas = the_force(figures, force), [*area_names(figures, force)]
        for kind, path, title, about in _OF_FORCE:
            if kind != "later" or not figures.later_totals(force).empty:
                yield kind, f"{force}/{path}", name + title, about.format(named), given
        for kind in dict.fromkeys(("place", *(kind for kind, _, _ in areas))):
            about = f"Where {named} used live facial recognition, by {kind} and calendar year."
            yield "areas", f"{force}/{kind}s/index.md", f"{name}, {kind}s", about, {**given, "kind": kind}
        for year in figures.years(force).itertuples():
            for kind, folder, called, about in _OF_YEAR:
                names = {**given, "year": int(year.year)}
                yield kind, f"{force}/{folder}/{year.year}.md", f"{name}, {called}{year.label}", about.format(named, year.label), names
        for kind, slug, called in areas:
            about = f"Live facial recognition by {named}, {called}: counts by calendar year, and every deployment with its printed row."
            yield "area", f"{force}/{kind}s/{slug}.md", f"{name}, {called}", about, {**given, "kind": kind, "slug": slug}
    titles = list(figures.sources()["title"])
    for source in figures.sources().itertuples():
        # Two editions of a record have one title, and each needs a page that is known by its own.
        edition = f", edition of {say_day(source.edition)}" if titles.count(source.title) > 1 else ""
        about = f"Every cell of the document {source.id} as printed, with corrections beside it."
        title = f"{source.title}{edition}: every row as printed"
        yield "record", f"{source.publisher}/records/{source.id}.md", title, about, {"source_id": source.id}
