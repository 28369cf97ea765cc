"""/<force>/figures/: for every figure its permanent address, its history through the releases, and a citation to copy."""

from pathlib import Path

from lfr.pages.render import write_rendered
from lfr.project import site_address
from lfr.releases.citation import NOT_YET, Citation
from lfr.releases.figure_rows import Row, figure_rows, rows_of
from lfr.releases.history import history_json
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import anchor, history_address
from lfr.wording.words import say_day

Histories = dict[str, list[Row]]


def write_figure_pages(figures: Figures, releases: list[str], root: Path) -> int:
    """Write one page per measure and force, their list, and the history as JSON. Returns how many pages."""
    now, histories, cites = figure_rows(figures), histories_of(figures), citations(figures)
    written = 0
    for publisher in figures.publishers().itertuples():
        own = {key: steps for key, steps in histories.items() if steps[-1]["publisher"] == publisher.id}
        if not own:
            continue
        folder, name = root / publisher.id / "figures", str(publisher.short_name)
        by_measure: dict[str, list[str]] = {}
        for key, steps in own.items():
            by_measure.setdefault(steps[-1]["measure"], []).append(key)
        measures = []
        for measure, keys in by_measure.items():
            keys.sort(key=lambda one: own[one][-1]["year"])
            title, rows = own[keys[-1]][-1]["title"], {own[key][-1]["year"]: now[key] for key in keys if key in now}
            measures.append((history_address(publisher.id, measure), title, rows))
            written += write_rendered(
                folder / f"{anchor(measure)}.md", "figure-history.html", measure=title, name=name, cite=cites[publisher.id],
                figures=[(now.get(key), own[key]) for key in keys], method=next((row["method"] for row in rows.values()), ""),
                not_yet=NOT_YET,
            )  # fmt: skip
        labels = dict(sorted((steps[-1]["year"], steps[-1]["label"]) for steps in own.values()))
        heads = [("Measure", False), *((label, True) for label in labels.values())]
        written += write_rendered(folder / "index.md", "figures.html", name=name, heads=heads, years=list(labels), measures=measures)
        (folder / "history.json").write_text(history_json(own, figures.shown(), releases), encoding="utf-8")
    return written


def histories_of(figures: Figures) -> Histories:
    """The history of each figure by its id, oldest step first."""
    found: Histories = {}
    for row in rows_of(figures.figure_history()):
        found.setdefault(row["id"], []).append(row)
    return found


def citations(figures: Figures) -> dict[str, Citation]:
    """How the figures of each force are cited."""
    newest = figures.sources().groupby("publisher")["edition"].max()
    names = figures.publishers().set_index("id")["name"]
    site, shown = site_address(figures.project), figures.shown()
    return {one: Citation(names[one], site, shown, say_day(day)) for one, day in newest.items()}
