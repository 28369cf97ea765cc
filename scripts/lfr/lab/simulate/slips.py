"""Seeds slips, as a person or a spreadsheet makes them, where chance will have them: each is written down with what is true.

A row has one slip at most, so that findings can be told apart. An edition before the newest one comes last: it prints the same rows,
but for what was changed without a word. Whether a check can find a slip plays no part: some cannot be found (decidable.py says which,
without looking at a check).
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from lfr.errors import LfrError, did_you_mean
from lfr.lab.simulate.simulated_records import LOG, PRINT_OUTCOMES_TWICE, Force, PrintedRow, Record, date_text

Change = dict[str, str]  # column -> what is printed instead

_DATES = ("swapped_day_month", "wrong_year", "wrong_month", "wrong_day")
_COUNTS = ("alerts", "faces_seen", "arrests", "watchlist_size")
_OTHER_CELLS = ("duration", "duration_minutes", "threshold", "use_case", "purpose")
_ALERTS = (
    "alerts", "true_alerts_confirmed", "true_alerts_unconfirmed", "true_alerts", "false_alerts_confirmed", "false_alerts_unconfirmed",
    "false_alerts",
)  # fmt: skip


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

# One slip of a kind in so many rows: each of the rarer kinds was seen about once in the 286 rows of the real records.
USUAL_RATE = 1 / 286
# Slips in a whole record (a copied column, a month left out, a new key, a silent change) are counted per record.
USUAL_RATE_OF_RECORDS = 1 / 12
_WRITTEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = tuple(_WRITTEN)
TITLES: dict[str, str] = {kind: one["title"] for kind, one in _WRITTEN.items()}
MEANT_FOR: dict[str, list[str]] = {kind: one["checks"] for kind, one in _WRITTEN.items()}
_USUAL = {kind: USUAL_RATE_OF_RECORDS if kind in OF_RECORDS and kind != "duplicated_row" else USUAL_RATE for kind in KINDS}


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
        if name == "usual":
            rates |= {kind: rate * (1.0 if value is None else value) for kind, rate in _USUAL.items()}
        elif name in KINDS:
            rates[name] = _USUAL[name] if value is None else value
        elif part != "none":
            raise LfrError(f"--errors: unknown kind “{name}”.{did_you_mean(name, ['none', 'usual', *KINDS])}")
    for name, rate in rates.items():
        if not 0 <= rate <= 1:
            raise LfrError(f"--errors: the rate of {name} is {rate:g}; it is a share from 0 to 1.")
    return rates


def seed_errors(force: Force, rates: Mapping[str, float], seed: int) -> list[Error]:
    """Make slips in the records of one force. Returns every one, by kind, in the order of the records and their rows."""
    # The layouts of 2023 and 2024 print one number in two columns, in every record: true of the layout, and still not true.
    errors = [
        Error("copied_columns", record, None, "no_action", "as other_disposals", "a number of its own")
        for record in force.records
        if rates and any(row.layout in PRINT_OUTCOMES_TWICE for row in record.rows)
    ]
    for kind in KINDS:
        if rate := rates.get(kind):
            # A stream of chance for each kind: asking for one more kind does not move the others.
            chance = Random(f"{seed}/{force.number}/{kind}")
            errors += OF_RECORDS[kind](force, rate, chance) if kind in OF_RECORDS else _in_rows(force, kind, rate, chance)
    for record in force.records:
        record.place_rows()
    return [one for one in errors if one.kind == "record_left_out" or one.record in force.records]


def _in_rows(force: Force, kind: str, rate: float, chance: Random) -> Iterator[Error]:
    for record in force.records:
        for row in record.rows:
            if chance.random() >= rate or row.slipped:
                continue
            change = {column: text for column, text in misprint(kind, row, chance).items() if text != row.cells[column]}
            for column, printed in change.items():
                yield Error(kind, record, row, column, printed, row.cells[column])
            row.slipped = tuple(change)
            row.cells |= change


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
