"""One figure, and the release that figures are of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measure in one calendar year.

    `value` is corrected, `value_as_published` the same count from the cells as printed; both are None where
    the records do not hold it. A rate has `numerator`, `denominator` and the 95% confidence interval (Wilson) `lower` to
    `upper` (all proportions, 0 to 1); a number per hour has its count and its minutes as `numerator` and `denominator`.
    A range has no value, only `lower` and `upper`, and `ends`, the two figures it lies between. `basis` is a code of
    warehouse/measures.toml, or several joined by "+".
    """

    publisher: str
    year: int
    measure: str
    title: str
    unit: str
    kind: str
    method: str
    value: float | None
    value_as_published: float | None
    numerator: int | None
    denominator: int | None
    lower: float | None
    upper: float | None
    basis: str
    covers_from: date
    covers_to: date
    label: str
    is_partial: bool
    numerator_as_published: int | None
    denominator_as_published: int | None
    lower_as_published: float | None
    upper_as_published: float | None
    ends: tuple[Figure, ...] = ()
    is_unused: bool = False  # no deployment lies in the year

    @property
    def is_corrected(self) -> bool:
        """Whether a correction changed the figure."""
        return self.value != self.value_as_published or any(one.is_corrected for one in self.ends)

    @property
    def as_published(self) -> Figure:
        """The same figure counted from the cells as printed, with the counts and interval that go with it."""
        counted = ("value", "numerator", "denominator", "lower", "upper")
        published: dict[str, Any] = {name: getattr(self, f"{name}_as_published") for name in counted}
        return replace(self, **published, ends=tuple(one.as_published for one in self.ends))


@dataclass(frozen=True)
class Shown:
    """Which release the figures are of. `version` is empty where nothing has been released.

    `is_exact` says whether every figure is that of the release; else `changes` figures differ, each explained.
    `sentence` says so in words, `address` is where the changes are listed.
    """

    version: str
    date: date | None
    is_exact: bool
    changes: int
    sentence: str
    address: str
