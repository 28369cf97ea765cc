"""Slips in a whole record, as a person or a spreadsheet makes them. The first line of each docstring is the title that readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from lfr.lab.simulate.simulated_records import Force, PrintedRow, Record, date_text


@dataclass(eq=False)
class Error:
    """One seeded error. `row` is None for one in a whole record; `column` is "" where it is in no single column."""

    kind: str
    record: Record
    row: PrintedRow | None
    column: str
    printed: str
    true: str
    is_decidable: bool = True
    why_not: str = ""


def rows_with_errors(errors: list[Error]) -> set[int]:
    return {id(error.row) for error in errors if error.row is not None}


def duplicated_row(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    """A row stands twice."""
    made, taken = [], rows_with_errors(before)
    for record in force.records:
        rows: list[PrintedRow] = []
        for row in record.rows:
            rows.append(row)
            if chance.random() < rate and id(row) not in taken and not row.of.is_stopped_early:
                copy = PrintedRow(row.layout, dict(row.cells), row.of, is_copy=True)
                rows.append(copy)
                made.append(Error("duplicated_row", record, copy, "date", row.cells["date"], "no such row"))
        record.rows = rows
    return made


def copied_columns(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    """One outcome is filled down over another column.

    A formula filled down over a column: the whole of a record prints one outcome twice.
    """
    made = []
    for record in force.records:
        rows = [row for row in record.rows if row.layout in ("met-2025", "csv-log")]
        if not rows or chance.random() >= rate:
            continue
        column, source = chance.choice([("no_action", "other_disposals"), ("other_disposals", "arrests"), ("no_action", "arrests")])
        slipped = {id(error.row) for error in before if error.column in (column, source)}
        for row in rows:
            if id(row) not in slipped:
                row.cells[column] = row.cells[source]
        made.append(Error("copied_columns", record, None, column, f"as {source}", "a number of its own"))
    return made


def month_left_out(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    """The rows of a month are missing from a record."""
    made, taken = [], rows_with_errors(before)
    for record in force.records:
        if chance.random() >= rate:
            continue
        year, month = chance.randrange(record.covers_from.year, record.covers_to.year + 1), chance.randrange(1, 13)
        gone = [row for row in record.rows if (row.of.day.year, row.of.day.month) == (year, month)]
        if gone and len(gone) < len(record.rows) and not any(id(row) in taken for row in gone):
            record.rows = [row for row in record.rows if (row.of.day.year, row.of.day.month) != (year, month)]
            made.append(Error("month_left_out", record, None, "date", f"no row in {year}-{month:02d}", f"{len(gone)} rows"))
    return made


def record_left_out(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    """A record between two others was never published."""
    made = []
    for record in force.records[1:-1]:
        if chance.random() < rate:
            force.records.remove(record)
            before[:] = [error for error in before if error.record is not record]
            made.append(Error("record_left_out", record, None, "date", "no record", f"{len(record.rows)} rows"))
    return made


def key_reworded(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    """A line of the key is worded anew."""
    made = []
    for record in force.records:
        if record.wordings and chance.random() < rate:
            reference = chance.choice(sorted(record.wordings))
            was = record.wordings[reference]
            record.wordings[reference] = was.replace("Made up", "Made up and worded anew")
            made.append(Error("key_reworded", record, None, "use_case", record.wordings[reference], was))
    return made


def edition_changed(force: Force, rate: float, chance: Random) -> list[Error]:
    """A newer edition changes an old cell without a word.

    A record was published before, up to some day, and some of its cells were changed since.
    """
    made: list[Error] = []
    for record in list(force.records):
        if chance.random() >= rate or len(record.rows) < 12:
            continue
        until = len(record.rows) * 3 // 4
        older = Record(
            f"{record.source_id}-first", record.publisher, record.title, record.covers_from, record.covers_to,
            [PrintedRow(row.layout, dict(row.cells), row.of, is_copy=row.is_copy) for row in record.rows[:until]],
            dict(record.wordings), record=record.record,
        )  # fmt: skip
        older.covers_to = max(record.covers_from, older.rows[-1].of.day)
        record.supersedes = older.source_id
        force.records.insert(force.records.index(record), older)
        for index in sorted(chance.sample(range(until), max(1, until // 50))):
            column = chance.choice(["location", "faces_seen", "watchlist_size", "date"])
            was, now = older.rows[index], record.rows[index]
            day = now.of.day + timedelta(days=chance.choice([-1, 1]))
            typed = {
                "location": chance.choice(now.of.place.printed) + " (north)",
                "date": date_text(day, now.layout),
            }.get(column) or str(max(100, now.of.faces_seen + 10 if column == "faces_seen" else now.of.watchlist_size + 10))
            if now.cells[column] not in ("", "N/A") and was.cells == now.cells:
                was.cells[column] = typed
                made.append(Error("edition_changed", record, now, column, now.cells[column], typed))
        older.place_rows()
    return made


RecordSlip = Callable[[Force, float, Random, list[Error]], list[Error]]
BEFORE_ROWS: tuple[RecordSlip, ...] = (record_left_out, month_left_out)  # what is left out of a record can hold no other slip
AFTER_ROWS: tuple[RecordSlip, ...] = (duplicated_row, copied_columns, key_reworded)
