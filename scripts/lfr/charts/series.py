"""A measure over the calendar years: its figures, and the words, notes and values that the charts make of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart, sentence
from lfr.charts.theme import INK, MIDDLE, OTHER, PART_LOOK, SAID, SOFT, TOP, UNKNOWN, Drawing, data_of, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_both, say_day, say_figure, say_score

PARTIAL = "{} is a part of a year and drawn pale with a broken outline: compare it with the same days of another year only."
THRESHOLD = "Other things equal, a higher threshold gives fewer alerts; places, watchlists and crowds changed too."
CORRECTED = "Where a correction changed a figure, the count before it stands beside."
# A part year stands in two lines: 2025, to 11 July.
LABELS = alt.Axis(labelExpr="split(datum.label, ', ')", labelOverlap=False, ticks=False)
UNKNOWN_BAND: dict[str, Any] = {"fillOpacity": 0, "stroke": UNKNOWN, "strokeDash": [3, 3]}
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


def break_notes(figures: Figures, publisher: str, *measures: str) -> list[str]:
    """From which days a person found that a series no longer compares with itself."""
    breaks = [line for one in measures for line in figures.breaks(publisher, one).itertuples()]
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


def bar(one: Figure, kind: str, word: str = "") -> dict[str, Any]:
    """The column of a figure. Without a `value` it is unknown and stands as a word in an empty band; the two ends of a range are
    its `value` and, as a whisker, its `upper`. `text` stands above it, `said` is what a reader hears who explores the chart.
    """
    low, high = (one.lower, one.upper) if one.ends else (one.value, one.value)
    said = f"{one.label}: {say_both(one)} {word}".strip()
    return {"x": one.label, "kind": kind, "value": low, "upper": high, "text": say_figure(one), "said": said, "part": one.is_partial}


def columns(
    bars: Sequence[Mapping[str, Any]], kinds: Mapping[str, str], width: int, *, breaks: Collection[str] = (), axis: alt.Axis = LABELS
) -> Drawing:
    """The columns of one or more `kinds`, each with its colour, side by side; a broken rule before each of the `breaks`. A number
    `before`, of which a row may have one, is a grey column behind its own.
    """
    each, has_before = [*dict.fromkeys(one["x"] for one in bars)], any(one.get("before") for one in bars)
    if is_narrow(width):
        bars = [{**one, "text": one["text"].replace(" ", "\n", 1)} for one in bars]
    # No scale beside the columns: each has its number above it, for which there must be room.
    most = max([one[name] or 0 for one in bars for name in ("upper", "before") if name in one] + [1])
    room = 1.1 + 0.06 * max(one["text"].count("\n") for one in bars) + 0.06 * bool(breaks)
    y, top, before = (
        alt.Y(f"{one}:Q", scale=alt.Scale(domain=[0, most * room], nice=False), axis=None) for one in ("value", "upper", "before")
    )
    x = alt.X("x:N", title=None, axis=axis, scale=alt.Scale(domain=each, paddingInner=0.25, paddingOuter=0.12))
    base = alt.Chart()
    known, unknown = base.transform_filter("isValid(datum.value)"), base.transform_filter("!isValid(datum.value)")
    if len(kinds) > 1:
        known = known.encode(xOffset=alt.XOffset("kind:N", sort=[*kinds]))
    scale = alt.Scale(domain=[*kinds], range=[*kinds.values()])
    color = alt.Color("kind:N", scale=scale, legend=alt.Legend(symbolOpacity=1) if len(kinds) > 1 else None)
    stroke = alt.Stroke("kind:N", scale=scale, legend=None)
    narrower: dict[str, Any] = {"size": inner(width, 0) / len(each) / 2} if has_before else {}
    above = alt.expr("-4 - 14 * (length(split(datum.text, '\\n')) - 1)")
    whisker: dict[str, Any] = {"color": INK, "thickness": 1.5, "ticks": {"color": INK, "aria": False}, "rule": {"aria": False}}
    layers: list[Any] = [base.mark_bar(color=OTHER, opacity=0.45).encode(y=before)] if has_before else []
    layers.append(known.mark_bar(aria=True, **narrower).encode(y=y, color=color, stroke=stroke, description=SAID, **PART_LOOK))
    layers.append(known.mark_text(baseline="bottom", dy=above).encode(y=top, text=alt.Text("text:N")))
    if any(one["value"] != one["upper"] for one in bars):
        layers.append(known.transform_filter("datum.value != datum.upper").mark_errorbar(**whisker).encode(y=y, y2=alt.Y2("upper")))
    if any(one["value"] is None for one in bars):
        layers.append(unknown.mark_rect(aria=True, **UNKNOWN_BAND).encode(description=SAID))
        # Above what stands behind, where something does.
        layers.append(
            unknown.mark_text(color=SOFT, dy=12 if has_before else 0).encode(y=TOP if has_before else MIDDLE, text=alt.Text("text:N"))
        )
    if breaks:
        is_late = min(each.index(one) for one in breaks) >= len(each) / 2
        between = -inner(width, 0) / len(each) / 8  # half of the room between two columns
        words = {"align": "right" if is_late else "left", "dx": -5 if is_late else 5, "dy": 6, "color": SOFT, "xOffset": between}
        rules: Any = alt.Chart(data_of({"x": one, "words": "" if i else "counted differently from here"} for i, one in enumerate(breaks)))
        rules = rules.encode(x=alt.X("x:N", bandPosition=0))
        layers += [rules.mark_rule(strokeDash=[6, 3], xOffset=between), rules.mark_text(**words).encode(y=TOP, text=alt.Text("words:N"))]
    return alt.layer(*layers, data=data_of(bars)).encode(x=x).properties(width=inner(width, 0), height=260)
