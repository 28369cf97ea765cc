"""data/manual/changes.csv: what a maintainer says about changes that nothing else explains.

A new document and a correction explain themselves. A measure that is counted another way, a mistake of ours, or a
coverage that turned out longer is explained here, in one line each. A line is about the time after one release:
once the next one is made it is history, and stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lfr.curated.csv_lines import read_csv
from lfr.curated.manual import COLUMNS
from lfr.errors import BadData, did_you_mean
from lfr.project import Project


@dataclass(frozen=True)
class Entry:
    """One line. `measure` names changed figures (an empty `publisher` or `year` means all), `source_id` changed cells."""

    change_id: str
    after_release: str
    kind: str
    publisher: str
    year: str
    measure: str
    source_id: str
    page: str
    row: str
    column: str
    reason: str
    decided_on: str

    def is_about_figure(self, publisher: str, year: str, measure: str) -> bool:
        """Whether it explains why this figure is counted another way."""
        if self.kind not in ("method", "mistake") or self.measure != measure:
            return False
        return self.publisher in ("", publisher) and self.year in ("", year)

    def is_about_cell(self, source_id: str, page: str, row: str, column: str) -> bool:
        """Whether it explains why this cell of an extracted CSV is read another way."""
        if self.kind != "mistake" or self.source_id != source_id:
            return False
        return self.page in ("", page) and self.row in ("", row) and self.column in ("", column)


def read_entries(project: Project, after_release: str, measures: Collection[str]) -> list[Entry]:
    """The lines about the time after one release. Raises BadData for one about a measure that neither has."""
    found = []
    for line in read_csv(project.manual / "changes.csv", COLUMNS["changes"]):
        entry = Entry(**line.cells)
        if entry.after_release != after_release:
            continue
        if entry.measure and entry.measure not in measures:
            raise BadData(f"{line.where()}: unknown measure “{entry.measure}”.{did_you_mean(entry.measure, measures)}")
        found.append(entry)
    return found
