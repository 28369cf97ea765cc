"""A measure over the calendar years: its figures, and the words, notes and values that the charts make of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from lfr.charts.chart import Chart, sentence
from lfr.charts.theme import Drawing
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_both, say_day, say_figure, say_score

PARTIAL = "{} is a part of a year and drawn pale with a broken outline: compare it with the same days of another year only."
THRESHOLD = "Other things equal, a higher threshold gives fewer alerts; places, watchlists and crowds changed too."
CORRECTED = "Where a correction changed a figure, the count before it stands beside."
Series = Sequence[Figure]  # one measure in every calendar year


def series(figures: Figures, publisher: str, measure: str) -> list[Figure]:
    """One measure in every calendar year that the records reach over."""
    return [figures.figure(publisher, int(year), measure) for year in figures.years(publisher)["year"]]


def say_period(figures: Figures, publisher: str) -> str:
    """All years by the first and the last: "2020 to 2025, to 11 July"."""
    labels = [*figures.years(publisher)["label"]]
    return " to ".join(dict.fromkeys([labels[0], labels[-1]]))


def newest_of(found: Series) -> Figure:
    """The figure of the newest whole year; of the newest year at all, where none is whole. Some year is covered, or there are no charts."""
    covered = [one for one in found if one.basis != "not_covered"]
    return next((one for one in covered[::-1] if not one.is_partial), covered[-1])


def is_known(one: Figure) -> bool:
    """Whether a figure has a number, or both ends of its range."""
    return None not in ([end.value for end in one.ends] or [one.value])


def with_the_year_before(found: Series, noun: str) -> str:
    """ "180 deployments in 2024, 23 in 2023": the finding of a series of counts that compare."""
    one = newest_of(found)
    if not is_known(one):
        return f"{noun[0].upper()}{noun[1:]} in {one.label}: {say_figure(one)}"
    said = f"{say_figure(one)} {noun.removesuffix('s') if one.value == 1 else noun} in {one.label}"
    # Neither a part of a year nor a year that was counted otherwise compares.
    before = [
        other for other in found if is_known(other) and not other.is_partial and (other.year, other.basis) == (one.year - 1, one.basis)
    ]
    return said if one.is_partial or not before else f"{said}, {say_figure(before[0])} in {before[0].label}"


def over_years(
    key: str, title: str, subtitle: str, found: Mapping[str, Series], rows: Sequence[Mapping[str, Any]], draw: Callable[[int], Drawing],
    notes: Sequence[str], words: Mapping[str, list[str]] | None = None,
) -> Chart:  # fmt: skip
    """A chart of some measures, by what each is called: its table has a line per calendar year, with `words` as further columns."""
    first = next(iter(found.values()))
    table = {"Year": [one.label for one in first]} | {name: [*map(say_both, of_measure)] for name, of_measure in found.items()}
    ends = [end for of_measure in found.values() for end in zip(*((one.ends or (one,)) for one in of_measure), strict=True)]
    return Chart(
        first[0].publisher, key, title, subtitle, sentence(subtitle, rows), table | dict(words or {}),
        [*notes, *corrected_notes(*found.values())], draw=draw, data=values_of(ends),
    )  # fmt: skip


def values_of(found: Sequence[Series]) -> pd.DataFrame:
    """Figures as plain values, one row per year and measure: what the CSV of a chart holds."""
    names = ["publisher", "year", "label", "is_partial", "measure", "value", "value_as_published", "numerator", "denominator"]
    names += ["lower", "upper", "basis"]
    rows = [[getattr(one, name) for name in names] for of_year in zip(*found, strict=True) for one in of_year]
    return pd.DataFrame(rows, columns=names).astype({"numerator": "Int64", "denominator": "Int64"})


def breaks_in(found: Series) -> list[str]:
    """The years before which a series breaks: those with another basis than the last year that has a basis."""
    based = [one for one in found if one.basis not in ("not_covered", "no_deployment")]
    return [one.label for before, one in pairwise(based) if one.basis != before.basis]


def basis_notes(figures: Figures, what: str, found: Series) -> list[str]:
    """On what basis each year is given, where it is not the same in all of them. A year without a deployment has none."""
    bases: dict[str, list[str]] = {}  # by the basis in words
    for one in found:
        if figures.figure(one.publisher, one.year, "deployments").value != 0:
            bases.setdefault(say_basis(one), []).append(one.label)
    return [f"{what}, {', '.join(labels)}: {basis}." for basis, labels in bases.items()] if len(bases) > 1 else []


def break_notes(figures: Figures, *found: Series) -> list[str]:
    """From which days a person found that a series no longer compares with itself."""
    breaks = [line for of_measure in found for line in figures.breaks(of_measure[0].publisher, of_measure[0].measure).itertuples()]
    return [f"From {say_day(line.from_date)}: {line.words}." for line in breaks]


def partial_notes(found: Series) -> list[str]:
    return [PARTIAL.format(one.label) for one in found if one.is_partial and one.basis != "not_covered"]


def corrected_notes(*found: Series) -> list[str]:
    return [CORRECTED] if any(one.is_corrected for of_measure in found for one in of_measure) else []


def corrected_counts(frame: pd.DataFrame) -> list[str]:
    """The same note for counts of deployments in a frame."""
    return [CORRECTED] if (frame["deployments"] != frame["deployments_as_published"]).any() else []


def threshold_changes(figures: Figures, publisher: str) -> dict[date, float]:
    """The days from which another threshold was in use, with the new threshold."""
    return {line.from_date.date(): line.threshold for line in figures.thresholds(publisher).itertuples() if line.is_change}


def say_threshold_changes(figures: Figures, publisher: str, year: int | None = None) -> str:
    """ "0.62 from 11 July 2024, 0.64 from 25 July 2024": the changes of all years or, without their year, of one."""
    changes = [(day, threshold) for day, threshold in threshold_changes(figures, publisher).items() if year in (None, day.year)]
    return ", ".join(f"{say_score(threshold)} from {say_day(day, with_year=year is None)}" for day, threshold in changes)


def threshold_notes(figures: Figures, publisher: str) -> list[str]:
    """What to know before comparing false alerts of two years, where the threshold changed."""
    changes = say_threshold_changes(figures, publisher)
    note = f"The threshold changed: {changes}. {THRESHOLD} The rate of a year with several thresholds mixes them."
    return [note] if changes else []
