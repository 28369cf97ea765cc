"""data/manual/published_totals.csv: totals that somebody else published, to be compared with ours."""

from __future__ import annotations

import re
from datetime import date

from lfr.curated.csv_lines import Line, read_csv
from lfr.curated.registry import read_publishers
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

TOTAL_COLUMNS = [
    "publisher", "title", "published_by", "published_on", "address", "seen", "period_from", "period_to", "measure", "wording",
    "stated", "note",
]  # fmt: skip
# Measures that can be added up over any days; a watchlist or a place counted twice cannot.
MEASURES = (
    "deployments", "faces_seen", "alerts", "true_alerts", "false_alerts", "arrests", "other_disposals", "no_action",
    "outcomes_other_than_arrest", "duration_minutes", "stops_lower", "stops_upper",
)  # fmt: skip
WORDINGS = ("exactly", "about", "more than", "almost")
# "read": the maintainer has read the source itself; "quoted": it was read where somebody else quotes it.
SEEN = ("read", "quoted")


def read_published_totals(project: Project) -> list[Line]:
    """Every published total. Raises BadData with file, line, what was found and what to do."""
    path = project.manual / "published_totals.csv"
    if not path.is_file():
        return []
    lines = read_csv(path, TOTAL_COLUMNS)
    publishers = read_publishers(project)
    for line in lines:
        one = line.cells
        for name, known in (("publisher", publishers), ("measure", MEASURES), ("wording", WORDINGS), ("seen", SEEN)):
            if one[name] not in known:
                raise BadData(f"{line.where()}: unknown {name} “{one[name]}”.{did_you_mean(one[name], known)}")
        if not one["title"] or not one["published_by"]:
            raise BadData(f"{line.where()}: title and published_by say where the total stands. Fill both in.")
        if not re.fullmatch(r"https://\S+|not recorded", one["address"]):
            raise BadData(f"{line.where()}: address is “{one['address']}”; write an https address, or: not recorded.")
        days = [_day(line, name) for name in ("period_from", "period_to")]
        if days[1] < days[0]:
            raise BadData(f"{line.where()}: the period ends before it begins. Correct the two dates.")
        if not re.fullmatch(r"\d{1,9}", one["stated"], re.A):
            raise BadData(f"{line.where()}: stated is “{one['stated']}”; write a whole number without commas.")
    return lines


def _day(line: Line, name: str) -> date:
    try:
        return date.fromisoformat(line.cells[name])
    except ValueError:
        raise BadData(f"{line.where()}: {name} is “{line.cells[name]}”; write the day as YYYY-MM-DD.") from None
