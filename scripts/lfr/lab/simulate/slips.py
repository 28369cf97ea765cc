"""Seeds slips where chance will have them, each written down with what is true.

A row has one slip at most, so that findings can be told apart.
"""

from random import Random

from lfr.errors import LfrError, did_you_mean
from lfr.lab.simulate.record_slips import AFTER_ROWS, BEFORE_ROWS, Error, edition_changed, rows_with_errors
from lfr.lab.simulate.row_slips import OF_ROWS
from lfr.lab.simulate.simulated_records import Force

# One slip of a kind in so many rows: each of the rarer kinds was seen about once in the 286 rows of the real records.
USUAL_RATE = 1 / 286
# Slips in a whole record (a copied column, a month left out, a new key, a silent change) are counted per record.
USUAL_RATE_OF_RECORDS = 1 / 12
_OF_RECORDS = {slip.__name__: slip for slip in (*BEFORE_ROWS, *AFTER_ROWS)}
# Every kind in the order in which slips are made, with its title for a reader.
TITLES = {
    slip.__name__: (slip.__doc__ or "").splitlines()[0].rstrip(".")
    for slip in (*BEFORE_ROWS, *OF_ROWS.values(), *AFTER_ROWS, edition_changed)
}
KINDS = tuple(TITLES)


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
    return USUAL_RATE if kind in OF_ROWS or kind == "duplicated_row" else USUAL_RATE_OF_RECORDS


def seed_errors(force: Force, rates: dict[str, float], seed: int) -> list[Error]:
    """Make slips in the records of one force. Returns every one, in the order of the records and their rows."""
    errors = _in_the_layout(force)
    for kind in (one for one in KINDS if rates.get(one)):
        # A stream of chance for each kind: asking for one more kind does not move the others.
        chance = Random(f"{seed}/{force.number}/{kind}")
        if kind in OF_ROWS:
            errors += _in_rows(force, kind, rates[kind], chance, errors)
        elif kind in _OF_RECORDS:
            made = _OF_RECORDS[kind](force, rates[kind], chance, errors)
            errors += made
    if rates.get("edition_changed"):
        # Last: an edition before the newest one prints the same rows, but for what was changed without a word.
        errors += edition_changed(force, rates["edition_changed"], Random(f"{seed}/{force.number}/edition"))
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


def _in_rows(force: Force, kind: str, rate: float, chance: Random, before: list[Error]) -> list[Error]:
    made, taken = [], rows_with_errors(before)
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
