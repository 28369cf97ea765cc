"""How a figure is said: one engine for tables, sentences and the terminal, so that they cannot differ."""

from __future__ import annotations

import math
from datetime import date

from lfr.warehouse.figures import Figure

NOT_PUBLISHED = "not published"
NOT_COVERED = "not covered"
NOT_RECORDED = "not recorded"
STOPPED_EARLY = "stopped early"
NO_DEPLOYMENT = "no deployment"
NO_CASE = "no case"
# A share of fewer cases than this is said as its counts, never as a percentage: 2 of 3 is not 67 %.
FEW = 30

# What the codes of warehouse/measures.toml mean, in a clause.
BASES = {
    "printed": "printed in the record",
    "counted": "counted from the printed rows",
    "looked_up": "looked up; the record has no such column",
    "worked_out": "worked out from printed counts",
    "sum_of_printed_parts": "sum of the printed parts",
    "printed_engagements": "engagements printed in the record",
    "confirmed_true_alerts": "not printed; confirmed true alerts stand in",
    "confirmed_alerts": "not printed; confirmed alerts stand in",
    "arrests_or_disposals": "arrests and other disposals, printed as one number",
    "repeated_column_taken_once": "one number printed in two columns, counted once",
    "not_published": "not published in this layout",
    "not_covered": "no record covers this year",
}

# The columns of the plain CSV log (layout csv-log), for forces that export one.
LOG_KINDS = {"text": "text", "iso_date": "a date, YYYY-MM-DD", "count": "a whole number", "decimal": "a number from 0 to 1"}
LOG_MEANINGS = {
    "location": "the place, as the force names it",
    "date": "the day of the deployment",
    "duration_minutes": "minutes in use",
    "platform": "van, fixed or station",
    "use_case": "why, by the force's own list of purposes",
    "watchlist_size": "images on the watchlist",
    "threshold": "lowest similarity that gives an alert",
    "faces_seen": "estimate of faces detected",
    "alerts": "matches above the threshold, in all",
    "true_alerts_confirmed": "alerts verified with the person as the one on the list",
    "true_alerts_unconfirmed": "alerts judged to be that person, not verified",
    "false_alerts_confirmed": "alerts found with the person to be somebody else",
    "false_alerts_unconfirmed": "alerts judged to be somebody else, not verified",
    "stops": "engagements with a person after an alert, true or false",
    "stops_accurate": "of these, with the person on the list",
    "arrests": "arrests after an alert",
    "other_disposals": "other outcomes than arrest or no action",
    "no_action": "engagements without further action",
}


def say_basis(code: str) -> str:
    """The basis of a figure in words; a year printed in two layouts may have two."""
    return "; ".join(BASES[one] for one in code.split("+"))


def say_figure(figure: Figure) -> str:
    """The value of a figure in its unit, or the word for why there is none."""
    value = figure.value
    if value is None:
        if figure.basis == "not_covered":
            return NOT_COVERED
        if figure.basis == "not_published":
            return NOT_PUBLISHED
        if figure.kind == "rate":
            return NO_CASE if figure.denominator in (0, None) else NOT_RECORDED
        return NO_DEPLOYMENT if figure.kind == "level" else NOT_RECORDED
    if figure.kind == "rate":
        return say_rate(figure, value)
    if figure.unit == "minutes":
        return say_minutes(value)
    if figure.unit == "score":
        return f"{value:.2f}"
    return say_count(value)


def say_rate(figure: Figure, value: float) -> str:
    """A rate in the unit that people use for it: per 100,000 faces, else per cent; of few cases its counts."""
    if figure.measure == "false_alerts_per_face":
        return f"{say_two_digits(value * 100_000)} per 100,000"
    return _of(figure) if is_of_few(figure) else say_percent(value)


def is_of_few(figure: Figure) -> bool:
    """Whether a rate rests on so few cases that a percentage would claim more than is known."""
    return figure.kind == "rate" and figure.denominator is not None and 0 < figure.denominator < FEW


def _of(figure: Figure) -> str:
    return f"{say_count(figure.numerator or 0)} of {say_count(figure.denominator or 0)}"


def say_with_counts(figure: Figure) -> str:
    """A rate is never said alone: its counts and its 95 % interval come with it."""
    if figure.kind != "rate" or figure.value is None:
        return say_figure(figure)
    assert figure.lower is not None and figure.upper is not None and figure.numerator is not None
    counts = _of(figure)
    if figure.measure == "false_alerts_per_face":
        interval = f"{say_two_digits(figure.lower * 100_000)} to {say_two_digits(figure.upper * 100_000)}"
        one_in = f", 1 in {say_count(round(1 / figure.value))}" if figure.value else ""
        return f"{say_figure(figure)} faces ({counts}{one_in}; 95 % interval {interval})"
    told = f"{counts} (too few for a percentage" if is_of_few(figure) else f"{say_figure(figure)} ({counts}"
    return f"{told}; 95 % interval {say_percent(figure.lower)} to {say_percent(figure.upper)})"


def say_count(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def say_two_digits(value: float) -> str:
    """A number with two significant digits: 3 per 100,000 is "3.0", 53.03 is "53"."""
    if value == 0:
        return "0"
    # Rounded first: 9.96 is 10 with two digits, and 10 has no decimal.
    rounded = round(value, max(0, 1 - math.floor(math.log10(abs(value)))))
    return f"{rounded:,.{max(0, 1 - math.floor(math.log10(abs(rounded))))}f}"


def say_percent(value: float) -> str:
    return f"{value * 100:.1f} %"


def say_day(day: str | date) -> str:
    """A day in words: 2026-11-24 is "24 November 2026"."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{known.day} {known:%B %Y}"


def say_minutes(value: float) -> str:
    hours, minutes = divmod(int(value), 60)
    return f"{hours:,} h {minutes:02d} min"


def say_both(figure: Figure) -> str:
    """A figure for a sentence: where a correction changed it, with the value as published."""
    published = f" (as published {say_with_counts(figure.as_published)})" if figure.is_corrected else ""
    return say_with_counts(figure) + published


def say_range(lower: Figure, upper: Figure) -> str:
    """A count that is known only between two bounds; one number where they meet."""
    low, high = say_figure(lower), say_figure(upper)
    return low if low == high else f"{low} to {high}"


# What the kinds of difference between two sources are called (compare/classes.py).
DIFFERENCES = {
    "day_and_month_swapped": "day and month swapped",
    "year_wrong": "year wrong",
    "digit_lost": "digit lost or added",
    "digits_swapped": "two digits swapped",
    "digit_changed": "one digit is another",
    "blank_against_zero": "blank against zero",
    "dash_against_zero": "dash against zero",
    "left_out": "number left out",
    "place_renamed": "place named otherwise",
    "moved_to_another_row": "value of another row",
    "other": "other",
}

# What the columns of a record are called where a sentence names one.
COLUMNS = {
    "date": "date",
    "year": "year column",
    "location": "place",
    "use_case": "use case",
    "duration_minutes": "time deployed",
    "watchlist_size": "watchlist size",
    "threshold": "threshold",
    "faces_seen": "faces seen",
    "alerts": "alerts",
    "true_alerts": "true alerts",
    "true_alerts_confirmed": "true alerts, confirmed",
    "true_alerts_unconfirmed": "true alerts, unconfirmed",
    "false_alerts": "false alerts",
    "false_alerts_confirmed": "false alerts, confirmed",
    "false_alerts_unconfirmed": "false alerts, unconfirmed",
    "arrests": "arrests",
    "other_disposals": "other disposals",
    "no_action": "no action",
    "outcomes_other_than_arrest": "outcomes other than arrest",
}


def say_excerpt(text: str, longest: int = 160) -> str:
    """The beginning of a text on one line, cut between two words."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
