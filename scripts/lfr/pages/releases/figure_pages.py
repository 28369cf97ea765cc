"""/<force>/figures/: for every measure and every figure a page of its own, and how it is cited."""

import csv
from pathlib import Path

from lfr.pages.render import write_rendered
from lfr.pages.rows_counted import counted
from lfr.project import site_address
from lfr.releases.citation import Citation
from lfr.releases.figure_rows import Row, rows_of
from lfr.releases.history import history_json
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures
from lfr.wording.addresses import anchor, history_address
from lfr.wording.markup import write_shown
from lfr.wording.words import say_day

Histories = dict[str, list[Row]]


def write_figure_pages(figures: Figures, releases: list[str], root: Path) -> int:
    """Write the page of each measure and of each of its figures with the rows that make it, their list, and the history as JSON."""
    histories, written = histories_of(figures), 0
    for publisher in figures.publishers().itertuples():
        own = {key: steps for key, steps in histories.items() if steps[-1]["publisher"] == publisher.id}
        if not own:
            continue
        folder, name = root / publisher.id / "figures", str(publisher.short_name)
        years = figures.years(publisher.id)
        labels = {int(year): str(label) for year, label in zip(years["year"], years["label"], strict=True)}
        table = []
        for measure in [
            *measures(),
            *dict.fromkeys(steps[-1]["measure"] for steps in own.values() if steps[-1]["measure"] not in measures()),
        ]:
            title = measures()[measure].title if measure in measures() else _last(own, measure)["title"]
            given = {"publisher": publisher.id, "measure": measure}
            described = f"{title}, {name}: every calendar year, how it is counted, and whether it ever changed."
            written += write_shown(folder / f"{anchor(measure)}.md", f"{name}, {_lower(title)}, year by year", described, "measure", given)
            found = {year: figures.figure(publisher.id, year, measure) for year in labels if measure in measures()}
            table.append((history_address(publisher.id, measure), title, found))
            for year, one in found.items():
                described = f"{title}, {name}, {labels[year]}: the deployments that make the figure, its citation and its history."
                path, title_of_year = folder / anchor(measure) / f"{year}.md", f"{name}, {_lower(title)} in {labels[year]}"
                written += write_shown(path, title_of_year, described, "figure", {**given, "year": year})
                with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file, lineterminator="\n").writerows(counted(figures, one).file())
        heads = [("Measure", False), *((label, True) for label in labels.values())]
        written += write_rendered(folder / "index.md", "figures.html", name=name, heads=heads, years=list(labels), measures=table)
        (folder / "history.json").write_text(history_json(own, figures.shown(), releases), encoding="utf-8")
    return written


def _last(own: Histories, measure: str) -> Row:
    return next(steps[-1] for steps in own.values() if steps[-1]["measure"] == measure)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


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
