"""What the charts say of a figure, for sentences, tables and labels. The words themselves are those of lfr.wording.words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_both, say_count, say_range

PARTIAL = "{} is covered in part and drawn hatched: do not compare it with a whole year."
CORRECTED = "Where a correction changed a figure, the count as published stands beside it."


def series(figures: Figures, publisher: str, measure: str) -> list[Figure]:
    """One measure in every calendar year that the records reach over."""
    return [figures.figure(publisher, int(year), measure) for year in figures.years(publisher)["year"]]


def both_ranges(lower: Figure, upper: Figure) -> str:
    """A range; where a correction changed an end of it, with the range as published."""
    text = say_range(lower, upper)
    if lower.is_corrected or upper.is_corrected:
        text += f" (as published {say_range(lower.as_published, upper.as_published)})"
    return text


def both_counts(value: float, published: float) -> str:
    """A count; where a correction changed it, with the count as published."""
    return say_count(value) if value == published else f"{say_count(value)} (as published {say_count(published)})"


def by_year(found: Sequence[Figure]) -> str:
    """ "2020: 3; 2021: 0": a figure of each year, with both values where a correction changed it."""
    return "; ".join(f"{one.label}: {say_both(one)}" for one in found)


def newest(found: Sequence[Figure]) -> str:
    """ "2024: 180; 2025, to 10 May: 74": the newest whole year, and the part year after it."""
    return newest_of(found, [f"{one.label}: {say_both(one)}" for one in found])


def newest_of(found: Sequence[Figure], said: Sequence[str]) -> str:
    """Of what was said of each year, that of the newest whole year and of the part year after it."""
    covered = [i for i, one in enumerate(found) if one.basis != "not_covered"]
    whole = [i for i in covered if not found[i].is_partial]
    kept = {*whole[-1:], *(covered[-1:] if not whole or covered[-1] > whole[-1] else [])}
    return "; ".join(said[i] for i in sorted(kept))


def break_before(found: Sequence[Figure], number: int) -> str:
    """The words of a break before a year: on what other basis than the last year with one the measure is given."""
    one = found[number]
    before = [other for other in found[:number] if other.basis != "not_covered"]
    if not before or one.basis in ("not_covered", before[-1].basis):
        return ""
    return f"From 1 January {one.year}: {say_basis(one.basis)}"


def partial_notes(found: Sequence[Figure]) -> list[str]:
    return [PARTIAL.format(one.label) for one in found if one.is_partial and one.basis != "not_covered"]


def corrected_notes(*series_of: Sequence[Figure]) -> list[str]:
    return [CORRECTED] if any(one.is_corrected for found in series_of for one in found) else []


def values(*series_of: Sequence[Figure]) -> pd.DataFrame:
    """Figures as plain values, one row a year and measure: what the CSV of a chart holds."""
    names = ["publisher", "year", "label", "is_partial", "measure", "value", "value_as_published", "numerator", "denominator"]
    names += ["lower", "upper", "basis"]
    ordered = [one for together in zip(*series_of, strict=True) for one in together]
    return pd.DataFrame([[getattr(one, name) for name in names] for one in ordered], columns=names).astype(
        {"numerator": "Int64", "denominator": "Int64"}
    )
