"""What kind of difference it is when two sources do not say the same of one deployment."""

from datetime import date

from lfr.compare.matching import exchanged
from lfr.compare.source_rows import OurRow, TheirRow
from lfr.compare.values import Said, Value
from lfr.curated.place_names import place_words

SAME = "same"
# The classes and what they are called, in the order in which they are shown.
CLASSES = {
    "day_and_month_swapped": "day and month swapped",
    "year_wrong": "year wrong",
    "digit_lost": "digit lost or added",
    "digits_swapped": "two digits swapped",
    "digit_changed": "one digit is another",
    "dash_against_zero": "dash against zero",
    "left_out": "number left out",
    "place_renamed": "place named otherwise",
    "moved_to_another_row": "value of another row",
    "other": "other",
}
# Those that a reader understands only with the other value.
NEED_BOTH_VALUES = {"year_wrong", "digit_lost", "digits_swapped", "digit_changed", "other"}

_TELLING_DIGITS = 3  # a number of one or two digits is like many others: nothing follows from a likeness of digits


def classify(column: str, our: OurRow, their: TheirRow, cell: tuple[Value | None, Said], neighbours: list[OurRow]) -> str:
    """The class of one cell of a pair, or SAME. `neighbours` stand next to ours in the record: one of them may have lent its value."""
    ours, said = cell
    if said.nothing:
        return _nothing(ours, said)
    if ours is None:
        return "other"  # a number where the record has none
    if isinstance(ours, date):
        return _date(ours, said.value)
    if isinstance(ours, str):
        if column == "location":
            return _place(our, their, ours, said.text, neighbours)
        return SAME if said.text.casefold() == ours.strip().casefold() else "other"
    if said.value == ours:
        return SAME
    if column == "year":
        return "year_wrong"
    if not isinstance(said.value, int) or not isinstance(ours, int):
        return "other"
    lent = any(row.values.get(column) == said.value for row in neighbours)
    if lent and len(str(said.value)) >= _TELLING_DIGITS:
        return "moved_to_another_row"
    return digits(_written(column, ours), _written(column, said.value))


def _nothing(ours: Value | None, said: Said) -> str:
    if ours is None:
        return SAME  # neither source has a number
    return "dash_against_zero" if ours == 0 and said.nothing == "dash" else "left_out"


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


def _date(ours: date, theirs: Value | None) -> str:
    if not isinstance(theirs, date):
        return "other"
    if theirs == ours:
        return SAME
    if exchanged(theirs) == ours:
        return "day_and_month_swapped"
    return "year_wrong" if (theirs.day, theirs.month) == (ours.day, ours.month) else "other"


def _written(column: str, value: int) -> str:
    """A number as it is written: a slip of the pen is in the hours and minutes, not in a count of minutes."""
    return f"{value // 60}{value % 60:02d}" if column == "duration_minutes" else str(value)


def digits(ours: str, theirs: str) -> str:
    """What happened to the digits on the way from our number to theirs."""
    longer, shorter = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
    if len(longer) < _TELLING_DIGITS:
        return "other"
    if len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return "digit_lost"
    if len(longer) != len(shorter):
        return "other"
    differ = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    if len(differ) == 1:
        return "digit_changed"
    if (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and sorted(ours[differ[0] : differ[1] + 1]) == sorted(theirs[differ[0] : differ[1] + 1])
    ):
        return "digits_swapped"
    return "other"
