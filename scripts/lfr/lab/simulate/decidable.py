"""Which seeded errors anybody could find, judged from the truth alone.

An error is decidable where the record as printed is not one that a force could have printed truthfully. The test knows the true
neighbours of the row and how a record is made up; it reads no check, uses none of their windows or marks, and so cannot be met
by construction. Where it says no, it says why.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from lfr.curated.place_names import place_key
from lfr.lab.simulate.record_slips import Error
from lfr.lab.simulate.simulated_records import Force, PrintedRow, Record

_FEW_DAYS = 14  # within which a force's lists are as good as one list


def judge(force: Force, errors: list[Error]) -> None:
    """Set `is_decidable` and `why_not` of every error of one force."""
    known = {place_key(name) for one in force.truth for name in one.place.printed}
    positions = {id(row): index for record in force.records for index, row in enumerate(record.rows)}
    apart = cache(lambda: _usually_apart(force))  # only where a list has a slip: it looks at every deployment
    for error in errors:
        error.why_not = _why_not(force, error, known, positions, apart)
        error.is_decidable = not error.why_not


def _why_not(force: Force, error: Error, known: set[str], positions: dict[int, int], apart: Callable[[], float]) -> str:
    row = error.row
    if row is None:
        return _why_not_record(force, error)
    if error.column == "date" and error.kind in ("swapped_day_month", "wrong_year", "wrong_month", "wrong_day"):
        return _why_not_date(error.record, positions[id(row)], read_day(row.cells["date"]))
    if error.kind.startswith("faces"):
        # Ten times as many faces pass one place on one day as another on the next. Only the printed rate speaks against a number.
        return "" if breaks_rate(row) else "no printed rate speaks against it, and true numbers differ as much from day to day"
    if error.kind.startswith("watchlist"):
        return _why_not_watchlist(row, error.record, apart())
    if error.kind in ("parts_not_adding_up", "outcomes_not_adding_up", "outcomes_of_false_alerts", "arrests_digit_added"):
        return "" if breaks_sums(row) else "the numbers of the row still add up"
    if error.kind == "engagements_beyond_alerts":
        cells = row.cells
        beyond = any(int(cells[f"{one}_alert_engagements"]) > int(cells[f"{one}_alerts"]) for one in ("true", "false"))
        return "" if beyond else "the engagements fit the alerts the other way round as well"
    if error.kind.startswith("rate"):
        return "" if breaks_rate(row) else "the printed rate is as near as its digits allow"
    if error.kind in ("place_renamed", "place_cut_off"):
        key = place_key(row.cells["location"])
        if key == place_key(row.of.printed_place):
            return "the same name, but for marks and capitals"
        return "the name of another known place" if key in known else ""
    if error.kind == "use_case_unknown":
        if row.layout == "csv-log":
            return "a log has no key to compare with"
        return "the same words, but for capitals" if row.cells.get("use_case", "").lower() == row.of.use_case.lower() else ""
    return ""


def read_day(text: str) -> date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    day, month, year = (int(part) for part in text.split("/"))
    return date(2000 + year, month, day)


def _month(text: str) -> str:
    try:
        return f"{read_day(text):%Y-%m}"
    except ValueError:  # a cell that is empty, or that nobody can read
        return ""


def _why_not_date(record: Record, at: int, printed: date) -> str:
    """In a list by date one row is wrong where it alone, taken out, leaves the list in order."""
    if not record.covers_from <= printed <= record.covers_to:
        return ""
    rows = record.rows

    def day(index: int) -> date:
        return date.min if index < 0 else date.max if index >= len(rows) else rows[index].of.day

    if day(at - 1) <= printed <= day(at + 1):
        return "the date still fits between its neighbours"
    if day(at - 2) <= printed <= day(at + 1) or day(at - 1) <= printed <= day(at + 2):
        return "this row or the one beside it may be wrong"
    return ""


def _why_not_watchlist(row: PrintedRow, record: Record, usual: float) -> str:
    """A list is wrong where it lies further from every other list of these days than any true list of the force ever does."""
    lists = [one.of.watchlist_size for one in record.rows if one is not row and abs((one.of.day - row.of.day).days) <= _FEW_DAYS]
    if len(lists) < 2:
        return "too few lists of these days to compare with"
    printed = int(row.cells["watchlist_size"].replace(",", ""))
    return "" if min(abs(printed - one) / one for one in lists) > usual else "true lists differ as much from those of the days around"


def _usually_apart(force: Force) -> float:
    """How far the oddest true list of a force lies from the nearest list of the fourteen days around, as a share."""
    apart, start = 0.0, 0
    for index, one in enumerate(force.truth):
        while (one.day - force.truth[start].day).days > _FEW_DAYS:
            start += 1
        near = []
        # Lists lie nearest to those of the days nearest: twenty rows on each side are enough, also where there are many a day.
        for other in force.truth[max(start, index - 20) : index + 20]:
            if (other.day - one.day).days > _FEW_DAYS:
                break
            if other is not one:
                near.append(abs(one.watchlist_size - other.watchlist_size) / other.watchlist_size)
        apart = max(apart, min(near, default=0.0))
    return apart


def _count(row: PrintedRow, *names: str) -> int | None:
    texts = [row.cells[name] for name in names if name in row.cells]
    return sum(int(text.replace(",", "")) for text in texts) if texts and all(re.fullmatch(r"[\d,]+", text) for text in texts) else None


def breaks_sums(row: PrintedRow) -> bool:
    """Whether the alerts, their parts and the outcomes of a row contradict each other."""
    alerts, true = _count(row, "alerts"), _count(row, "true_alerts_confirmed", "true_alerts_unconfirmed", "true_alerts")
    false = _count(row, "false_alerts_confirmed", "false_alerts_unconfirmed", "false_alerts")
    arrests, confirmed = _count(row, "arrests", "arrests_disposals"), _count(row, "true_alerts_confirmed")
    # The layouts of 2023 and 2024 print one number in both of the other outcomes.
    other = _count(row, "no_action") if row.layout in ("met-2023", "met-2024") else _count(row, "other_disposals", "no_action")
    if None not in (alerts, true, false) and alerts != (true or 0) + (false or 0):
        return True
    if None not in (arrests, other, confirmed):
        return (arrests or 0) + (other or 0) != confirmed
    return arrests is not None and alerts is not None and arrests > alerts


def breaks_rate(row: PrintedRow) -> bool:
    """Whether the printed false alert rate is further from that of the printed counts than its last digit."""
    rate, faces = row.cells.get("false_alert_rate", ""), _count(row, "faces_seen")
    false = _count(row, "false_alerts_confirmed", "false_alerts_unconfirmed", "false_alerts")
    if not rate.endswith("%") or not faces or false is None:
        return False
    printed = Decimal(rate[:-1])
    if false == 0:
        return printed != 0
    unit = Decimal(1).scaleb(-len(rate[:-1].partition(".")[2]))
    return abs(Decimal(100 * false) / faces - printed) > unit / 2


def _why_not_record(force: Force, error: Error) -> str:
    if error.kind == "month_left_out":
        month = error.printed.removeprefix("no row in ")
        if any(_month(row.cells["date"]) == month for row in error.record.rows):
            return "another row, with a wrong date, stands in the month: not empty until that is corrected"
        months = {(one.day.year, one.day.month) for one in force.truth}
        every = len({one.day.year for one in force.truth}) * 12
        return "" if len(months) == every else "months without a deployment are usual with so few"
    if error.kind == "copied_columns":
        rows = [row for row in error.record.rows if _count(row, "other_disposals") or _count(row, "no_action") or _count(row, "arrests")]
        return "" if len(rows) >= 20 else "too few rows with an outcome"
    return ""
