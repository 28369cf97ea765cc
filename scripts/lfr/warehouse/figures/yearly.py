"""Figures by calendar year, and what is said of a year."""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from lfr.errors import LfrError, did_you_mean
from lfr.warehouse.figures.answer_tables import Tables
from lfr.warehouse.figures.figure import Figure
from lfr.warehouse.figures.reading import all_of
from lfr.warehouse.measures import Measure, measures


class Figures(Tables):
    """Read access to a built warehouse. Opened by `open_figures`; every method returns a fresh data frame."""

    @cached_property
    def _all_figures(self) -> dict[tuple[str, int, str], Figure]:
        names = [field.name for field in fields(Figure) if field.name not in ("ends", "is_unused")]
        columns = ", ".join(f"{name}::INTEGER" if name.startswith(("numerator", "denominator")) else name for name in names)
        rows = self._rows(
            f"SELECT {columns} FROM answers.yearly_figures JOIN (SELECT * EXCLUDE (position) FROM raw.measures) USING (measure)"
            " ORDER BY publisher, year, position"
        )
        used = set(self._rows("SELECT DISTINCT publisher, deployment_year FROM core.deployments"))
        return {(row[0], row[1], row[2]): replace(Figure(*row), is_unused=(row[0], row[1]) not in used) for row in rows}

    def figure(self, publisher: str, year: int, measure: str) -> Figure:
        """One figure, a range too ("stops"). Raises LfrError, with the nearest known name, for one that does not exist."""
        found = self._all_figures.get((publisher, year, measure))
        if found:
            return found
        known = measures().get(measure)
        if known and known.kind == "range" and (publisher, year, known.lower) in self._all_figures:
            return _range(known, *(self._all_figures[publisher, year, end] for end in (known.lower, known.upper)))
        publishers = {key[0] for key in self._all_figures}
        if publisher not in publishers:
            raise LfrError(f"figure {publisher} {year} {measure}: unknown publisher.{did_you_mean(publisher, publishers)}")
        years = sorted({str(key[1]) for key in self._all_figures if key[0] == publisher})
        if str(year) not in years:
            raise LfrError(f"figure {publisher} {year} {measure}: no record covers that year. Known: {', '.join(years)}.")
        raise LfrError(f"figure {publisher} {year} {measure}: unknown measure.{did_you_mean(measure, measures())}")

    def figures_of_year(self, publisher: str, year: int) -> list[Figure]:
        """Every measure of one calendar year but the ranges, in the order of measures.toml."""
        return [one for key, one in self._all_figures.items() if key[:2] == (publisher, year)]

    # One row per publisher: id, name, links, credit, licence.
    publishers = all_of("raw.publishers", "id")
    # Totals published elsewhere, each with our count of the same days (None where the records do not cover all of them).
    published_totals = all_of("answers.published_totals", "period_from, period_to, line")

    def measures(self) -> pd.DataFrame:
        """One row per measure: measure, title, unit, kind, method."""
        return self._frame("SELECT * EXCLUDE (position) FROM raw.measures ORDER BY position::INTEGER")

    def bases(self, method: str) -> pd.DataFrame:
        """For the measures of one method page: measure, title, layout, basis (None: not held)."""
        return self._frame("SELECT measure, title, layout, basis FROM answers.measure_layouts WHERE method = ? ORDER BY position", method)

    def by_year(self, publisher: str, measures: Sequence[str], *, as_published: bool = False) -> pd.DataFrame:
        """Measures side by side: one row per calendar year (its label), one column per measure, by its name.

        Values are corrected, or with `as_published` counted from the cells as printed. A count is a whole number, a rate a
        proportion from 0 to 1; <NA> is what the records do not hold. Raises LfrError for a measure that does not exist.
        """
        columns: dict[str, pd.Series] = {}
        years = self.years(publisher)
        for measure in measures:
            found = [self.figure(publisher, int(year), measure) for year in years["year"]]
            values = [one.value_as_published if as_published else one.value for one in found]
            is_whole = all(value is None or float(value).is_integer() for value in values) and found[0].kind == "count"
            columns[measure] = pd.Series(values, index=pd.Index(years["label"]), dtype="Int64" if is_whole else "Float64")
        return pd.DataFrame(columns, index=pd.Index(years["label"], name="calendar year"))

    def wilson(self, part: int, whole: int) -> tuple[float, float]:
        """The 95% confidence interval (Wilson) of a share, by the same SQL as the published rates. `whole` must not be 0."""
        if not 0 <= part <= whole or whole == 0:
            raise LfrError(f"wilson: {part} of {whole} is no share.")
        [(lower, upper)] = self._rows("SELECT wilson_lower($1, $2), wilson_upper($1, $2)", part, whole)
        return float(lower), float(upper)

    def later_totals(self, publisher: str) -> pd.DataFrame:
        """Those whose period ends after the last day that the records cover."""
        return self._frame(
            "SELECT * FROM answers.published_totals WHERE publisher = $1"
            " AND period_to > (SELECT max(covers_to) FROM answers.years WHERE publisher = $1) ORDER BY period_from, period_to, line",
            publisher,
        )


def _range(measure: Measure, low: Figure, high: Figure) -> Figure:
    """The figure of a number of which only the least and the most are known."""
    about: dict[str, Any] = {name: getattr(measure, name) for name in ("title", "unit", "kind", "method")}
    ends = {"lower": low, "upper": high}
    values: dict[str, Any] = {name: end.value for name, end in ends.items()}
    values |= {f"{name}_as_published": end.value_as_published for name, end in ends.items()}
    basis = "+".join(dict.fromkeys([*low.basis.split("+"), *high.basis.split("+")]))
    return replace(low, measure=measure.id, **about, **values, value=None, value_as_published=None, basis=basis, ends=(low, high))
