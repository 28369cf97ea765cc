"""What the pages about quality show: what was measured about the project itself and is kept under data/audits/ (how good the checks are,
what spoiled files do, whether everybody can use the pages), and what a second source says otherwise, how often, and which figures it
would change. The words are those of templates/shown/parts.
"""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from lfr.compare.comparison import CLASSES
from lfr.errors import LfrError
from lfr.pages.area_pages import plain
from lfr.pages.page import Line, Page, lines_of
from lfr.project import Project
from lfr.warehouse.figures import Figures

# What decides how every page looks and behaves. A new record is not part of it and does not make an audit stale.
_DESIGN = ("site/_theme", "site/_templates", "site/assets", "scripts/lfr/pages/templates")


def measured(page: Page, name: str) -> list[dict[str, str]]:
    """How good the checks are: the lines of `detectors` (kinds of seeded errors) or `detector-checks`."""
    text = _kept(page, f"{name}.csv", "`make detectors` measures it again.")
    return list(csv.DictReader(text.splitlines()))


def robustness(page: Page) -> dict[str, Any]:
    """What came of reading spoiled files."""
    told: dict[str, Any] = json.loads(_kept(page, "fuzz.json", "`make fuzz` writes build/fuzz.json; copy it there."))
    return told


def _kept(page: Page, name: str, how: str) -> str:
    path = page.figures.project.data / "audits" / name
    if not path.is_file():
        raise LfrError(f"data/audits/{name}: the file is missing. {how}")
    return path.read_text(encoding="utf-8")


def audit_file(project: Project) -> Path:
    """The last audit of accessibility (`make audit`)."""
    return project.data / "audits" / "accessibility.json"


def audit(page: Page) -> dict[str, Any] | None:
    """What it says, with whether it looked at the design as it is now; None where none was written yet."""
    project = page.figures.project
    path = audit_file(project)
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    return {**found, "is_current": found["of"] == fingerprint(project.root)}


def fingerprint(root: Path) -> str:
    """A short digest of the design of a project."""
    made = hashlib.sha256()
    for folder in _DESIGN:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                made.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:16]


_COUNTS = ("deployments", "faces_seen", "alerts", "arrests")
_ZERO = "dash_against_zero"  # a way to write zero: said as a number, not row by row
_SWAPPED = "day_and_month_swapped"


class Comparison:
    """One comparison: its head, what became of each row, and the cells that differ, as the template asks for them."""

    classes = CLASSES

    def __init__(self, figures: Figures, head: Line) -> None:
        self.figures, self.head, name = figures, head, head["id"]
        self.title = plain(head["title"])
        self.of_rows = lines_of(figures.reconciliation_rows(name))
        self.cells = lines_of(figures.reconciliation_cells(name))
        self.labels = {line["year"]: line["label"] for line in lines_of(figures.years(head["publisher"]))}
        self.of_periods = [self._period(line) for line in lines_of(figures.reconciled_periods(name))]
        self.matched = [one for one in self.of_rows if one["outcome"] == "matched"]
        self.theirs = [one for one in self.of_rows if one["their_row"] > 0]
        self.only_here = [one for one in self.of_rows if one["outcome"] == "only_here"]
        self.unsure_here = sum(one["outcome"] == "ambiguous" and not one["their_row"] for one in self.of_rows)
        self.outcomes = Counter(one["outcome"] for one in self.theirs)
        self.kinds_found = Counter(one["kind"] for one in self.cells)

    def slips(self) -> int:
        """The cells with another number, year or place."""
        return sum(one["kind"] not in (_ZERO, _SWAPPED, "place_renamed") for one in self.cells)

    def span(self, rows: Iterable[Line]) -> tuple[date | None, date | None]:
        """The first and the last day of some deployments."""
        days = [one["deployment_date"] for one in rows if one["deployment_date"]]
        return min(days, default=None), max(days, default=None)

    def kinds(self) -> list[tuple[str, int, int, list[tuple[str, int]]]]:
        """Each kind of difference: its words, how many cells, in how many rows, and the columns with how many, the most first."""
        found = []
        for kind, words in CLASSES.items():
            if own := [one for one in self.cells if one["kind"] == kind]:
                columns = Counter(sorted(one["column_name"] for one in own)).most_common()
                found.append((words, len(own), len({one["their_row"] for one in own}), columns))
        return found

    def dates(self) -> dict[str, Any]:
        """How many dates are exchanged, by either way to find them, and the rows in which the two ways do not agree."""
        compared = {one["their_row"] for one in self.cells if one["kind"] == _SWAPPED}
        by_order, by_type, either = (
            {one["their_row"] for one in self.of_rows if one["date_alone"] == how} for how in ("swapped", "swapped_by_type", "either_way")
        )
        alone, matched = by_order | by_type, {one["their_row"] for one in self.matched}
        share = f"{len(compared) / len(matched):.0%}" if matched else "none"
        counts = {"compared": compared, "alone": alone, "by_order": by_order, "by_type": by_type, "either": either}
        return {name: len(rows) for name, rows in counts.items()} | {"share": share, "apart": sorted((alone & matched) ^ compared)}

    def _period(self, line: Line) -> Line:
        said = f"{date(line['year'], line['month'], 1):%B %Y}" if line["month"] else self.labels.get(line["year"], str(line["year"]))
        alike = {name: line[name] == line[f"{name}_theirs"] for name in _COUNTS}
        return {**line, "period": said, "is_alike": all(alike.values()), "deployments_are_alike": alike["deployments"]}

    def months(self) -> list[Line]:
        """The months, by its dates as written."""
        return [one for one in self.of_periods if one["basis"] == "date" and one["month"]]

    def periods(self) -> list[tuple[str, list[Line]]]:
        """Years and months by each way to count them."""
        return [
            ("Calendar years, by its column of years", [one for one in self.of_periods if one["basis"] != "date"]),
            ("Calendar years, by its dates as written", [one for one in self.of_periods if one["basis"] == "date" and not one["month"]]),
            ("Months, by its dates as written", self.months()),
        ]

    def differences(self) -> list[Line]:
        """Every cell that differs, zeros aside. The single slips first: names and exchanged dates are many and of one kind."""
        order = {kind: (kind in ("place_renamed", _SWAPPED), i) for i, kind in enumerate(reversed(CLASSES))}
        own = [one for one in self.cells if one["kind"] != _ZERO]
        return sorted(own, key=lambda one: (order[one["kind"]], one["their_row"]))

    def corrections(self) -> list[tuple[Line, str | None]]:
        """Each applied correction of a deployment and a column that both have, with the kind of the difference in its cell, if any."""
        kinds = {(one["deployment_id"], one["column_name"]): one["kind"] for one in self.cells}
        shared = {one["deployment_id"] for one in self.matched}
        columns = self.head["columns"].split(", ")
        ledger = [one for one in lines_of(self.figures.corrections()) if one["is_applied"] and one["deployment_id"] in shared]
        ledger = [one for one in ledger if one["column_name"] in columns]
        return [(one, kinds.get((one["deployment_id"], one["column_name"]))) for one in ledger]

    def changed_since(self) -> list[str]:
        """What came, went or was corrected after the comparison."""
        ids = {one["deployment_id"] for one in self.of_rows if one["deployment_id"]}
        newer = set(self.figures.deployments(self.head["publisher"])["deployment_id"]) - ids
        missing = ids - set(self.figures.deployments()["deployment_id"])
        dates = [one for one in self.cells if one["column_name"] == "date" and one["deployment_id"] not in missing]
        counts = {
            "deployments came into our figures after it": len(newer),
            "have vanished from the records since": len(missing),
            "dates were corrected since": sum(f"{one['deployment_date']:%Y-%m-%d}" != one["ours"] for one in dates),
        }
        return [f"{count} {what}" for what, count in counts.items() if count]


def comparisons(page: Page) -> list[Comparison]:
    """The comparisons with second sources, for the parts of their page."""
    return [Comparison(page.figures, head) for head in lines_of(page.figures.reconciliations())]
