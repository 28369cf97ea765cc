"""Which seeded errors anybody could find, judged from the truth alone.

An error is decidable where the record as printed is not one that a force could have printed truthfully. The test knows the true
neighbours of the row and how a record is made up; it reads no check, uses none of their windows or marks, and so cannot be met
by construction. Where it says no, it says why.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from lfr.curated.rules import place_key
from lfr.lab.simulate.simulated_records import LOG, PRINT_OUTCOMES_TWICE, Force, PrintedRow, Record
from lfr.lab.simulate.slips import Error
from lfr.records.layouts import parse_date

_FEW_DAYS = 14  # within which a force's lists are as good as one list


def judge(force: Force, errors: list[Error]) -> None:
    """Say of every error of one force why nobody could find it, where that is so."""
    for error in errors:
        error.why_not = _why_not(force, error, error.row) if error.row else _why_not_record(force, error)


def _why_not(force: Force, error: Error, row: PrintedRow) -> str:
    match error.kind:
        case "swapped_day_month" | "wrong_year" | "wrong_month" | "wrong_day":
            return _why_not_date(error.record, row)
        case "faces_digit_lost" | "faces_digit_added" if not breaks_rate(row):
            # Ten times as many faces pass one place on one day as another on the next. Only the printed rate speaks against a number.
            return "no printed rate speaks against it, and true numbers differ as much from day to day"
        case "watchlist_digit_wrong" | "watchlist_digit_lost":
            return _why_not_watchlist(force, row, error.record)
        case "parts_not_adding_up" | "outcomes_not_adding_up" | "outcomes_of_false_alerts" | "arrests_digit_added":
            return "" if breaks_sums(row) else "the numbers of the row still add up"
        case "engagements_beyond_alerts":
            beyond = any(int(row.cells[f"{one}_alert_engagements"]) > int(row.cells[f"{one}_alerts"]) for one in ("true", "false"))
            return "" if beyond else "the engagements fit the alerts the other way round as well"
        case "rate_misprinted" | "rate_cut_off" if not breaks_rate(row):
            return "the printed rate is as near as its digits allow"
        case "place_renamed" | "place_cut_off":
            key = place_key(row.cells["location"])
            if key == place_key(row.of.printed_place):
                return "the same name, but for marks and capitals"
            return "the name of another known place" if key in _known_places(force) else ""
        case "use_case_unknown" if row.layout == LOG:
            return "a log has no key to compare with"
        case "use_case_unknown" if row.cells.get("use_case", "").lower() == row.of.use_case.lower():
            return "the same words, but for capitals"
    return ""


@lru_cache(maxsize=1)
def _known_places(force: Force) -> set[str]:
    return {place_key(name) for one in force.truth for name in one.place.printed}


def _why_not_date(record: Record, row: PrintedRow) -> str:
    """In a list by date one row is wrong where it alone, taken out, leaves the list in order."""
    printed, at = parse_date(row.cells["date"]), record.rows.index(row)
    if printed is None or not record.covers_from <= printed <= record.covers_to:
        return ""
    days = [date.min, date.min, *(one.of.day for one in record.rows), date.max, date.max]
    second_before, before, _, after, second_after = days[at : at + 5]
    if before <= printed <= after:
        return "the date still fits between its neighbours"
    if second_before <= printed <= after or before <= printed <= second_after:
        return "this row or the one beside it may be wrong"
    return ""


def _why_not_watchlist(force: Force, row: PrintedRow, record: Record) -> str:
    """A list is wrong where it lies further from every other list of these days than any true list of the force ever does."""
    lists = [one.of.watchlist_size for one in record.rows if one is not row and abs((one.of.day - row.of.day).days) <= _FEW_DAYS]
    if len(lists) < 2:
        return "too few lists of these days to compare with"
    printed = int(row.cells["watchlist_size"])
    apart = min(abs(printed - one) / one for one in lists)
    return "" if apart > _usually_apart(force) else "true lists differ as much from those of the days around"


@lru_cache(maxsize=1)
def _usually_apart(force: Force) -> float:
    """How far the oddest true list of a force lies from the nearest list of the fourteen days around, as a share."""
    apart = 0.0
    for index, one in enumerate(force.truth):
        # Lists lie nearest to those of the days nearest: twenty rows on each side are enough, also where there are many a day.
        beside = force.truth[max(0, index - 20) : index] + force.truth[index + 1 : index + 20]
        near = [other.watchlist_size for other in beside if abs((other.day - one.day).days) <= _FEW_DAYS]
        apart = max(apart, min((abs(one.watchlist_size - other) / other for other in near), default=0.0))
    return apart


def _count(row: PrintedRow, *names: str) -> int | None:
    texts = [row.cells[name].replace(",", "") for name in names if name in row.cells]
    return sum(map(int, texts)) if texts and all(text.isdigit() for text in texts) else None


def breaks_sums(row: PrintedRow) -> bool:
    """Whether the alerts, their parts and the outcomes of a row contradict each other."""
    alerts, true = _count(row, "alerts"), _count(row, "true_alerts_confirmed", "true_alerts_unconfirmed", "true_alerts")
    false = _count(row, "false_alerts_confirmed", "false_alerts_unconfirmed", "false_alerts")
    arrests, confirmed = _count(row, "arrests", "arrests_disposals"), _count(row, "true_alerts_confirmed")
    other = _count(row, "no_action") if row.layout in PRINT_OUTCOMES_TWICE else _count(row, "other_disposals", "no_action")
    if alerts is not None and true is not None and false is not None and alerts != true + false:
        return True
    if arrests is not None and other is not None and confirmed is not None:
        return arrests + other != confirmed
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
        days = [parse_date(row.cells["date"]) for row in error.record.rows]
        if any(day and f"{day:%Y-%m}" == error.printed[-7:] for day in days):
            return "another row, with a wrong date, stands in the month: not empty until that is corrected"
        months = {(one.day.year, one.day.month) for one in force.truth}
        every = len({one.day.year for one in force.truth}) * 12
        return "" if len(months) == every else "months without a deployment are usual with so few"
    if error.kind == "copied_columns":
        rows = [row for row in error.record.rows if _count(row, "other_disposals") or _count(row, "no_action") or _count(row, "arrests")]
        return "" if len(rows) >= 20 else "too few rows with an outcome"
    return ""
