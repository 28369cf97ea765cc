"""A figure beside that of the year before: of a whole year the whole year, of a part year the same days."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.sentences import thresholds_between
from lfr.wording.words import (
    NO_NUMBER,
    as_published,
    before_correction,
    say_count,
    say_of_days,
    say_times,
    say_title,
    say_with_counts,
    with_note,
)


@dataclass(frozen=True)
class Before:
    """What a figure is compared with: its value in words, of when ("in 2023"), and whether the two compare. A range has no `value`.

    `said` has the value before a correction beside it, `was` is that note alone.
    """

    said: str
    was: str
    when: str
    is_comparable: bool
    value: float | None = None
    thresholds: str = ""  # where alerts do not compare without them

    @property
    def note(self) -> str:
        """ "23 in 2023", or that it cannot be compared."""
        return f"{self.said} {self.when}" if self.is_comparable else f"not comparable with {self.when.split(' ', 1)[1]}"


def year_before(figures: Figures, figure: Figure) -> Before | None:
    """The same measure a year before; None where the records do not reach that far, or do not hold it."""
    years = figures.years(figure.publisher).set_index("year")
    if figure.year - 1 not in years.index or not years["covered_days"][figure.year - 1]:
        return None
    if figure.is_partial:
        return _same_days(figures, figure)
    one = figures.figure(figure.publisher, figure.year - 1, figure.measure)
    if one.is_partial or one.basis in NO_NUMBER or figure.basis in NO_NUMBER:
        return None
    thresholds = _thresholds(figures, figure, one.covers_from, one.covers_to)
    # In a year without a deployment nothing tells arrests from arrests or other disposals: the year before says which it counts.
    title = say_title(one.measure, one.basis, "").lower() if figure.basis == "no_deployment" else ""
    was = before_correction(one)
    said = with_note(say_with_counts(one), "; ".join(filter(None, [was, title])))
    return Before(said, was, f"in {one.label}", _compares(figures, one, figure), one.value, thresholds)


def _thresholds(figures: Figures, figure: Figure, first: date, last: date) -> str:
    """The thresholds beside alerts of any kind or a share of them, where they changed: "0.60 then, 0.60 to 0.64 now"."""
    if not any("alerts" in name for name in measures()[figure.measure].columns):
        return ""
    days = ((first, last), (figure.covers_from, figure.covers_to))
    then, now = (thresholds_between(figures, figure.publisher, *map(pd.Timestamp, ends)) for ends in days)
    return f"{then} then, {now} now" if then != now else ""


def _compares(figures: Figures, one: Figure, other: Figure) -> bool:
    """Counted on the same basis, and no break of the series in between. A year without a deployment has no basis of its own."""
    known = measures()[other.measure]
    if known.unit == "score":
        return True  # a setting compares with a setting: its change is the break
    # Its own series, and those that it is worked out from.
    for name in dict.fromkeys((other.measure, *(end.measure for end in other.ends), *known.columns)):
        if name in measures():
            bases = {figures.figure(other.publisher, year, name).basis for year in (one.year, other.year)}
            if len(bases - {"no_deployment"}) > 1:
                return False
        breaks = pd.to_datetime(figures.breaks(other.publisher, name)["from_date"])
        if ((breaks > pd.Timestamp(one.covers_from)) & (breaks <= pd.Timestamp(other.covers_to))).any():
            return False
    return True


def _same_days(figures: Figures, figure: Figure) -> Before | None:
    found = figures.same_period(figure.publisher, figure.year)
    names = [one.measure for one in figure.ends or (figure,)]
    rows = found[(found["year"] == figure.year - 1) & found["measure"].isin(names)].set_index("measure")
    if set(rows.index) != set(names) or rows["value"].isna().any():
        return None
    basis = "+".join(rows["basis"])
    now, before = (say_of_days(figure.measure, [*rows.loc[names, version]], basis) for version in ("value", "value_as_published"))
    was = as_published(now, before)
    thresholds = _thresholds(figures, figure, *rows.iloc[0][["from_date", "to_date"]])
    when, is_comparable = f"on the same days of {figure.year - 1}", bool(rows["is_comparable"].all())
    value = float(rows["value"].iloc[0]) if len(names) == 1 else None
    return Before(with_note(now, was), was, when, is_comparable, value, thresholds)


def say_change(figure: Figure, before: Before | None) -> str:
    """How a count compares with the year before, in a clause: "nearly eight times as often as in 2023", "more often than in 2023 (80)"."""
    if before is None or not before.is_comparable or before.value is None or figure.value is None:
        return ""
    now, then = figure.value, before.value
    if not then:
        return f"none {before.when}"
    if now == then:
        return f"as often as {before.when}"
    ratio = now / then
    if ratio >= 1.9:
        return f"{_times(ratio)} as often as {before.when}"
    return f"{'more' if now > then else 'less'} often than {before.when} ({', '.join(filter(None, (say_count(then), before.was)))})"


_NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _times(ratio: float) -> str:
    """ "nearly eight times", "more than twice", "four times"."""
    low, near = int(ratio), round(ratio)
    if abs(ratio - near) < 0.02:
        return _in_words(near)
    return f"nearly {_in_words(low + 1)}" if ratio - low >= 0.75 else f"more than {_in_words(low)}"


def _in_words(number: int) -> str:
    return f"{_NUMBERS[number - 3]} times" if 3 <= number < 3 + len(_NUMBERS) else say_times(number)
