"""How one figure is cited: a sentence to copy, and the same for reference managers."""

import re
from dataclasses import dataclass

from lfr.errors import visible
from lfr.releases.figure_rows import Row
from lfr.warehouse.figures import Shown
from lfr.wording.words import NO_DEPLOYMENT, NO_NUMBER, as_published, say_day, say_title, with_note

NOT_YET = "not yet released"
_PLAIN = ("counted", *NO_NUMBER)


@dataclass(frozen=True)
class Citation:
    """How to cite the figures of one force: its name, the site's address, the release shown and the newest document.

    `release` is the version of the release shown where it holds the value of a row, and "" where none does yet.
    """

    force: str
    site: str
    shown: Shown
    as_at: str

    def text(self, row: Row, release: str) -> str:
        """A sentence to copy."""
        of = f"release {release} of {say_day(self.shown.date)}" if release and self.shown.date else NOT_YET
        return f"{self._what(row)}. LFR Statistics, {of}{self._counted(release)}. {self._address(row, release)}"

    def _counted(self, release: str) -> str:
        """The newest document counted; nothing for a release that newer documents have since been added to, which it did not count."""
        return "" if release and not self.shown.is_exact else f", counted from documents as at {self.as_at}"

    def _what(self, row: Row) -> str:
        """The figure and its value, as corrected and before, with the basis where the record does not simply print or list what it says."""
        title = say_title(row["measure"], row["basis"], row["title"])
        basis = "" if row["basis"] in _PLAIN or row["said"] == NO_DEPLOYMENT else row["basis_said"]
        notes = "; ".join(filter(None, [as_published(row["said"], row["said_as_published"]), basis]))
        return f"{self.force}, live facial recognition, calendar year {row['label']}: {title}, {with_note(row['said'], notes)}"

    def bibtex(self, row: Row, release: str) -> str:
        """The same for reference managers."""
        day = self.shown.date
        dated = [f"  year = {{{day.year}}},", f"  month = {f'{day:%b}'.lower()},"] if release and day else []
        note = f"Figure {row['id']}, {'release ' + release if release else NOT_YET}{self._counted(release)}"
        lines = [
            f"@misc{{lfr-{row['id']},",
            "  author = {{LFR Statistics}},",
            f"  title = {{{_tex(self._what(row))}}},",
            *dated,
            f"  howpublished = {{\\url{{{self._address(row, release)}}}}},",
            f"  note = {{{_tex(note)}}}",
            "}",
        ]
        return "\n".join(lines)

    def _address(self, row: Row, release: str) -> str:
        """The permanent address, carrying the value and the release."""
        carried = f"?cited={row['value']}{f'&release={release}' if release else ''}" if row["value"] else ""
        return f"{self.site}{row['address']}{carried}"


def _tex(text: str) -> str:
    """Text with every sign that TeX would take for its own written so that it prints."""
    named = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[%&#_${}\\~^]", lambda sign: named.get(sign[0], f"\\{sign[0]}"), visible(text))
