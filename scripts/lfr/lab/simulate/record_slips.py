"""Slips in a whole record, as a person or a spreadsheet makes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from lfr.lab.simulate.simulated_records import PRINT_OUTCOMES_TWICE, Force, PrintedRow, Record, date_text


@dataclass(eq=False)
class Error:
    """One seeded error; `row` is None for one in a whole record. `why_not` says why nobody could find it (decidable.py)."""

    kind: str
    record: Record
    row: PrintedRow | None
    column: str
    printed: str
    true: str
    why_not: str = ""


def duplicated_row(force: Force, rate: float, chance: Random) -> Iterator[Error]:
    for record in force.records:
        rows: list[PrintedRow] = []
        for row in record.rows:
            rows.append(row)
            if chance.random() < rate and not row.slipped and not row.of.is_stopped_early:
                rows.append(replace(row, cells=dict(row.cells), is_copy=True, slipped=("date",)))
                yield Error("duplicated_row", record, rows[-1], "date", row.cells["date"], "no such row")
        record.rows = rows


def copied_columns(force: Force, rate: float, chance: Random) -> Iterator[Error]:
    """A formula filled down over a column: the whole of a record prints one outcome twice."""
    for record in force.records:
        rows = [row for row in record.rows if "no_action" in row.cells and row.layout not in PRINT_OUTCOMES_TWICE]
        if not rows or chance.random() >= rate:
            continue
        column, source = chance.choice([("no_action", "other_disposals"), ("other_disposals", "arrests"), ("no_action", "arrests")])
        for row in rows:
            if not {column, source} & set(row.slipped):
                row.cells[column] = row.cells[source]
        yield Error("copied_columns", record, None, column, f"as {source}", "a number of its own")


def month_left_out(force: Force, rate: float, chance: Random) -> Iterator[Error]:
    for record in force.records:
        if chance.random() >= rate:
            continue
        year, month = chance.randrange(record.covers_from.year, record.covers_to.year + 1), chance.randrange(1, 13)
        kept = [row for row in record.rows if (row.of.day.year, row.of.day.month) != (year, month)]
        gone, record.rows = len(record.rows) - len(kept), kept or record.rows
        if gone and kept:
            yield Error("month_left_out", record, None, "date", f"no row in {year}-{month:02d}", f"{gone} rows")


def record_left_out(force: Force, rate: float, chance: Random) -> Iterator[Error]:
    for record in force.records[1:-1]:
        if chance.random() < rate:
            force.records.remove(record)
            yield Error("record_left_out", record, None, "date", "no record", f"{len(record.rows)} rows")


def key_reworded(force: Force, rate: float, chance: Random) -> Iterator[Error]:
    for record in force.records:
        if record.wordings and chance.random() < rate:
            reference = chance.choice(sorted(record.wordings))
            was = record.wordings[reference]
            record.wordings[reference] = was.replace("Made up", "Made up and worded anew")
            yield Error("key_reworded", record, None, "use_case", record.wordings[reference], was)


def edition_changed(force: Force, rate: float, chance: Random) -> Iterator[Error]:
    """A record was published before, up to some day, and some of its cells were changed since."""
    for record in list(force.records):
        if chance.random() >= rate or len(record.rows) < 12:
            continue
        until = len(record.rows) * 3 // 4
        rows = [replace(row, cells=dict(row.cells)) for row in record.rows[:until]]
        older = replace(
            record, source_id=f"{record.source_id}-first", rows=rows, covers_to=max(record.covers_from, rows[-1].of.day),
            wordings=dict(record.wordings),
        )  # fmt: skip
        record.supersedes = older.source_id
        force.records.insert(force.records.index(record), older)
        for index in sorted(chance.sample(range(until), max(1, until // 50))):
            column = chance.choice(["location", "faces_seen", "watchlist_size", "date"])
            now = record.rows[index]
            was = {
                "date": date_text(now.of.day + timedelta(days=chance.choice([-1, 1])), now.layout),
                "location": chance.choice(now.of.place.printed) + " (north)",
                "faces_seen": str(now.of.faces_seen + 10),
                "watchlist_size": str(now.of.watchlist_size + 10),
            }[column]
            if now.cells[column] not in ("", "N/A"):
                rows[index].cells[column] = was
                yield Error("edition_changed", record, now, column, now.cells[column], was)


OF_RECORDS: dict[str, Callable[[Force, float, Random], Iterator[Error]]] = {
    slip.__name__: slip for slip in (record_left_out, month_left_out, duplicated_row, copied_columns, key_reworded, edition_changed)
}
