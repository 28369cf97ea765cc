"""Slips in a row, as a person or a spreadsheet makes them: each function says what is printed instead, or None where it does not fit.

Whether a check can find a slip plays no part: some cannot be found (decidable.py says which, without looking at a check).
The first line of each docstring is the title under which readers see the kind.
"""

import re
from collections.abc import Callable
from datetime import date
from random import Random

from lfr.lab.simulate.simulated_records import PrintedRow, date_text

Change = dict[str, str]  # column -> what is printed instead
Slip = Callable[[PrintedRow, Random], Change | None]

_TRUE_PARTS = ("true_alerts_confirmed", "true_alerts_unconfirmed", "true_alerts")
_FALSE_PARTS = ("false_alerts_confirmed", "false_alerts_unconfirmed", "false_alerts")


def _changed_date(day: date, row: PrintedRow) -> Change | None:
    return {"date": date_text(day, row.layout)} if day != row.of.day else None


def swapped_day_month(row: PrintedRow, chance: Random) -> Change | None:
    """Day and month have changed places."""
    day = row.of.day
    return _changed_date(date(day.year, day.day, day.month), row) if day.day <= 12 else None


def wrong_year(row: PrintedRow, chance: Random) -> Change | None:
    """The year before or after."""
    day = row.of.day
    if (day.month, day.day) == (2, 29):
        return None
    # January is when last year's number is still in the fingers; in other months it goes either way.
    years = [-1] if day.month == 1 else [-1, 1]
    return _changed_date(day.replace(year=day.year + chance.choice(years)), row)


def wrong_month(row: PrintedRow, chance: Random) -> Change | None:
    """The month before or after."""
    day = row.of.day
    month = day.month + chance.choice([-1, 1])
    return _changed_date(day.replace(month=month), row) if 1 <= month <= 12 and day.day <= 28 else None


def wrong_day(row: PrintedRow, chance: Random) -> Change | None:
    """One digit of the day is another."""
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


def _digit_lost(row: PrintedRow, column: str, chance: Random) -> Change | None:
    def lose(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[:at] + digits[at + 1 :]

    return _digits(row, column, lose)


def faces_digit_lost(row: PrintedRow, chance: Random) -> Change | None:
    """A digit of the faces seen is lost."""
    return _digit_lost(row, "faces_seen", chance) if row.of.faces_seen >= 1000 else None


def faces_digit_added(row: PrintedRow, chance: Random) -> Change | None:
    """A digit of the faces seen stands twice."""

    def add(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[: at + 1] + digits[at] + digits[at + 1 :]  # a key pressed twice

    return _digits(row, "faces_seen", add) if row.of.faces_seen < 500_000 else None


def watchlist_digit_wrong(row: PrintedRow, chance: Random) -> Change | None:
    """A digit of the watchlist is another."""

    def mistype(digits: str) -> str:
        at = chance.randrange(len(digits))
        return digits[:at] + chance.choice("0123456789") + digits[at + 1 :]

    return _digits(row, "watchlist_size", mistype)


def watchlist_digit_lost(row: PrintedRow, chance: Random) -> Change | None:
    """A digit of the watchlist is lost."""
    return _digit_lost(row, "watchlist_size", chance)


def parts_not_adding_up(row: PrintedRow, chance: Random) -> Change | None:
    """True or false alerts, or their total, are one or two off."""
    columns = [name for name in ("alerts", *_TRUE_PARTS, *_FALSE_PARTS) if name in row.cells]
    column = chance.choice(columns)
    return _digits(row, column, lambda digits: str(max(0, int(digits) + chance.choice([-2, -1, 1, 1, 2]))) if digits else "")


def outcomes_not_adding_up(row: PrintedRow, chance: Random) -> Change | None:
    """An outcome is one or two off.

    Where a layout prints one number in two columns, both are.
    """
    if "no_action" not in row.cells or row.of.is_stopped_early:
        return None
    columns = ["arrests"] if row.layout in ("met-2023", "met-2024") else ["arrests", "other_disposals", "no_action"]
    return _digits(row, chance.choice(columns), lambda digits: str(max(0, int(digits) + chance.choice([-2, -1, 1, 1, 2]))))


def outcomes_of_false_alerts(row: PrintedRow, chance: Random) -> Change | None:
    """False or unconfirmed alerts are given an outcome."""
    extra = row.of.alerts - row.of.true_confirmed
    if "no_action" not in row.cells or row.of.is_stopped_early or extra == 0:
        return None
    columns = ["other_disposals", "no_action"] if row.layout in ("met-2023", "met-2024") else ["no_action"]
    return {column: str(int(row.cells[column]) + extra) for column in columns}


def arrests_digit_added(row: PrintedRow, chance: Random) -> Change | None:
    """A digit of the arrests stands twice or a second one follows."""
    column = "arrests_disposals" if row.layout == "met-2020" else "arrests"
    return _digits(row, column, lambda digits: digits + chance.choice(digits)) if row.of.arrests else None


def engagements_beyond_alerts(row: PrintedRow, chance: Random) -> Change | None:
    """True and false alerts have changed places, the engagements have not."""
    if row.layout != "met-2020" or row.of.is_stopped_early or row.of.true_alerts == row.of.false_alerts:
        return None
    return {"true_alerts": row.cells["false_alerts"], "false_alerts": row.cells["true_alerts"]}


def rate_misprinted(row: PrintedRow, chance: Random) -> Change | None:
    """The point of the false alert rate is one place off."""
    rate = row.cells.get("false_alert_rate", "")
    if not re.fullmatch(r"0\.\d+%", rate):
        return None
    return {"false_alert_rate": f"0.0{rate[2:]}" if chance.random() < 0.5 or rate[2] != "0" else f"0.{rate[3:]}"}


def rate_cut_off(row: PrintedRow, chance: Random) -> Change | None:
    """Digits of the rate are cut off where it should be rounded up."""
    rate = row.cells.get("false_alert_rate", "")
    if not re.fullmatch(r"0\.\d+%", rate):
        return None
    decimals = len(rate) - 3
    cut = 100 * row.of.false_alerts * 10**decimals // row.of.faces_seen
    typed = f"0.{cut:0{decimals}d}%"
    return {"false_alert_rate": typed} if typed != rate and cut else None


def count_missing(row: PrintedRow, chance: Random) -> Change | None:
    """A count is empty or marked as not recorded."""
    columns = [name for name in ("alerts", "faces_seen", "arrests", "watchlist_size") if row.cells.get(name)]
    return {chance.choice(columns): chance.choice(["", "N/A"])} if columns and not row.of.is_stopped_early else None


def cell_missing(row: PrintedRow, chance: Random) -> Change | None:
    """Another cell is empty."""
    columns = [name for name in ("duration", "duration_minutes", "threshold", "use_case", "purpose") if row.cells.get(name)]
    return {chance.choice(columns): ""} if columns and not row.of.is_stopped_early else None


def cell_unreadable(row: PrintedRow, chance: Random) -> Change | None:
    """A letter stands for a digit, or a day that its month does not have."""
    if chance.random() < 0.3:
        typed = f"{row.of.day:%Y-%m}-31" if row.layout == "csv-log" else f"31/{row.of.day:%m/%y}"
        return {"date": typed} if row.of.day.month in (2, 4, 6, 9, 11) else None
    column = chance.choice(["faces_seen", "watchlist_size", "alerts"])
    digits = row.cells.get(column, "")
    swapped = digits.replace("0", "O", 1) if "0" in digits else digits.replace("1", "l", 1)
    return {column: swapped} if swapped != digits else None


def place_renamed(row: PrintedRow, chance: Random) -> Change | None:
    """A place under a name that it never had.

    A slip of the fingers, other marks, or other words.
    """
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
    """The end of a place’s name is not printed.

    A word, or what did not fit into the cell.
    """
    name = row.of.printed_place
    at = chance.choice([name.find(",") + 1, chance.randrange(4, max(5, len(name)))])
    return {"location": name[:at].strip()} if 3 < at < len(name) and not row.of.is_stopped_early else None


def use_case_unknown(row: PrintedRow, chance: Random) -> Change | None:
    """A use case or purpose that is not in the key."""
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
