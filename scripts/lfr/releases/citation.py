"""How one figure is cited: a sentence to copy, and the same for reference managers."""

import re
from datetime import date

from lfr.errors import visible
from lfr.releases.figure_rows import Row
from lfr.warehouse.figures import Shown
from lfr.wording.words import NO_DEPLOYMENT, NO_NUMBER, as_published, say_day, say_title, with_note

NOT_YET = "not yet released"
_PLAIN = ("counted", *NO_NUMBER)


class Citation:
    """How to cite the figures of one force: its name, the site's address, the release shown and the newest document."""

    def __init__(self, force: str, site: str, shown: Shown, as_at: str) -> None:
        self.force, self.site, self.shown, self.as_at = force, site, shown, as_at

    def text(self, row: Row, steps: list[Row]) -> str:
        """A sentence to copy."""
        release, day = self._release(steps)
        of = f"release {release} of {say_day(day)}" if release and day else NOT_YET
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

    def bibtex(self, row: Row, steps: list[Row]) -> str:
        """The same for reference managers."""
        release, day = self._release(steps)
        dated = [f"  year = {{{day.year}}},", f"  month = {f'{day:%b}'.lower()},"] if release and day else []
        title = _tex(self._what(row))
        note = _tex(f"Figure {row['id']}, {'release ' + release if release else NOT_YET}{self._counted(release)}")
        lines = [
            f"@misc{{lfr-{row['id']},",
            "  author = {{LFR Statistics}},",
            f"  title = {{{title}}},",
            *dated,
            f"  howpublished = {{\\url{{{self._address(row, release)}}}}},",
            f"  note = {{{_tex(note)}}}",
            "}",
        ]
        return "\n".join(lines)

    def _release(self, steps: list[Row]) -> tuple[str, date | None]:
        """The release that holds the present value, with its day; empty where none does yet."""
        return (self.shown.version, self.shown.date) if steps[-1]["version"] else ("", None)

    def _address(self, row: Row, release: str) -> str:
        """The permanent address, carrying the value and the release."""
        carried = f"?cited={row['value']}{f'&release={release}' if release else ''}" if row["value"] else ""
        return f"{self.site}{row['address']}{carried}"


def _tex(text: str) -> str:
    """Text with every sign that TeX would take for its own written so that it prints."""
    named = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[%&#_${}\\~^]", lambda sign: named.get(sign[0], f"\\{sign[0]}"), visible(text))
