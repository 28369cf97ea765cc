"""Seeds slips where chance will have them, each written down with what is true.

A row has one slip at most, so that findings can be told apart. An edition before the newest one comes last: it prints the same rows,
but for what was changed without a word.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from lfr.errors import LfrError, did_you_mean
from lfr.lab.simulate.record_slips import OF_RECORDS, Error
from lfr.lab.simulate.row_slips import misprint
from lfr.lab.simulate.simulated_records import PRINT_OUTCOMES_TWICE, Force

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
