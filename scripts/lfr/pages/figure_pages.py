"""The pages of figures: /<force>/figures/ with all of them, a page per measure and per figure, and how each figure is cited."""

import csv
from functools import cache
from pathlib import Path

from lfr.pages.chart_pages import has_chart
from lfr.pages.data_pages import count_again
from lfr.pages.deployment_pages import counted, heading, told
from lfr.pages.macros import years_of
from lfr.pages.page import Line, Page, write_shown
from lfr.project import site_address
from lfr.releases.figure_rows import Citation, Row, figure_row, figure_rows, history_json, rows_of
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.addresses import anchor, figure_id, history_address
from lfr.wording.words import say_day, say_title
from lfr.wording.year_words import the_force, year_before

# The chart that shows a measure, where it has another name than the measure.
_CHARTS = {
    "deployments": "years", "true_alerts": "alerts", "accuracy_of_stops": "accuracy", "confirmed_alerts_true": "accuracy",
    "arrests": "outcomes",
    "outcomes_other_than_arrest": "outcomes", "false_alerts_per_face": "false-alert-rates", "false_alerts_per_alert": "false-alert-rates",
    "watchlist_size_median": "watchlist", "watchlist_size_minimum": "watchlist", "watchlist_size_maximum": "watchlist",
    "threshold_minimum": "threshold", "threshold_maximum": "threshold", "stops_lower": "stops", "stops_upper": "stops",
}  # fmt: skip


def figures_context(page: Page, publisher: str) -> Line:
    """Every measure by its title: those of today have figures, those of earlier releases only a page."""
    figures, years = page.figures, [*page.figures.years(publisher).itertuples()][::-1]
    found = {(name, year.year): figures.figure(publisher, int(year.year), name) for name in measures() for year in years}
    return {"years": years, "titles": _titles(figures, publisher), "figures": found}


def measure_context(page: Page, publisher: str, measure: str) -> Line:
    """A measure in every year. One that is no longer counted has no entry (`measure`) and no figures, only what was released last."""
    figures, known = page.figures, measures().get(measure)
    last = [steps[-1] for steps in _histories(figures).values()]
    gone = [] if known else [one for one in last if (one["publisher"], one["measure"]) == (publisher, measure)]
    charts = [f"{publisher}-{one}" for one in (anchor(measure), _CHARTS.get(measure, "")) if one and has_chart(page, f"{publisher}-{one}")]
    return {
        "title": known.title if known else gone[0]["title"],
        "measure": known,
        "figures": [figures.figure(publisher, year, measure) for year in reversed(years_of(page, publisher))] if known else [],
        "gone": sorted(gone, key=lambda one: one["year"], reverse=True),
        "chart": charts[0] if charts else "",
    }


def figure_context(page: Page, publisher: str, year: int, measure: str) -> Line:
    """A figure with the rows that make it, its citation, its history, and how to count it again."""
    figures, key = page.figures, figure_id(publisher, year, measure)
    figure = figures.figure(publisher, year, measure)
    found = counted(figures, figure)
    columns = {column: say_title(column, figure.basis, heading(column)) for column in found.columns}
    citation, bibtex = cited(figures, figure)
    return {
        "figure": figure,
        "before": year_before(figures, figure),
        "instead": measures()[measure].instead.get(figure.basis, ""),
        "counted": found,
        "rows": [told(figures, line, columns) for line in found.rows],
        "history": _histories(figures).get(key, []),
        "citation": citation,
        "bibtex": bibtex,
        "id": key,
        "recount": count_again(page, figure) if figure.value is not None else "",
    }


@cache
def _titles(figures: Figures, publisher: str) -> dict[str, str]:
    """Every measure with its title: those of today, and after them those of earlier releases."""
    own = [steps[-1] for steps in _histories(figures).values() if steps[-1]["publisher"] == publisher]
    return {one.id: one.title for one in measures().values()} | {
        row["measure"]: row["title"] for row in reversed(own) if row["measure"] not in measures()
    }


def write_figure_pages(figures: Figures, releases: list[str], root: Path) -> int:
    """Write the page of each measure and of each of its figures with the rows that make it, their list, and the history as JSON."""
    histories, written = _histories(figures), 0
    for publisher in figures.publishers().itertuples():
        own = {key: steps for key, steps in histories.items() if steps[-1]["publisher"] == publisher.id}
        if not own:
            continue
        folder, name = root / publisher.id / "figures", str(publisher.short_name)
        for measure, title in _titles(figures, publisher.id).items():
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
def _histories(figures: Figures) -> dict[str, list[Row]]:
    """The history of each figure by its id, oldest step first."""
    found: dict[str, list[Row]] = {}
    for row in rows_of(figures.figure_history()):
        found.setdefault(row["id"], []).append(row)
    return found


@cache
def _citations(figures: Figures) -> dict[str, Citation]:
    """How the figures of each force are cited."""
    newest = figures.sources().groupby("publisher")["edition"].max()
    names = figures.publishers().set_index("id")["name"]
    site, shown = site_address(figures.project), figures.shown()
    return {one: Citation(names[one], site, shown, say_day(day)) for one, day in newest.items()}


def cited(figures: Figures, figure: Figure) -> tuple[str, str]:
    """The sentence to cite a figure by, and the same as BibTeX, with the release shown where that holds the present value.

    A range is of the release that holds both of its ends. There is none before the first release.
    """
    histories, cite, row = _histories(figures), _citations(figures)[figure.publisher], figure_row(figure, "")
    keys = [figure_id(one.publisher, one.year, one.measure) for one in figure.ends or (figure,)]
    release = figures.shown().version if all(key in histories and histories[key][-1]["version"] for key in keys) else ""
    return cite.text(row, release), cite.bibtex(row, release)


def citation_rows(figures: Figures) -> list[dict[str, str]]:
    """For each figure its id, the sentence to cite it by, and where that and its history are: for the downloads and the API."""
    return [
        {
            "id": key,
            "text": cited(figures, figures.figure(row["publisher"], int(row["year"]), row["measure"]))[0],
            "page": history_address(row["publisher"], row["measure"], row["year"]),
        }
        for key, row in figure_rows(figures).items()
    ]
