"""Slips in a row, as a person or a spreadsheet makes them.

Whether a check can find a slip plays no part: some cannot be found (decidable.py says which, without looking at a check).
"""

import re
from datetime import date
from random import Random

from lfr.lab.simulate.simulated_records import LOG, PRINT_OUTCOMES_TWICE, PrintedRow, date_text

Change = dict[str, str]  # column -> what is printed instead

_DATES = ("swapped_day_month", "wrong_year", "wrong_month", "wrong_day")
_COUNTS = ("alerts", "faces_seen", "arrests", "watchlist_size")
_OTHER_CELLS = ("duration", "duration_minutes", "threshold", "use_case", "purpose")
_ALERTS = (
    "alerts", "true_alerts_confirmed", "true_alerts_unconfirmed", "true_alerts", "false_alerts_confirmed", "false_alerts_unconfirmed",
    "false_alerts",
)  # fmt: skip


def misprint(kind: str, row: PrintedRow, chance: Random) -> Change:
    """What a slip of this kind prints instead; nothing where it does not fit the row."""
    of, cells, name = row.of, row.cells, row.of.printed_place
    twice = row.layout in PRINT_OUTCOMES_TWICE
    match kind:
        case _ if kind in _DATES:
            day = _other_day(kind, of.day, chance)
            return {"date": date_text(day, row.layout)} if day else {}
        case "faces_digit_lost" if of.faces_seen >= 1000:
            return _digits(row, "faces_seen", "lost", chance)
        case "faces_digit_added" if of.faces_seen < 500_000:
            return _digits(row, "faces_seen", "twice", chance)
        case "watchlist_digit_wrong":
            return _digits(row, "watchlist_size", "another", chance)
        case "watchlist_digit_lost":
            return _digits(row, "watchlist_size", "lost", chance)
        case "parts_not_adding_up":
            return _digits(row, chance.choice([one for one in _ALERTS if one in cells]), "off", chance)
        case "outcomes_not_adding_up" if "no_action" in cells and not of.is_stopped_early:
            return _digits(row, chance.choice(["arrests"] if twice else ["arrests", "other_disposals", "no_action"]), "off", chance)
        case "outcomes_of_false_alerts" if "no_action" in cells and not of.is_stopped_early:
            # Where a layout prints one number in two columns, both are wrong.
            extra = of.count("alerts") - of.true_alerts_confirmed
            return {one: str(int(cells[one]) + extra) for one in (["other_disposals", "no_action"] if twice else ["no_action"])}
        case "arrests_digit_added" if of.arrests:
            return _digits(row, "arrests" if "arrests" in cells else "arrests_disposals", "added", chance)
        case "engagements_beyond_alerts" if "true_alert_engagements" in cells:
            return {"true_alerts": cells["false_alerts"], "false_alerts": cells["true_alerts"]}
        case "rate_misprinted" if rate := _decimals(row):
            return {"false_alert_rate": f"0.0{rate}%" if chance.random() < 0.5 or rate[0] != "0" else f"0.{rate[1:]}%"}
        case "rate_cut_off" if rate := _decimals(row):
            cut = 100 * of.count("false_alerts") * 10 ** len(rate) // of.faces_seen
            return {"false_alert_rate": f"0.{cut:0{len(rate)}d}%"} if cut else {}
        case "count_missing" if not of.is_stopped_early:
            return {chance.choice([one for one in _COUNTS if cells.get(one)]): chance.choice(["", "N/A"])}
        case "cell_missing" if not of.is_stopped_early:
            return {chance.choice([one for one in _OTHER_CELLS if cells.get(one)]): ""}
        case "cell_unreadable":
            if chance.random() < 0.3:  # a day that the month does not have
                typed = f"{of.day:%Y-%m}-31" if row.layout == LOG else f"31/{of.day:%m/%y}"
                return {"date": typed} if of.day.month in (2, 4, 6, 9, 11) else {}
            column = chance.choice(["faces_seen", "watchlist_size", "alerts"])
            digits = cells[column]
            return {column: digits.replace("0", "O", 1) if "0" in digits else digits.replace("1", "l", 1)}
        case "place_renamed":  # a slip of the fingers, other marks, or other words
            at = chance.randrange(1, len(name) - 1)
            typed = chance.choice([
                name[:at] + name[at + 1 :],
                name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
                name.replace(",", ""),
                name.upper(),
                f"{name.split(', ')[-1]} town centre",
                ", ".join(reversed(name.split(", "))),
            ])  # fmt: skip
            return {} if of.is_stopped_early else {"location": typed}
        case "place_cut_off":  # a word, or what did not fit into the cell
            at = chance.choice([name.find(",") + 1, chance.randrange(4, max(5, len(name)))])
            return {"location": name[:at].strip()} if 3 < at < len(name) and not of.is_stopped_early else {}
        case "use_case_unknown" if not of.is_stopped_early:
            if "purpose" in cells:
                return {"purpose": cells["purpose"] + chance.choice([", 7", ",9"])}
            name = cells["use_case"]
            return {"use_case": chance.choice([name + "s", name.replace(" ", ""), name.lower(), "Trial", name[:-1]])}
    return {}


def _other_day(kind: str, day: date, chance: Random) -> date | None:
    match kind:
        case "swapped_day_month" if day.day <= 12:
            return date(day.year, day.day, day.month)
        case "wrong_year" if (day.month, day.day) != (2, 29):
            # January is when last year's number is still in the fingers; in other months it goes either way.
            return day.replace(year=day.year + chance.choice([-1] if day.month == 1 else [-1, 1]))
        case "wrong_month":
            month = day.month + chance.choice([-1, 1])
            return day.replace(month=month) if 1 <= month <= 12 and day.day <= 28 else None
        case "wrong_day":
            tens, ones = divmod(day.day, 10)
            typed = chance.choice([chance.randrange(3) * 10 + ones, tens * 10 + chance.randrange(10)])
            return day.replace(day=typed) if 1 <= typed <= 28 else None
    return None


def _decimals(row: PrintedRow) -> str:
    """The digits of the printed rate behind its point."""
    found = re.fullmatch(r"0\.(\d+)%", row.cells.get("false_alert_rate", ""))
    return found[1] if found else ""


def _digits(row: PrintedRow, column: str, slip: str, chance: Random) -> Change:
    digits = row.cells[column].replace(",", "")
    if not digits.isdigit():
        return {}
    match slip:
        case "off":
            typed = str(max(0, int(digits) + chance.choice([-2, -1, 1, 1, 2])))
        case "added":
            typed = digits + chance.choice(digits)
        case _:
            at = chance.randrange(len(digits))
            instead = {"lost": "", "twice": digits[at] * 2}.get(slip)
            typed = digits[:at] + (chance.choice("0123456789") if instead is None else instead) + digits[at + 1 :]
    return {column: typed} if typed != digits and (typed == "0" or not typed.startswith("0")) else {}
