"""A measure over the calendar years: its figures, and the words, notes and values that the charts make of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from lfr.charts.chart import Chart
from lfr.charts.theme import Drawing
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_both, say_day, say_figure, say_score, say_with_counts

PARTIAL = (
    "{} is covered in part and drawn pale with a broken outline: do not compare it with a whole year, only with the same days of another."
)
CORRECTED = "Where a correction changed a figure, the count before it stands beside."


def series(figures: Figures, publisher: str, measure: str) -> list[Figure]:
    """One measure in every calendar year that the records reach over."""
    return [figures.figure(publisher, int(year), measure) for year in figures.years(publisher)["year"]]


def say_period(labels: Sequence[str]) -> str:
    """ "2020 to 2025, to 11 July": some years by the first and the last."""
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"


def by_year(found: Sequence[Figure]) -> list[str]:
    """["2020: 3", "2021: 0"]: a figure of each year, with both values where a correction changed it."""
    return [f"{one.label}: {say_both(one)}" for one in found]


def now_and_before(found: Sequence[Figure], title: str = "") -> dict[str, list[str]]:
    """Two columns of a table: a measure as corrected, under its title, and as published."""
    return {
        title or found[0].title: [say_with_counts(one) for one in found],
        "Before correction": [say_with_counts(one.as_published) for one in found],
    }


def newest_of(found: Sequence[Figure]) -> Figure | None:
    """The figure of the newest whole year; of the newest year at all, where none is whole; None where no record covers any."""
    covered = [one for one in found if one.basis != "not_covered"]
    return next(iter([one for one in covered[::-1] if not one.is_partial] or covered[::-1]), None)


def with_the_year_before(found: Sequence[Figure], noun: str) -> str:
    """ "180 deployments in 2024, 23 in 2023": the finding of a series of counts that compare."""
    one = newest_of(found)
    if one is None:
        return f"No record covers {noun} in any year"
    of = noun.removesuffix("s") if one.value == 1 else noun
    if not is_known(one):
        return f"{noun[0].upper()}{noun[1:]} in {one.label}: {say_figure(one)}"
    said, years = (
        f"{say_figure(one)} {of} in {one.label}",
        {other.year: other for other in found if is_known(other) and not other.is_partial},
    )
    before = years.get(one.year - 1)
    # A year that was counted otherwise does not compare.
    return f"{said}, {say_figure(before)} in {before.label}" if before and before.basis == one.basis and not one.is_partial else said


def is_known(one: Figure) -> bool:
    """Whether a figure has a number, or both ends of its range."""
    return None not in ([end.value for end in one.ends] or [one.value])


def over_years(
    key: str,
    title: str,
    subtitle: str,
    what: str,
    said: Sequence[str],
    draw: Callable[[int], Drawing],
    found: Sequence[Sequence[Figure]],
    notes: Sequence[str],
    columns: Mapping[str, Sequence[str]] | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
) -> Chart:
    """A chart whose table has one line per calendar year. The sentence is made of `what` and of what is `said` of each year.

    `columns` hold figures, by default those of each measure, with both values where a correction changed one; `words` hold what
    else there is to know of each year.
    """
    first, words = found[0], words or {}
    columns = columns or {of_measure[0].title: [say_both(one) for one in of_measure] for of_measure in found}
    kind = "rate" if first[0].kind == "rate" else "number"
    return Chart(
        publisher=first[0].publisher,
        key=key,
        title=title,
        subtitle=subtitle,
        sentence=f"{what}: {'; '.join(said)}.",
        columns={"Year": "words", **dict.fromkeys(columns, kind), **dict.fromkeys(words, "words")},
        lines=[[one.label, *line] for one, *line in zip(first, *columns.values(), *words.values(), strict=True)],
        notes=[*notes, *corrected_notes(*found)],
        line_years=[one.year for one in first],
        draw=draw,
        data=values_of(found),
    )


def values_of(found: Sequence[Sequence[Figure]]) -> pd.DataFrame:
    """Figures as plain values, one row per year and measure: what the CSV of a chart holds."""
    names = ["publisher", "year", "label", "is_partial", "measure", "value", "value_as_published", "numerator", "denominator"]
    names += ["lower", "upper", "basis"]
    ordered = [one for of_year in zip(*found, strict=True) for one in of_year]
    rows = [[getattr(one, name) for name in names] for one in ordered]
    return pd.DataFrame(rows, columns=names).astype({"numerator": "Int64", "denominator": "Int64"})


def break_before(found: Sequence[Figure], number: int) -> str:
    """The words of a break before a year whose figure has another basis than that of the last year with a basis; else nothing."""
    one, none = found[number], ("not_covered", "no_deployment")
    before = [other for other in found[:number] if other.basis not in none]
    if not before or one.basis in (*none, before[-1].basis):
        return ""
    return f"From 1 January {one.year}: {say_basis(one.basis)}"


def partial_notes(found: Sequence[Figure]) -> list[str]:
    return [PARTIAL.format(one.label) for one in found if one.is_partial and one.basis != "not_covered"]


def corrected_notes(*found: Sequence[Figure]) -> list[str]:
    return [CORRECTED] if any(one.is_corrected for of_measure in found for one in of_measure) else []


def corrected_counts(frame: pd.DataFrame) -> list[str]:
    """The same note for counts of deployments in a frame."""
    return [CORRECTED] if (frame["deployments"] != frame["deployments_as_published"]).any() else []


def threshold_changes(figures: Figures, publisher: str) -> list[tuple[date, float]]:
    """The days from which another threshold was in use, with the new threshold."""
    return [(line.from_date.date(), line.threshold) for line in figures.thresholds(publisher).itertuples() if line.is_change]


def say_threshold_changes(figures: Figures, publisher: str, *of: int) -> str:
    """ "0.62 from 11 July 2024, 0.64 from 25 July 2024": the changes of all years or, without their year, of one year or month."""
    changes = [(day, threshold) for day, threshold in threshold_changes(figures, publisher) if (day.year, day.month)[: len(of)] == of]
    return ", ".join(f"{say_score(threshold)} from {say_day(day, with_year=not of)}" for day, threshold in changes)


def threshold_notes(figures: Figures, publisher: str) -> list[str]:
    """What to know before comparing false alerts of two years, where the threshold changed."""
    changes = say_threshold_changes(figures, publisher)
    note = (
        f"The threshold changed: {changes}. A higher threshold gives fewer alerts, true and false; a year of several is an average of them."
    )
    return [note] if changes else []
