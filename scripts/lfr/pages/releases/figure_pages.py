"""/<force>/figures/: what the list of all figures knows; the pages of every measure and every figure, and how each is cited."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lfr.pages.page import Page
from lfr.pages.rows_counted import counted
from lfr.project import site_address
from lfr.releases.citation import Citation
from lfr.releases.figure_rows import Row, figure_rows, rows_of
from lfr.releases.history import history_json
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.addresses import anchor, history_address
from lfr.wording.markup import write_shown
from lfr.wording.words import say_day
from lfr.wording.year_words import the_force


@dataclass(frozen=True)
class FiguresPage:
    """Every measure by its title: those of today have figures, those of earlier releases only a page."""

    publisher: str
    years: list[Any]
    titles: dict[str, str]
    figures: dict[tuple[str, int], Figure]


def context(page: Page, publisher: str) -> FiguresPage:
    figures, years = page.figures, [*page.figures.years(publisher).itertuples()][::-1]
    found = {(name, year.year): figures.figure(publisher, int(year.year), name) for name in measures() for year in years}
    return FiguresPage(publisher, years, titles(figures, publisher), found)


@cache
def titles(figures: Figures, publisher: str) -> dict[str, str]:
    """Every measure with its title: those of today, and after them those of earlier releases."""
    own = [steps[-1] for steps in histories_of(figures).values() if steps[-1]["publisher"] == publisher]
    return {one.id: one.title for one in measures().values()} | {
        row["measure"]: row["title"] for row in reversed(own) if row["measure"] not in measures()
    }


def write_figure_pages(figures: Figures, releases: list[str], root: Path) -> int:
    """Write the page of each measure and of each of its figures with the rows that make it, their list, and the history as JSON."""
    histories, written = histories_of(figures), 0
    for publisher in figures.publishers().itertuples():
        own = {key: steps for key, steps in histories.items() if steps[-1]["publisher"] == publisher.id}
        if not own:
            continue
        folder, name = root / publisher.id / "figures", str(publisher.short_name)
        for measure, title in titles(figures, publisher.id).items():
            given = {"publisher": publisher.id, "measure": measure}
            described = f"{title}, {name}: every calendar year, how it is counted, and whether it ever changed."
            said = f"{name}, {title[:1].lower()}{title[1:]}"
            written += write_shown(folder / f"{anchor(measure)}.md", f"{said}, year by year", described, "measure", given)
            for year in figures.years(publisher.id).itertuples() if measure in measures() else ():
                described = f"{title}, {name}, {year.label}: the deployments that make the figure, its citation and its history."
                path = folder / anchor(measure) / f"{year.year}.md"
                written += write_shown(path, f"{said} in {year.label}", described, "figure", {**given, "year": int(year.year)})
                with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
                    rows = counted(figures, figures.figure(publisher.id, int(year.year), measure)).file()
                    csv.writer(file, lineterminator="\n").writerows(rows)
        described = f"Every figure of {the_force(figures, publisher.id)} by measure and calendar year, each with a page of its own."
        written += write_shown(folder / "index.md", f"{name}, all figures", described, "figures", {"publisher": publisher.id})
        (folder / "history.json").write_text(history_json(own, figures.shown(), releases), encoding="utf-8")
    return written


@cache
def histories_of(figures: Figures) -> dict[str, list[Row]]:
    """The history of each figure by its id, oldest step first."""
    found: dict[str, list[Row]] = {}
    for row in rows_of(figures.figure_history()):
        found.setdefault(row["id"], []).append(row)
    return found


def release_holding(figures: Figures, key: str) -> str:
    """The version of the release shown where it holds the present value of a figure; "" where none does, and before the first release."""
    steps = histories_of(figures).get(key)
    return figures.shown().version if steps and steps[-1]["version"] else ""


@cache
def citations(figures: Figures) -> dict[str, Citation]:
    """How the figures of each force are cited."""
    newest = figures.sources().groupby("publisher")["edition"].max()
    names = figures.publishers().set_index("id")["name"]
    site, shown = site_address(figures.project), figures.shown()
    return {one: Citation(names[one], site, shown, say_day(day)) for one, day in newest.items()}


def citation_rows(figures: Figures) -> list[dict[str, str]]:
    """For each figure its id, the sentence to cite it by, and where that and its history are: for the downloads and the API."""
    cites = citations(figures)
    return [
        {
            "id": key,
            "text": cites[row["publisher"]].text(row, release_holding(figures, key)),
            "page": history_address(row["publisher"], row["measure"], row["year"]),
        }
        for key, row in figure_rows(figures).items()
    ]
