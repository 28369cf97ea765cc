"""data/manual/changes.csv: what a maintainer says about changes that nothing else explains.

A new document and a correction explain themselves. A measure that is counted another way, a mistake of ours, or a
coverage that turned out longer is explained here, in one line each. A line is about the time after one release:
once the next one is made it is history, and stays.
"""

from collections.abc import Collection

from lfr.curated.hand_kept import read_lines
from lfr.curated.manual import Change
from lfr.errors import BadData, did_you_mean
from lfr.project import Project


class Explanation(Change):
    """One line. `measure` names changed figures (an empty `publisher` or `year` means all), `source_id` changed cells."""

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


def read_explanations(project: Project, after_release: str, measures: Collection[str]) -> list[Explanation]:
    """The lines about the time after one release. Raises BadData for a measure that neither has."""
    lines = read_lines(project.manual / "changes.csv", Explanation, project)
    found = [one for one in lines if one.after_release == after_release]
    for one in found:
        if one.measure and one.measure not in measures:
            raise BadData(f"{one.where()}: unknown measure “{one.measure}”.{did_you_mean(one.measure, measures)}")
    return found
