"""The slips that people make in records, seeded where chance will have it, each written down with what is true.

A slip is made as a person or a spreadsheet makes it. Whether a check can find it plays no part: some of these cannot be found
(decidable.py says which, without looking at a check). A row has one slip at most, so that what is found can be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lfr.errors import LfrError, did_you_mean
from lfr.lab.simulate.simulated_records import Force, PrintedRow, Record, date_text

Change = dict[str, str]  # column -> what is printed instead
Slip = Callable[[PrintedRow, Random], Change | None]

# One slip of a kind in so many rows: each of the rarer kinds was seen about once in the 286 rows of the real records.
USUAL_RATE = 1 / 286
# Slips in a whole record (a copied column, a month left out, a new key, a silent change) are counted per record.
USUAL_RATE_OF_RECORDS = 1 / 12
_TRUE_PARTS = ("true_alerts_confirmed", "true_alerts_unconfirmed", "true_alerts")
_FALSE_PARTS = ("false_alerts_confirmed", "false_alerts_unconfirmed", "false_alerts")


@dataclass(eq=False)
class Error:
    """One seeded error. `row` is the row it stands in, None for one in a whole record; `column` is "" where it is in no one column."""

    kind: str
    record: Record
    row: PrintedRow | None
    column: str
    printed: str
    true: str
    is_decidable: bool = True
    why_not: str = ""


def _changed_date(day: date, row: PrintedRow) -> Change | None:
    return {"date": date_text(day, row.layout)} if day != row.of.day else None


def swapped_day_month(row: PrintedRow, chance: Random) -> Change | None:
    day = row.of.day
    return _changed_date(date(day.year, day.day, day.month), row) if day.day <= 12 else None


def wrong_year(row: PrintedRow, chance: Random) -> Change | None:
    day = row.of.day
    if (day.month, day.day) == (2, 29):
        return None
    # January is when last year's number is still in the fingers; in other months it goes either way.
    years = [-1] if day.month == 1 else [-1, 1]
    return _changed_date(day.replace(year=day.year + chance.choice(years)), row)


def wrong_month(row: PrintedRow, chance: Random) -> Change | None:
    day = row.of.day
    month = day.month + chance.choice([-1, 1])
    return _changed_date(day.replace(month=month), row) if 1 <= month <= 12 and day.day <= 28 else None


def wrong_day(row: PrintedRow, chance: Random) -> Change | None:
    """One digit of the day is another one."""
    day = row.of.day
    tens, ones = divmod(day.day, 10)
    typed = chance.choice([chance.randrange(3) * 10 + ones, tens * 10 + chance.randrange(10)])
    return _changed_date(day.replace(day=typed), row) if 1 <= typed <= 28 else None


def _digits(row: PrintedRow, column: str, make: Callable[[str], str]) -> Change | None:
    printed = row.cells.get(column, "")
    if not re.fullmatch(r"[\d,]+", printed):
        return None
    typed = make(printed.replace(",", ""))
    return {column: typed} if typed != printed.replace(",", "") and (typed == "0" or typed[0] != "0") else None


def faces_digit_lost(row: PrintedRow, chance: Random) -> Change | None:
    def lose(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[:at] + digits[at + 1 :]

    return _digits(row, "faces_seen", lose) if row.of.faces_seen >= 1000 else None


def faces_digit_added(row: PrintedRow, chance: Random) -> Change | None:
    def add(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[: at + 1] + digits[at] + digits[at + 1 :]  # a key pressed twice

    return _digits(row, "faces_seen", add) if row.of.faces_seen < 500_000 else None


def watchlist_digit_wrong(row: PrintedRow, chance: Random) -> Change | None:
    def mistype(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[:at] + chance.choice("0123456789") + digits[at + 1 :]

    return _digits(row, "watchlist_size", mistype)


def watchlist_digit_lost(row: PrintedRow, chance: Random) -> Change | None:
    def lose(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[:at] + digits[at + 1 :]

    return _digits(row, "watchlist_size", lose)


def parts_not_adding_up(row: PrintedRow, chance: Random) -> Change | None:
    """One of the total and its parts is a few off."""
    columns = [name for name in ("alerts", *_TRUE_PARTS, *_FALSE_PARTS) if name in row.cells]
    column = chance.choice(columns)
    return _digits(row, column, lambda digits: str(max(0, int(digits) + chance.choice([-2, -1, 1, 1, 2]))) if digits else "")


def outcomes_not_adding_up(row: PrintedRow, chance: Random) -> Change | None:
    """An outcome is a few off. Where a layout prints one number in two columns, both are."""
    if "no_action" not in row.cells or row.of.is_stopped_early:
        return None
    columns = ["arrests"] if row.layout in ("met-2023", "met-2024") else ["arrests", "other_disposals", "no_action"]
    return _digits(row, chance.choice(columns), lambda digits: str(max(0, int(digits) + chance.choice([-2, -1, 1, 1, 2]))))


def outcomes_of_false_alerts(row: PrintedRow, chance: Random) -> Change | None:
    """Alerts that were false or never confirmed are given an outcome as well."""
    extra = row.of.alerts - row.of.true_confirmed
    if "no_action" not in row.cells or row.of.is_stopped_early or extra == 0:
        return None
    columns = ["other_disposals", "no_action"] if row.layout in ("met-2023", "met-2024") else ["no_action"]
    return {column: str(int(row.cells[column]) + extra) for column in columns}


def arrests_digit_added(row: PrintedRow, chance: Random) -> Change | None:
    column = "arrests_disposals" if row.layout == "met-2020" else "arrests"
    return _digits(row, column, lambda digits: digits + chance.choice(digits)) if row.of.arrests else None


def engagements_beyond_alerts(row: PrintedRow, chance: Random) -> Change | None:
    """False and true alerts change places, the engagements do not."""
    if row.layout != "met-2020" or row.of.is_stopped_early or row.of.true_alerts == row.of.false_alerts:
        return None
    return {"true_alerts": row.cells["false_alerts"], "false_alerts": row.cells["true_alerts"]}


def rate_misprinted(row: PrintedRow, chance: Random) -> Change | None:
    """The point of the rate is one place off."""
    rate = row.cells.get("false_alert_rate", "")
    if not re.fullmatch(r"0\.\d+%", rate):
        return None
    return {"false_alert_rate": f"0.0{rate[2:]}" if chance.random() < 0.5 or rate[2] != "0" else f"0.{rate[3:]}"}


def rate_cut_off(row: PrintedRow, chance: Random) -> Change | None:
    """Digits of the rate are cut off where it should have been rounded up."""
    rate = row.cells.get("false_alert_rate", "")
    if not re.fullmatch(r"0\.\d+%", rate):
        return None
    decimals = len(rate) - 3
    cut = 100 * row.of.false_alerts * 10**decimals // row.of.faces_seen
    typed = f"0.{cut:0{decimals}d}%"
    return {"false_alert_rate": typed} if typed != rate and cut else None


def count_missing(row: PrintedRow, chance: Random) -> Change | None:
    columns = [name for name in ("alerts", "faces_seen", "arrests", "watchlist_size") if row.cells.get(name)]
    return {chance.choice(columns): chance.choice(["", "N/A"])} if columns and not row.of.is_stopped_early else None


def cell_missing(row: PrintedRow, chance: Random) -> Change | None:
    columns = [name for name in ("duration", "duration_minutes", "threshold", "use_case", "purpose") if row.cells.get(name)]
    return {chance.choice(columns): ""} if columns and not row.of.is_stopped_early else None


def cell_unreadable(row: PrintedRow, chance: Random) -> Change | None:
    """A letter in the place of a digit, or a day that no month has."""
    if chance.random() < 0.3:
        typed = f"{row.of.day:%Y-%m}-31" if row.layout == "csv-log" else f"31/{row.of.day:%m/%y}"
        return {"date": typed} if row.of.day.month in (2, 4, 6, 9, 11) else None
    column = chance.choice(["faces_seen", "watchlist_size", "alerts"])
    digits = row.cells.get(column, "")
    swapped = digits.replace("0", "O", 1) if "0" in digits else digits.replace("1", "l", 1)
    return {column: swapped} if swapped != digits else None


def place_renamed(row: PrintedRow, chance: Random) -> Change | None:
    """A place under a name that it never had: a slip of the fingers, other marks, or other words."""
    name = row.of.printed_place
    at = chance.randrange(1, len(name) - 1)
    typed = chance.choice([
        name[:at] + name[at + 1 :],
        name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        name.replace(",", ""),
        name.upper(),
        f"{name.split(', ')[-1]} town centre",
        ", ".join(reversed(name.split(", "))),
    ])  # fmt: skip
    return {"location": typed} if typed != name and not row.of.is_stopped_early else None


def place_cut_off(row: PrintedRow, chance: Random) -> Change | None:
    """The end of the name is not printed: a word, or what did not fit into the cell."""
    name = row.of.printed_place
    at = chance.choice([name.find(",") + 1, chance.randrange(4, max(5, len(name)))])
    return {"location": name[:at].strip()} if 3 < at < len(name) and not row.of.is_stopped_early else None


def use_case_unknown(row: PrintedRow, chance: Random) -> Change | None:
    if row.of.is_stopped_early:
        return None
    if "purpose" in row.cells:
        return {"purpose": row.cells["purpose"] + chance.choice([", 7", ",9"])}
    name = row.cells["use_case"]
    return {"use_case": chance.choice([name + "s", name.replace(" ", ""), name.lower(), "Trial", name[:-1]])}


OF_ROWS: dict[str, Slip] = {
    slip.__name__: slip
    for slip in (
        swapped_day_month, wrong_year, wrong_month, wrong_day, faces_digit_lost, faces_digit_added, watchlist_digit_wrong,
        watchlist_digit_lost, parts_not_adding_up, outcomes_not_adding_up, outcomes_of_false_alerts, arrests_digit_added,
        engagements_beyond_alerts, rate_misprinted, rate_cut_off, count_missing, cell_missing, cell_unreadable, place_renamed,
        place_cut_off, use_case_unknown,
    )
}  # fmt: skip
OF_RECORDS = ("record_left_out", "month_left_out", "duplicated_row", "copied_columns", "key_reworded", "edition_changed")
# In the order in which they are made: what is left out of a record can hold no other slip.
KINDS = (*OF_RECORDS[:2], *OF_ROWS, *OF_RECORDS[2:])

# What each kind is, for a reader.
TITLES = {
    "record_left_out": "A record between two others was never published",
    "month_left_out": "The rows of a month are missing from a record",
    "swapped_day_month": "Day and month have changed places",
    "wrong_year": "The year before or after",
    "wrong_month": "The month before or after",
    "wrong_day": "One digit of the day is another",
    "faces_digit_lost": "A digit of the faces seen is lost",
    "faces_digit_added": "A digit of the faces seen stands twice",
    "watchlist_digit_wrong": "A digit of the watchlist is another",
    "watchlist_digit_lost": "A digit of the watchlist is lost",
    "parts_not_adding_up": "True or false alerts, or their total, are one or two off",
    "outcomes_not_adding_up": "An outcome is one or two off",
    "outcomes_of_false_alerts": "False or unconfirmed alerts are given an outcome",
    "arrests_digit_added": "A digit of the arrests stands twice or a second one follows",
    "engagements_beyond_alerts": "True and false alerts have changed places, the engagements have not",
    "rate_misprinted": "The point of the false alert rate is one place off",
    "rate_cut_off": "Digits of the rate are cut off where it should be rounded up",
    "count_missing": "A count is empty or marked as not recorded",
    "cell_missing": "Another cell is empty",
    "cell_unreadable": "A letter stands for a digit, or a day that its month does not have",
    "place_renamed": "A place under a name that it never had",
    "place_cut_off": "The end of a place’s name is not printed",
    "use_case_unknown": "A use case or purpose that is not in the key",
    "duplicated_row": "A row stands twice",
    "copied_columns": "One outcome is filled down over another column",
    "key_reworded": "A line of the key is worded anew",
    "edition_changed": "A newer edition changes an old cell without a word",
}


def read_rates(text: str) -> dict[str, float]:
    """`--errors`: "none", "usual", "usual=3" (three times as many), or kinds with rates, "wrong_year=0.01,place_renamed".

    Raises LfrError, with the nearest known kind, for one that does not exist, and for a rate that is none.
    """
    rates: dict[str, float] = {}
    for part in (one.strip() for one in text.split(",") if one.strip()):
        name, given, number = part.partition("=")
        name = name.strip().replace("-", "_")
        try:
            value = float(number) if given else None
        except ValueError:
            raise LfrError(f"--errors: “{number}” is no rate; write a number, as in {name}=0.01.") from None
        if name == "none" and value is None:
            continue
        if name == "usual":
            times = 1.0 if value is None else value
            rates |= {kind: _usual(kind) * times for kind in KINDS}
        elif name in KINDS:
            rates[name] = _usual(name) if value is None else value
        else:
            raise LfrError(f"--errors: unknown kind “{name}”.{did_you_mean(name, ['none', 'usual', *KINDS])}")
    for name, rate in rates.items():
        if not 0 <= rate <= 1:
            raise LfrError(f"--errors: the rate of {name} is {rate:g}; it is a share from 0 to 1.")
    return rates


def _usual(kind: str) -> float:
    return USUAL_RATE_OF_RECORDS if kind in OF_RECORDS and kind != "duplicated_row" else USUAL_RATE


def seed_errors(force: Force, rates: dict[str, float], seed: int) -> list[Error]:
    """Make slips in the records of one force. Returns every one, in the order of the records and their rows."""
    errors = _in_the_layout(force)
    for kind in (one for one in KINDS if rates.get(one)):
        # A stream of chance for each kind: asking for one more kind does not move the others.
        chance = Random(f"{seed}/{force.number}/{kind}")
        if kind in OF_ROWS:
            errors += _in_rows(force, kind, rates[kind], chance, errors)
        elif kind != "edition_changed":
            made = _IN_RECORDS[kind](force, rates[kind], chance, errors)
            errors += made
    if rates.get("edition_changed"):
        # Last: an edition before the newest one prints the same rows, but for what was changed without a word.
        errors += _editions(force, rates["edition_changed"], Random(f"{seed}/{force.number}/edition"))
    for record in force.records:
        record.place_rows()
    return errors


def _in_the_layout(force: Force) -> list[Error]:
    """The layouts of 2023 and 2024 print one number in two columns, in every record: true of the layout, and still not true."""
    return [
        Error("copied_columns", record, None, "no_action", "as other_disposals", "a number of its own")
        for record in force.records
        if any(row.layout in ("met-2023", "met-2024") for row in record.rows)
    ]


def _taken(errors: list[Error]) -> set[int]:
    return {id(error.row) for error in errors if error.row is not None}


def _in_rows(force: Force, kind: str, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    made, taken = [], _taken(before)
    for record in force.records:
        for row in record.rows:
            if chance.random() >= rate or id(row) in taken:
                continue
            change = OF_ROWS[kind](row, chance)
            if not change:
                continue
            for column, printed in change.items():
                made.append(Error(kind, record, row, column, printed, row.cells[column]))
            row.cells |= change
    return made


def _duplicated_row(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    made, taken = [], _taken(before)
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


def _copied_columns(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    """A formula filled down over a column: the whole of a record prints one outcome twice."""
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


def _month_left_out(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    made, taken = [], _taken(before)
    for record in force.records:
        if chance.random() >= rate:
            continue
        year, month = chance.randrange(record.covers_from.year, record.covers_to.year + 1), chance.randrange(1, 13)
        gone = [row for row in record.rows if (row.of.day.year, row.of.day.month) == (year, month)]
        if gone and len(gone) < len(record.rows) and not any(id(row) in taken for row in gone):
            record.rows = [row for row in record.rows if (row.of.day.year, row.of.day.month) != (year, month)]
            made.append(Error("month_left_out", record, None, "date", f"no row in {year}-{month:02d}", f"{len(gone)} rows"))
    return made


def _record_left_out(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    made = []
    for record in force.records[1:-1]:
        if chance.random() < rate:
            force.records.remove(record)
            before[:] = [error for error in before if error.record is not record]
            made.append(Error("record_left_out", record, None, "date", "no record", f"{len(record.rows)} rows"))
    return made


def _key_reworded(force: Force, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    made = []
    for record in force.records:
        if record.wordings and chance.random() < rate:
            reference = chance.choice(sorted(record.wordings))
            was = record.wordings[reference]
            record.wordings[reference] = was.replace("Made up", "Made up and worded anew")
            made.append(Error("key_reworded", record, None, "use_case", record.wordings[reference], was))
    return made


def _editions(force: Force, rate: float, chance: Random) -> list[Error]:
    """A record was published before, up to some day, and some of its cells were changed since."""
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


_IN_RECORDS: dict[str, Callable[[Force, float, Random, list[Error]], list[Error]]] = {
    "duplicated_row": _duplicated_row,
    "copied_columns": _copied_columns,
    "month_left_out": _month_left_out,
    "record_left_out": _record_left_out,
    "key_reworded": _key_reworded,
}
