"""The pages that come from the data: one per year, place and document. Each is a stub; its text is a template in `site/_templates/`."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

from lfr.pages.areas import area_names, write_area_files
from lfr.pages.shown import TYPES
from lfr.warehouse.figures import Figures
from lfr.wording.markup import write_markdown, write_shown
from lfr.wording.words import say_day

# The pages that every force has: path under the force's id, title and description, by template.
_OF_FORCE = {
    "years": ("years/index.md", "{}, calendar years", "Every measure of live facial recognition by the {}, by calendar year."),
    "deployments": ("deployments/index.md", "{}, deployments", "Every recorded deployment of live facial recognition by the {}."),
}

_HOME = (
    "How often, where and with what result police used live facial recognition, by calendar year, each figure traceable to the printed"
    " row behind it."
)


def write_pages(figures: Figures) -> int:
    """Write the stubs into `build/pages/`. Returns how many.

    A stub holds only names and years that the project itself made up, never text from a record: whatever a record
    prints reaches a page through a macro, after the template engine, and is escaped there.
    """
    root, written = figures.project.pages, 0
    for folder in root.glob("*"):
        if folder.is_dir() and folder.name != "data":
            shutil.rmtree(folder)
    for path, title, description, template, names in _stubs(figures):
        if template in TYPES:
            written += write_shown(root / path, title, description, template, names)
            continue
        given = "".join(f"{{% set {name} = {json.dumps(value)} %}}" for name, value in names.items())
        written += write_markdown(root / path, title, description, f'{given}{{% include "{template}.md" %}}')
    for publisher in figures.publishers()["id"]:
        write_area_files(figures, publisher)
    return written


def _stubs(figures: Figures) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """Path, title, description and template of each page, and the names that its template asks for."""
    yield "index.md", "Police use of live facial recognition, in figures", _HOME, "home", {}
    for publisher in figures.publishers().itertuples():
        force, name = publisher.id, publisher.short_name
        if figures.years(force).empty:
            continue  # a force that has been named but whose records have not come yet
        yield f"{force}/index.md", name, f"Live facial recognition by the {name}, by calendar year.", "force", {"publisher": force}
        for part, (path, title, description) in _OF_FORCE.items():
            yield f"{force}/{path}", title.format(name), description.format(name), f"publisher-{part}", {"publisher": force}
        description = f"Live facial recognition by the {name}: the same days of two years, and whole calendar years, side by side."
        yield f"{force}/compare/index.md", f"{name}, years compared", description, "compare", {"publisher": force}
        for kind in ("place", "borough"):
            description = f"Where the {name} used live facial recognition, by {kind} and calendar year."
            yield f"{force}/{kind}s/index.md", f"{name}, {kind}s", description, "areas", {"publisher": force, "kind": kind}
        if not figures.later_totals(force).empty:
            description = f"What others state of live facial recognition by the {name} after the last day that the records held here cover."
            title = f"{name}, after the last day we hold"
            yield f"{force}/later/index.md", title, description, "publisher-later", {"publisher": force}
        for year in figures.years(force).itertuples():
            description = f"Live facial recognition by the {name} in {year.label}: deployments, places, alerts, stops and arrests."
            names = {"publisher": force, "year": int(year.year)}
            yield f"{force}/years/{year.year}.md", f"{name}, {year.label}", description, "year", names
            description = f"Every deployment of live facial recognition by the {name} in {year.label}, with the row that it is printed in."
            yield f"{force}/deployments/{year.year}.md", f"{name}, deployments, {year.label}", description, "deployments-year", names
        for kind, slug, called in area_names(figures, force):
            description = (
                f"Live facial recognition by the {name}, {called}: counts by calendar year, and every deployment with its printed row."
            )
            names = {"publisher": force, "kind": kind, "slug": slug}
            yield f"{force}/{kind}s/{slug}.md", f"{name}, {called}", description, "area", names
    titles = list(figures.sources()["title"])
    for source in figures.sources().itertuples():
        # Two editions of a record have one title, and each needs a page that is known by its own.
        edition = f", edition of {say_day(source.edition)}" if titles.count(source.title) > 1 else ""
        description = f"Every cell of the document {source.id} as printed, with corrections beside it."
        title = f"{source.title}{edition}: every row as printed"
        yield f"{source.publisher}/records/{source.id}.md", title, description, "record", {"source_id": source.id}
