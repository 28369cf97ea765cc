"""What kind of difference it is when two sources do not say the same of one deployment."""

import tomllib
from datetime import date
from pathlib import Path

from lfr.compare.source_rows import OurRow, Said, TheirRow, Value, exchanged
from lfr.curated.place_names import place_words

SAME = "same"
_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
CLASSES: dict[str, str] = _WORDS["classes"]
NEED_BOTH_VALUES: list[str] = _WORDS["need_both_values"]
RULE: str = _WORDS["rule"]
_TELLING_DIGITS = 3  # a number of one or two digits is like many others: nothing follows from a likeness of digits


def classify(column: str, our: OurRow, their: TheirRow, cell: tuple[Value | None, Said], neighbours: list[OurRow]) -> str:
    """The class of one cell of a pair, or SAME. `neighbours` stand next to ours in the record: one of them may have lent its value."""
    ours, said = cell
    theirs = said.value
    if said.nothing:
        return SAME if ours is None else "dash_against_zero" if ours == 0 and said.nothing == "dash" else "left_out"
    if column == "location":
        return _place(our, their, str(ours), said.text, neighbours)
    if isinstance(ours, str):
        return SAME if said.text.casefold() == ours.strip().casefold() else "other"
    if ours is not None and theirs == ours:
        return SAME
    if isinstance(ours, date) and isinstance(theirs, date):
        if exchanged(theirs) == ours:
            return "day_and_month_swapped"
        return "year_wrong" if (theirs.day, theirs.month) == (ours.day, ours.month) else "other"
    if column == "year":
        return "year_wrong"
    if not isinstance(theirs, int) or not isinstance(ours, int):
        return "other"  # a number where the record has none, a cell that does not read
    if len(str(theirs)) >= _TELLING_DIGITS and any(row.values.get(column) == theirs for row in neighbours):
        return "moved_to_another_row"
    return digits(_written(column, ours), _written(column, theirs))


def _place(our: OurRow, their: TheirRow, ours: str, text: str, neighbours: list[OurRow]) -> str:
    """The same words in any spelling of case and marks are the same name. A word in common, or one borough, is a name for one place."""
    here, there = place_words(ours), place_words(text)
    if here == there:
        return SAME
    if set(here) & set(there):
        return "place_renamed"
    if any(set(place_words(str(row.values.get("location", "")))) & set(there) for row in neighbours):
        return "moved_to_another_row"
    return "place_renamed" if our.borough and our.borough == their.borough else "other"


def _written(column: str, value: int) -> str:
    """A number as it is written: a slip of the pen is in the hours and minutes, not in a count of minutes."""
    return f"{value // 60}{value % 60:02d}" if column == "duration_minutes" else str(value)


def digits(ours: str, theirs: str) -> str:
    """What happened to the digits on the way from our number to theirs."""
    shorter, longer = sorted((ours, theirs), key=len)
    if len(longer) < _TELLING_DIGITS:
        return "other"
    if any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return "digit_lost"
    if any(ours[:i] + ours[i + 1] + ours[i] + ours[i + 2 :] == theirs for i in range(len(ours) - 1)):
        return "digits_swapped"
    is_one = len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
    return "digit_changed" if is_one else "other"
