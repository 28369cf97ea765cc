"""Figures as rows of text: how a release freezes and cites them, how two states of the site are compared, and the history of each."""

import json
import re
from dataclasses import dataclass, fields

import pandas as pd

from lfr.errors import visible
from lfr.warehouse.figures import Figure, Figures, Shown
from lfr.warehouse.measures import measures
from lfr.wording.addresses import anchor, figure_address, figure_id
from lfr.wording.csv_files import plain
from lfr.wording.words import NO_DEPLOYMENT, NO_NUMBER, as_published, say_basis, say_day, say_title, say_with_counts, with_note

Row = dict[str, str]
Rows = dict[str, Row]

# What makes a figure: if one of these differs, the figure changed. Titles and wordings may be improved without a word.
COMPARED = (
    "value", "value_as_published", "numerator", "denominator", "lower", "upper", "numerator_as_published",
    "denominator_as_published", "lower_as_published", "upper_as_published", "basis", "covers_from", "covers_to",
)  # fmt: skip
# Only a range has ends, and it is not frozen: they are.
_FIELDS = [one.name for one in fields(Figure) if one.name not in ("ends", "is_unused")]
Steps = list[dict[str, str]]
NOT_YET = "not yet released"
COLUMNS = ["id", "publisher_name", *_FIELDS, "said", "said_as_published", "basis_said", "address"]  # of figures.csv


def figure_rows(figures: Figures) -> Rows:
    """Every figure by its id, every cell as in a CSV."""
    forces = dict(figures.publishers()[["id", "name"]].itertuples(index=False, name=None))
    keys = ((force, int(year)) for force in forces for year in figures.years(force)["year"])
    rows = (figure_row(one, forces[force]) for force, year in keys for one in figures.figures_of_year(force, year))
    return {row["id"]: row for row in rows}


def figure_row(one: Figure, publisher_name: str) -> Row:
    return {
        "id": figure_id(one.publisher, one.year, one.measure),
        "publisher_name": publisher_name,
        **{name: plain(getattr(one, name)) for name in _FIELDS},
        "said": say_with_counts(one),
        "said_as_published": say_with_counts(one.as_published),
        "basis_said": say_basis(one),
        "address": figure_address(one.publisher, one.year, one.measure),
    }


def differ(one: Row | None, other: Row | None) -> bool:
    """Whether two states of a figure are not the same; None is a figure that does not exist."""
    if one is None or other is None:
        return one is not other
    return any(one.get(name, "") != other.get(name, "") for name in COMPARED)


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """A frame of text as rows, with "" where there is no text."""
    return [{str(name): cell if isinstance(cell, str) else "" for name, cell in line.items()} for line in frame.to_dict("records")]


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
        basis = "" if row["basis"] in ("counted", *NO_NUMBER) or row["said"] == NO_DEPLOYMENT else row["basis_said"]
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


def history_json(own: dict[str, list[Row]], shown: Shown, releases: list[str]) -> str:
    """For each year and anchor of a page ("2024#arrests") the steps of the figure, oldest first."""
    found: dict[str, Steps] = {}
    for steps in own.values():
        found[f"{steps[-1]['year']}#{anchor(steps[-1]['measure'])}"] = [
            {"release": step["version"], "date": say_day(step["release_date"]) if step["release_date"] else "", "value": step["value"],
             "said": step["said"], "why": step["why"]}
            for step in steps
        ]  # fmt: skip
    for one in measures().values():
        for year in dict.fromkeys(steps[-1]["year"] for steps in own.values()) if one.kind == "range" else ():
            lower, upper = (found.get(f"{year}#{anchor(end)}") for end in (one.lower, one.upper))
            if lower and upper:
                found[f"{year}#{anchor(one.id)}"] = _of_range(lower, upper, [*releases, ""])
    return json.dumps({"shown": shown.version, "releases": releases, "figures": found}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _of_range(lower: Steps, upper: Steps, releases: list[str]) -> Steps:
    """The history of a range is that of its two ends."""
    lowers, uppers = ({step["release"]: step for step in side} for side in (lower, upper))
    low, high, steps = lower[0], upper[0], []
    for release in [one for one in releases if one in lowers or one in uppers]:
        low, high = lowers.get(release, low), uppers.get(release, high)
        is_one = low["said"] == high["said"]
        said = low["said"] if is_one else f"{low['said']} to {high['said']}"
        steps.append({**(lowers.get(release) or uppers[release]), "value": low["value"] if is_one else "", "said": said})
    return steps
