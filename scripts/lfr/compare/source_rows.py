"""The two sides of a comparison: our deployments with every core figure, and the rows of a second source.

A second source writes "no number" in ways of its own: a dash, N/A. Which of them it was is kept, because a dash where the
record prints 0 is another difference than a number that was left out. An empty cell says nothing at all and is not read.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lfr.records.layouts import parse_date
from lfr.warehouse.database import Connection, lines_of

Value = int | float | str | date

_OTHER_NAMES = {"duration": "duration_minutes", "arrests_disposals": "arrests"}  # of the columns below
# Numbers that one source prints whole and another in parts.
_PARTS = {
    "true_alerts": ("true_alerts_confirmed", "true_alerts_unconfirmed"),
    "false_alerts": ("false_alerts_confirmed", "false_alerts_unconfirmed"),
    "outcomes_other_than_arrest": ("other_disposals", "no_action"),
}
_DASH, _NOT_RECORDED = "dash", "not recorded"
_NOTHING = {"-": _DASH, "–": _DASH, "—": _DASH, "n/a": _NOT_RECORDED, "na": _NOT_RECORDED, "not recorded": _NOT_RECORDED}
# 05:03:00, 5:40, 5h03m, 45m; a bare number is minutes.
_DURATION = re.compile(
    r"(\d{1,2}):(\d{2})(?::\d{2})?|(\d{1,2})\s*h[a-z]*\s*(?:(\d{1,2})\s*(?:m[a-z]*)?)?|(\d{1,4})\s*(?:m[a-z]*)?", re.I | re.A
)


@dataclass(frozen=True)
class Said:
    """One cell: its value, or the word for how it holds none. A cell that does not read keeps its text."""

    text: str
    value: Value | None = None
    nothing: str = ""


@dataclass(frozen=True)
class OurRow:
    """One deployment as we count it: `values` of the columns that its record has, None where it was not recorded."""

    deployment_id: str
    source_id: str
    values: dict[str, Value | None]
    borough: str = ""


@dataclass(frozen=True)
class TheirRow:
    """One row of the second source: its number there, and what each cell says that is not empty."""

    row: int
    said: dict[str, Said]
    is_date_typed: bool  # the file holds the date as a date, not as text
    borough: str

    @property
    def date(self) -> date | None:
        """The date as written, where it reads as one."""
        said = self.said.get("date")
        return said.value if said is not None and isinstance(said.value, date) else None


def exchanged(day: date) -> date | None:
    """The date with day and month in each other's place, where there is such a date."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def _count(text: str) -> int | None:
    return int(text.replace(",", "")) if re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,9}", text, re.A) else None


def _decimal(text: str) -> float | None:
    return round(float(text), 3) if re.fullmatch(r"\d?\.\d+|\d", text, re.A) else None


def _minutes(text: str) -> int | None:
    found = _DURATION.fullmatch(text)
    return int(found[1] or found[3] or 0) * 60 + int(found[2] or found[4] or found[5] or 0) if found else None


# The columns that are compared, in the order of the outcome, and how a cell of each is read. The names are those of records/layouts.toml.
_READERS: dict[str, Callable[[str], Value | None]] = {
    "date": parse_date, "year": _count, "location": str, "use_case": str, "duration_minutes": _minutes, "watchlist_size": _count,
    "threshold": _decimal, "faces_seen": _count, "alerts": _count, "true_alerts": _count, "true_alerts_confirmed": _count,
    "true_alerts_unconfirmed": _count, "false_alerts": _count, "false_alerts_confirmed": _count, "false_alerts_unconfirmed": _count,
    "arrests": _count, "other_disposals": _count, "no_action": _count,
}  # fmt: skip


_OURS = """
    SELECT * REPLACE (round(threshold::DOUBLE, 3) AS threshold), deployment_date AS date, deployment_year AS year,
        (SELECT list(column_name) FROM raw.layout_columns WHERE layout_columns.layout = deployments.layout) AS held
    FROM core.deployments WHERE publisher = ? ORDER BY source_id, page, row
"""


def our_rows(connection: Connection, publisher: str) -> list[OurRow]:
    """Every deployment of a publisher from the newest editions, corrections applied, in the order of the records."""
    rows = []
    for line in lines_of(connection.execute(_OURS, [publisher])):
        # The parts say more than their sum, which is compared only where the record prints no parts.
        held = {_OTHER_NAMES.get(name, name) for name in line["held"]}
        values = {name: line[name] for name in _READERS if name in held}
        if all(name in values and values[name] is None for name in _PARTS["outcomes_other_than_arrest"]):
            # A record that prints one number in both columns: neither is a figure of ours (methods/outcomes).
            del values["other_disposals"], values["no_action"]
            values["outcomes_other_than_arrest"] = line["outcomes_other_than_arrest"]
        values["year"] = line["year"]
        rows.append(OurRow(line["deployment_id"], line["source_id"], values, line["borough"] or ""))
    return rows


def their_rows(cells: Iterable[tuple[int, Mapping[str, str]]]) -> list[TheirRow]:
    """The rows of a second source, each its row number and its cells as text by column name."""
    rows = []
    for number, texts in cells:
        named = {_OTHER_NAMES.get(name, name): text.strip() for name, text in texts.items()}
        said = {name: _say(name, named[name]) for name in _READERS if named.get(name)}
        rows.append(TheirRow(number, said, named.get("date_cell") == "date", named.get("borough", "")))
    return rows


def _say(column: str, text: str) -> Said:
    nothing = _NOTHING.get(text.lower(), "")
    return Said(text, None if nothing else _READERS[column](text), nothing)


def cells_beside(ours: OurRow, theirs: TheirRow) -> dict[str, tuple[Value | None, Said]]:
    """The cells of a pair that can be compared, by column: those that both sources have. An empty cell there is one that it does not have.

    Where our record has one number and the other source has it in two parts, their sum is compared.
    """
    found = {}
    for name, value in ours.values.items():
        if name in theirs.said:
            found[name] = (value, theirs.said[name])
        elif name in _PARTS:
            parts = [theirs.said[part] for part in _PARTS[name] if part in theirs.said]
            # Our record prints the number of these outcomes twice (our_rows): one of the two cells there says it.
            if len(parts) == len(_PARTS[name]) or (parts and name == "outcomes_other_than_arrest"):
                found[name] = (value, _sum(parts))
    return found


def _sum(parts: list[Said]) -> Said:
    numbers = [(part.text, part.value) for part in parts if isinstance(part.value, int)]
    if not numbers:
        return max(parts, key=lambda part: part.nothing == _DASH)
    return Said(" + ".join(text for text, _ in numbers), sum(number for _, number in numbers))
