"""How a figure is written: one place for tables, sentences and the terminal, so that they cannot differ."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figure
from lfr.warehouse.measures import OF_TWO_COUNTS, measures

NOT_PUBLISHED = "not published"
NOT_COVERED = "not covered"
NOT_SEPARABLE = "not separable"
NOT_RECORDED = "not recorded"
NOT_KNOWN = "not known"  # what we look up ourselves
STOPPED_EARLY = "stopped early"
NO_DEPLOYMENT = "no deployment"
NO_CASE = "no cases that year"
NOT_COMPARABLE = "not comparable"
ESTIMATE = "estimate"
# A share of fewer cases than this is written as its counts, never as a percentage: 2 of 3 is not 67%.
FEW = 30

# What the codes of warehouse/measures.toml mean, in a clause.
BASES = {
    "printed": "published by the force for each deployment",
    "counted": "counted from the published rows",
    "looked_up": "added by us: the record has no column for boroughs",
    "worked_out": "worked out from published counts",
    "sum_of_printed_parts": "added up from the parts published for each deployment",
    "printed_engagements": "engagements published by the force for each deployment",
    "least_of_three": "an estimate; least of three readings",
    "greatest_of_three": "an estimate; greatest of three readings",
    "arrests_or_disposals": "arrests and other disposals, published as one number",
    "repeated_column_taken_once": "one number published in two columns, counted once",
    "no_deployment": "no deployment in the days covered",
    "not_published": "the record has no column for it alone",
    "not_separable": "the record prints the same number under other disposals and no action; neither can be told from the other",
    "not_covered": "no record covers this year",
}

# The bases on which there is no number, with the word that stands in its place.
NO_NUMBER = {"not_covered": NOT_COVERED, "not_published": NOT_PUBLISHED, "not_separable": NOT_SEPARABLE}

# The same of a year: the force published a number for each deployment, and no total of the year.
_EACH = "the numbers the force published for each deployment"
_OF_YEAR = BASES | {
    "printed": f"added up from {_EACH}",
    "sum_of_printed_parts": "added up from the parts the force published for each deployment",
    "printed_engagements": "added up from the engagements the force published for each deployment",
    "arrests_or_disposals": "arrests and other disposals, which the force published as one number for each deployment, added up",
}


def say_basis(figure: Figure) -> str:
    """The basis of a figure of a year in words; a year printed in two layouts may have two, and what both say is said once."""
    if figure.is_unused and figure.basis != "not_covered":
        return "no deployment in the year"
    said = _OF_YEAR | (
        {}
        if figure.kind in ("count", "range")
        else {name: _OF_YEAR[name].replace("added up", "worked out") for name in ("printed", "printed_engagements")}
    )
    if figure.kind in OF_TWO_COUNTS:
        said["not_published"] = "the record does not have both numbers that it is worked out from"
    if figure.kind == "range":
        said |= dict.fromkeys(("least_of_three", "greatest_of_three"), "estimated from three readings of the record")
    return "; ".join(dict.fromkeys(part for one in figure.basis.split("+") for part in said[one].split("; ")))


_TITLES = {
    ("arrests", "arrests_or_disposals"): "Arrests or other disposals",
    ("stops_lower", "printed_engagements"): "Engagements",
    ("stops_upper", "printed_engagements"): "Engagements",
}


def say_title(measure: str, basis: str, title: str) -> str:
    """The title of a measure, or what was counted in its place in a year on another basis."""
    return _TITLES.get((measure, basis), title)


def say_counted(measure: str, basis: str) -> str:
    """Beside a number under the title of its measure: what was counted in its place; nothing where it is what the title says."""
    return BASES[basis] if (measure, basis) in _TITLES else ""


def is_estimate(basis: str) -> bool:
    """Whether a number of stops on this basis is an estimate, also where all readings of the record give the same."""
    return not {"least_of_three", "greatest_of_three"}.isdisjoint(basis.split("+"))


def say_estimate(figure: Figure) -> str:
    """Beside a number of stops that is an estimate: that it is one, where the number does not say so itself."""
    return ESTIMATE if is_estimate(figure.basis) and ESTIMATE not in say_figure(figure) else ""


def say_instead(measure: str, basis: str) -> str:
    """Beside a figure without a number: which measure to look at instead, where there is one."""
    other = measures()[measure].instead.get(basis) if measure in measures() else ""
    return f"see {measures()[other].title}" if other else ""


def column_name(column: str) -> str:
    """What a column of a record or of its deployments is called: "place", "true alerts, confirmed"."""
    known = measures().get(column)
    return {"location": "place", "year": "year column"}.get(column) or (known.title.lower() if known else column.replace("_", " "))


def say_figure(figure: Figure) -> str:
    """The value of a figure in its unit, a range by its two ends, or the word for why there is none. A rate of few cases is its counts."""
    if figure.ends:
        low, high = (say_figure(one) for one in figure.ends)
        return f"{low} to {high}" if low != high else with_note(low, ESTIMATE if is_estimate(figure.ends[0].basis) else "")
    value = figure.value
    if value is None:
        return _say_nothing(figure)
    if figure.measure == "false_alerts_per_face":
        return f"{say_two_digits(value * 100_000)} per 100,000"
    if figure.kind == "rate":
        return say_of(figure) if is_of_few(figure) else say_percent(value)
    if figure.kind == "per_hour":
        return f"{say_two_digits(value)} per hour"
    return {"minutes": say_minutes, "score": say_score}.get(figure.unit, say_count)(value)


def _say_nothing(figure: Figure) -> str:
    if figure.basis in NO_NUMBER:
        return NO_NUMBER[figure.basis]
    if figure.basis == "no_deployment" or (figure.kind == "level" and figure.is_unused):
        return NO_DEPLOYMENT
    if figure.basis == "looked_up":
        return NOT_KNOWN
    has_no_case = figure.kind in OF_TWO_COUNTS and (figure.denominator == 0 or figure.is_unused)
    return NO_CASE if has_no_case else NOT_RECORDED


def is_of_few(figure: Figure) -> bool:
    """Whether a rate rests on so few cases that a percentage would claim more than is known."""
    return figure.kind == "rate" and figure.denominator is not None and 0 < figure.denominator < FEW


def say_of(figure: Figure) -> str:
    """The two counts of a rate: "23 of 633"."""
    return f"{say_count(figure.numerator or 0)} of {say_count(figure.denominator or 0)}"


def say_with_counts(figure: Figure) -> str:
    """A figure; a rate never stands alone, but with its counts and its confidence interval, a number per hour with its count and hours."""
    said = say_figure(figure)
    if figure.value is None or figure.kind not in OF_TWO_COUNTS:
        return said
    if figure.kind == "per_hour":
        return f"{said} ({say_count(figure.numerator or 0)} in {say_minutes(figure.denominator or 0)})"
    assert figure.lower is not None and figure.upper is not None
    if figure.measure == "false_alerts_per_face":
        lower, upper = (say_two_digits(end * 100_000) for end in (figure.lower, figure.upper))
        one_in = f", 1 in {say_count(round(1 / figure.value))}" if figure.value else ""
        return f"{said} faces ({say_of(figure)}{one_in}; 95% confidence interval {lower} to {upper})"
    counts = "too few for a percentage" if is_of_few(figure) else say_of(figure)
    return f"{said} ({counts}; 95% confidence interval {say_percent(figure.lower)} to {say_percent(figure.upper)})"


def say_both(figure: Figure) -> str:
    """A figure for a sentence: where a correction changed it, with the value before."""
    return with_note(say_with_counts(figure), before_correction(figure))


def say_both_counts(count: float, published: float) -> str:
    """The same for a count that is not a figure of a year."""
    now, before = say_or_not_recorded(count), say_or_not_recorded(published)
    return with_note(now, as_published(now, before))


def before_correction(figure: Figure) -> str:
    """The note beside a figure that a correction changed; nothing for any other figure."""
    return as_published(say_with_counts(figure), say_with_counts(figure.as_published))


def as_published(now: str, before: str) -> str:
    """The note beside a value that a correction changed, from both in words; nothing where they are the same."""
    return f"{before} before correction" if now != before else ""


def with_note(text: str, note: str) -> str:
    """A text with a note in brackets, where there is a note."""
    return f"{text} ({note})" if note else text


def say_stops(low: float, high: float, *, is_printed: bool) -> str:
    """The stops of a place or a deployment: "15" where they are printed, else "56 to 58", or "4 (estimate)" where all readings agree."""
    if low != high:
        return f"{say_count(low)} to {say_count(high)}"
    return say_count(low) if is_printed else f"{say_count(low)} ({ESTIMATE})"


def say_of_days(measure: str, ends: Sequence[float], basis: str) -> str:
    """A count of some days, of stops the two ends; or that it is not recorded."""
    if any(pd.isna(one) for one in ends):
        return NOT_RECORDED
    if len(ends) > 1:
        return say_stops(ends[0], ends[-1], is_printed=not is_estimate(basis))
    return (say_minutes if measures()[measure].unit == "minutes" else say_count)(ends[0])


def say_of_deployment(line: Mapping[Any, Any], column: str, ends: list[float], basis: str) -> str:
    """What a row says in a column (the two ends of its stops), or the word for why it says nothing: each kind of nothing has its own.

    `basis` is that of the column: one of NO_NUMBER where the record has no number of its own for it.
    """
    if pd.isna(ends[0]) or pd.isna(ends[-1]):
        # How long a deployment lasted that was stopped early could have been printed.
        is_stopped = line["is_stopped_early"] and column != "duration_minutes"
        return NO_NUMBER.get(basis) or (STOPPED_EARLY if is_stopped else NOT_RECORDED)
    if len(ends) > 1:
        return say_stops(ends[0], ends[-1], is_printed=line["has_printed_stops"])
    return {"duration_minutes": say_minutes, "threshold": say_score}.get(column, say_count)(float(ends[0]))


def say_count(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def say_or_not_recorded(value: Any) -> str:
    """A count, or the word for a number that the publisher did not give."""
    return NOT_RECORDED if pd.isna(value) else say_count(float(value))


def say_score(value: float) -> str:
    return f"{value:.2f}"


def say_two_digits(value: float) -> str:
    """A number with two significant digits: 3 per 100,000 is "3.0", 53.03 is "53"."""
    if value == 0:
        return "0"
    # Rounded first: 9.96 is 10 with two digits, and 10 has no decimal.
    rounded = round(value, max(0, 1 - math.floor(math.log10(abs(value)))))
    return f"{rounded:,.{max(0, 1 - math.floor(math.log10(abs(rounded))))}f}"


def say_percent(value: float) -> str:
    return f"{value * 100:.1f}%"


def say_day(day: str | date, *, with_year: bool = True) -> str:
    """A day in words: 2026-11-24 is "24 November 2026", without its year "24 November"."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{known.day} {known:%B}" + (f" {known:%Y}" if with_year else "")


def say_days(days: Iterable[date], last: str = " and ") -> str:
    """Days in words, month and year only where they change: "7, 14, 16 and 28 July 2022"."""
    known = list(days)
    said = []
    for one, following in zip(known, [*known, None][1:], strict=True):
        is_same_year = following is not None and following.year == one.year
        is_same_month = is_same_year and following is not None and following.month == one.month
        said.append(str(one.day) if is_same_month else say_day(one, with_year=not is_same_year))
    return last.join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else ""


def say_minutes(value: float) -> str:
    hours, minutes = divmod(int(value), 60)
    return f"{hours:,} h {minutes:02d} min"


def say_number_of(count: float, noun: str) -> str:
    """A count with its noun: "1 deployment", "2 deployments"."""
    return f"{say_count(count)} {noun}{'' if count == 1 else 's'}"


def say_times(count: int) -> str:
    """once; twice; 42 times."""
    return {1: "once", 2: "twice"}.get(count, f"{say_count(count)} times")


def say_list(items: Sequence[str], last: str = " and ") -> str:
    """a; a and b; a, b and c."""
    return f"{', '.join(items[:-1])}{last}{items[-1]}" if len(items) > 1 else "".join(items)


def say_numbered(noun: str, numbers: Sequence[object]) -> str:
    """question 1; sections 21 and 31(1)."""
    return f"{noun}{'s' if len(numbers) > 1 else ''} {say_list([str(one) for one in numbers])}"


def say_excerpt(text: str, longest: int = 160) -> str:
    """The beginning of a text on one line, cut between two words."""
    return shorten(text, longest, placeholder=" …")
