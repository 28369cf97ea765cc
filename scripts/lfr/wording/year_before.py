"""A figure beside that of the year before: of a whole year the whole year, of a part year the same days."""

from dataclasses import dataclass

import pandas as pd

from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import ESTIMATED, say_count, say_minutes, say_stops, say_with_counts

_NONE = ("not_covered", "not_published")


@dataclass(frozen=True)
class Before:
    """What a figure is compared with: its value in words, of which days, and whether the two may be compared. A range has no `value`."""

    said: str
    of: str
    is_comparable: bool
    value: float | None = None

    @property
    def note(self) -> str:
        """ "23 in 2023", or that it cannot be compared."""
        return f"{self.said} in {self.of}" if self.is_comparable else f"not comparable with {self.of}"


def year_before(figures: Figures, figure: Figure) -> Before | None:
    """The same measure a year before; None where the records do not reach that far, or do not hold it."""
    years = figures.years(figure.publisher).set_index("year")
    if figure.year - 1 not in years.index or not years["covered_days"][figure.year - 1]:
        return None
    if figure.is_partial:
        return _same_days(figures, figure)
    one = figures.figure(figure.publisher, figure.year - 1, figure.measure)
    if one.is_partial or one.basis in _NONE or figure.basis in _NONE:
        return None
    return Before(say_with_counts(one), one.label, _compares(figures, one, figure), one.value)


def _compares(figures: Figures, one: Figure, other: Figure) -> bool:
    """Counted on the same basis, and no break of the series in between. A year without a deployment has no basis of its own."""
    if any(figure.basis != "no_deployment" for figure in (one, other)) and not _is_same_basis(one, other):
        return False
    for measure in _counted(other):
        breaks = pd.to_datetime(figures.breaks(other.publisher, measure)["from_date"])
        if ((breaks > pd.Timestamp(one.covers_from)) & (breaks <= pd.Timestamp(other.covers_to))).any():
            return False
    return True


def _is_same_basis(one: Figure, other: Figure) -> bool:
    return one.basis == other.basis or "no_deployment" in (one.basis, other.basis)


def _counted(figure: Figure) -> list[str]:
    """The series whose breaks concern a figure: its own, and those that it is worked out from."""
    known = measures()[figure.measure]
    return [figure.measure, *(end.measure for end in figure.ends), *known.columns]


def _same_days(figures: Figures, figure: Figure) -> Before | None:
    found = figures.same_period(figure.publisher, figure.year)
    names = [one.measure for one in figure.ends or (figure,)]
    rows = found[(found["year"] == figure.year - 1) & found["measure"].isin(names)].set_index("measure")
    if set(rows.index) != set(names) or rows["value"].isna().any():
        return None
    values = [float(rows.loc[name, "value"]) for name in names]
    if len(values) > 1:
        said = say_stops(values[0], values[1], is_printed=not set("+".join(rows["basis"]).split("+")) & {*ESTIMATED})
    else:
        said = say_minutes(values[0]) if figure.unit == "minutes" else say_count(values[0])
    return Before(said, f"the same days of {figure.year - 1}", bool(rows["is_comparable"].all()), values[0] if len(values) == 1 else None)


def say_change(figure: Figure, before: Before | None) -> str:
    """How a count compares with the year before, in a clause: "nearly eight times as often as in 2023", "more often than in 2023 (80)"."""
    if before is None or not before.is_comparable or before.value is None or figure.value is None:
        return ""
    now, then = figure.value, before.value
    if not then:
        return f"after none in {before.of}"
    if now == then:
        return f"as often as in {before.of}"
    ratio = now / then
    if ratio >= 1.9:
        return f"{_times(ratio)} as often as in {before.of}"
    return f"{'more' if now > then else 'less'} often than in {before.of} ({say_count(then)})"


_WORDS = (
    "",
    "once",
    "twice",
    "three times",
    "four times",
    "five times",
    "six times",
    "seven times",
    "eight times",
    "nine times",
    "ten times",
)


def _times(ratio: float) -> str:
    """ "nearly eight times", "more than twice", "four times"."""
    low, near = int(ratio), round(ratio)
    if abs(ratio - near) < 0.02:
        return _in_words(near)
    return f"nearly {_in_words(low + 1)}" if ratio - low >= 0.75 else f"more than {_in_words(low)}"


def _in_words(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else f"{say_count(number)} times"
