"""How one figure is cited: a sentence to copy, and the same for reference managers."""

import re

from lfr.errors import visible
from lfr.releases.figure_rows import Row
from lfr.warehouse.figures import Shown
from lfr.wording.words import say_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NOT_YET = "not yet released"
_PLAIN = ("printed", "counted", "not_published", "not_covered")


class Citation:
    """How to cite the figures of one force: its name, the site's address, the release shown and the newest document."""

    def __init__(self, force: str, site: str, shown: Shown, as_at: str) -> None:
        self.force, self.site, self.shown, self.as_at = force, site, shown, as_at

    def release(self, steps: list[Row]) -> str:
        """The release that holds the present value; empty where none does yet."""
        return self.shown.version if steps[-1]["version"] else ""

    def address(self, row: Row, steps: list[Row]) -> str:
        """The permanent address, carrying the value and the release."""
        page, _, anchor = row["address"].partition("#")
        carried = f"cited={row['value']}" if row["value"] else ""
        release = self.release(steps)
        carried += f"&release={release}" if carried and release else ""
        return f"{self.site}{page}{'?' + carried if carried else ''}#{anchor}"

    def text(self, row: Row, steps: list[Row]) -> str:
        """A sentence to copy."""
        release = self.release(steps)
        of = f"release {release} of {say_day(self.shown.date)}" if release and self.shown.date else NOT_YET
        what = self._what(row)
        return f"{what}. LFR Statistics, {of}, counted from documents as at {self.as_at}. {self.address(row, steps)}"

    def _what(self, row: Row) -> str:
        """The figure and its value, with the basis where the record does not simply print or list what the title says."""
        basis = "" if row["basis"] in _PLAIN else f" ({row['basis_said']})"
        return f"{self.force}, live facial recognition, calendar year {row['label']}: {row['title']}, {row['said']}{basis}"

    def bibtex(self, row: Row, steps: list[Row]) -> str:
        """The same for reference managers."""
        release = self.release(steps)
        day = self.shown.date
        dated = [f"  year = {{{day.year}}},", f"  month = {_MONTHS[day.month - 1]},"] if release and day else []
        title = _tex(self._what(row))
        note = _tex(f"Figure {row['id']}, {'release ' + release if release else NOT_YET}, counted from documents as at {self.as_at}")
        lines = [
            f"@misc{{lfr-{row['id']},",
            "  author = {{LFR Statistics}},",
            f"  title = {{{title}}},",
            *dated,
            f"  howpublished = {{\\url{{{self.address(row, steps)}}}}},",
            f"  note = {{{note}}}",
            "}",
        ]
        return "\n".join(lines)


def _tex(text: str) -> str:
    """Text with every sign that TeX would take for its own written so that it prints."""
    named = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[%&#_${}\\~^]", lambda sign: named.get(sign[0], f"\\{sign[0]}"), visible(text))
