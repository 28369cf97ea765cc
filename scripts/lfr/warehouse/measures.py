"""The measures (measures.toml): what each counts, and from which printed cells and on what basis each layout gives it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lfr.errors import LfrError, did_you_mean
from lfr.project import MEASURES
from lfr.records.layouts import Layout

KINDS = ("count", "level", "rate", "per_hour", "range")
HOW = ("count", "sum", "distinct", "minimum", "median", "maximum", "rate", "per_hour", "range")
OF_TWO_COUNTS = ("rate", "per_hour")


@dataclass(frozen=True)
class Measure:
    """One measure; the keys are those of measures.toml. `how` is the kind where that says it all."""

    id: str
    title: str
    unit: str
    kind: str
    method: str
    definition: str
    how: str
    column: str = ""
    over: str = ""
    where: tuple[str, bool] | None = None
    basis: str = ""
    lower: str = ""
    upper: str = ""
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The columns of core.deployments that it is counted from: two for a rate or a number per hour, none for a range."""
        return [self.where[0]] if self.where else [one for one in (self.column, self.over) if one]


@dataclass(frozen=True)
class Reading:
    """One way to read a column of core.deployments: the fields that it takes, and the basis on which the column then stands."""

    of: tuple[str, ...]
    basis: str = ""
    repeated: bool = False


def measures() -> dict[str, Measure]:
    """Every measure by id, in the order of measures.toml."""
    return _read(MEASURES)[0]


def measure(name: str) -> Measure:
    """One measure. Raises LfrError, with the nearest known name, for one that does not exist."""
    if name not in measures():
        raise LfrError(f"measure {name}: unknown measure.{did_you_mean(name, measures())}")
    return measures()[name]


def counted_measures() -> list[Measure]:
    """The measures that are counted: all but the ranges, which lie between two of them."""
    return [one for one in measures().values() if one.kind != "range"]


def readings(column: str, layout: Layout) -> list[Reading]:
    """The ways in which a layout gives a column of core.deployments, the first one first; none where it does not have the column."""
    fields = {one.field: one for one in layout.columns}
    repeated = {one.field for one in layout.columns if one.name in layout.repeated}
    known = _read(MEASURES)[1].get(column, (Reading((column,)),))
    found = [one for one in known if fields.keys() >= set(one.of) and one.repeated == bool(repeated & set(one.of))]
    return [Reading(one.of, one.basis or fields[one.of[0]].basis, one.repeated) for one in found]


def bases(one: Measure, layout: Layout) -> list[str]:
    """The bases on which a layout gives a measure, the first reading's first; none where it does not hold the measure."""
    of_columns = [[reading.basis for reading in readings(column, layout)] for column in one.columns]
    if not all(of_columns):
        return []
    return [one.basis] if one.basis else of_columns[-1]  # a rate stands on the basis of what it is divided by


@cache
def _read(path: Path) -> tuple[dict[str, Measure], dict[str, tuple[Reading, ...]]]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Measure] = {}
    for entry in content["measure"]:
        where = next(iter(entry.get("where", {}).items()), None)
        one = found[entry["id"]] = Measure(**{"how": entry["kind"], **entry, "where": where})
        assert one.kind in KINDS and one.how in HOW, f"{path.name}, {one.id}: kind {one.kind!r}, how {one.how!r}"
    for one in found.values():
        ends = [end for end in (one.lower, one.upper) if end]
        assert (len(ends) == 2) == (one.kind == "range") and set(ends) <= found.keys(), f"{path.name}, {one.id}: lower and upper {ends}"
        assert found.keys() >= set(one.instead.values()), f"{path.name}, {one.id}: instead {one.instead!r}"
    readings = {name: tuple(Reading(**{**one, "of": tuple(one["of"])}) for one in entries) for name, entries in content["readings"].items()}
    return found, readings
