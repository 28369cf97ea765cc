"""The places with the most deployments, of one year and of all; the table beside the chart holds every place."""

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart, sentence
from lfr.charts.column_chart import PART_LOOK
from lfr.charts.series import PARTIAL, corrected_counts, say_period
from lfr.charts.theme import BAR, SAID, Drawing, data_of, inner, is_narrow
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both_counts, say_count, say_number_of

_MOST_PLACES = 20


def places_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Places of one calendar year; None where there was no deployment."""
    one = figures.figure(publisher, year, "deployments")
    return ranked(publisher, f"{year}-places", one.label, figures.places(publisher, year), one.is_partial, year)


def places_of_all(figures: Figures, publisher: str) -> Chart | None:
    """Places over all years."""
    return ranked(publisher, "places", say_period(figures, publisher), figures.places_ranked(publisher), False, None)


def ranked(publisher: str, key: str, label: str, places: pd.DataFrame, is_part: bool, year: int | None) -> Chart | None:
    """The places with the most deployments. Equal counts stand in the order of their names, and are drawn together or not at all."""
    every = places.sort_values(["deployments", "place"], ascending=[False, True])
    every["cell"] = [say_both_counts(*counts) for counts in every[["deployments", "deployments_as_published"]].values]
    places = every[every["deployments"] > 0]
    if places.empty:
        return None
    after = places["deployments"].iloc[_MOST_PLACES] if len(places) > _MOST_PLACES else 0
    # Where all that could be drawn are as many as the next, all of these are drawn.
    after = after if (places["deployments"] > after).any() else 0
    bars = [
        {"place": row.place, "value": int(row.deployments), "said": f"{row.place}: {row.cell}", "part": is_part}
        for row in places[places["deployments"] > after].itertuples()
    ]
    first, rest = [one["place"] for one in bars if one["value"] == bars[0]["value"]], len(places) - len(bars)
    often = f"{first[0] if len(first) == 1 else f'{len(first)} of them'} ({say_count(bars[0]['value'])}{' each' if len(first) > 1 else ''})"
    if len(first) == 1 and is_only_borough(places.iloc[0]):
        # So many rows name no place within the borough: the place that comes next is said, too.
        often = f"“{first[0]}” without a street ({say_count(bars[0]['value'])})"
        after_it = [one for one in bars[1:] if one["value"] == bars[1]["value"]]
        often += f", then {after_it[0]['place']} ({say_count(after_it[0]['value'])})" if len(after_it) == 1 else ""
    notes = [PARTIAL.format(label)] if is_part else []
    if rest:
        notes.append(f"{say_count(rest)} more places, with {say_count(after)} or fewer each, are in the table and not in the drawing.")
    has_boroughs = every["borough"].notna().any()
    notes.append(f"A place is what the record names: a street, a station{', or only the name of a borough' if has_boroughs else ''}.")
    said = sentence(f"Deployments by place, {label}", [*bars, *([{"said": f"and {rest} more places"}] if rest else [])])
    boroughs = {"Borough": [*every["borough"].fillna("not known")]} if has_boroughs else {}
    data = every.assign(publisher=publisher)[["publisher", "place", "borough", "deployments", "deployments_as_published"]]
    return Chart(
        publisher, key, f"{say_number_of(len(places), 'place')}, most often {often}", f"Places with the most deployments, {label}", said,
        {"Place": [*every["place"]], **boroughs, "Deployments": [*every["cell"]]},
        [*notes, *corrected_counts(every)], year, draw=lambda width: _named_bars(bars, width), data=data,
    )  # fmt: skip


def is_only_borough(row: Any) -> bool:
    """Whether the record names no more than the borough."""
    return bool(row["place"] == row["borough"])


def _named_bars(bars: Sequence[dict[str, Any]], width: int) -> Drawing:
    """A bar with its name and its count for each, in the order given. Where there is little room a long name takes two lines."""
    letters, names_width = (21, 150) if is_narrow(width) else (34, 230)
    names = ["\n".join(textwrap.wrap(one["place"], letters)) for one in bars]
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelPadding=8, minExtent=names_width, maxExtent=names_width)
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, bars[0]["value"] * 1.1], nice=False))
    step = 34 if any("\n" in name for name in names) else 24
    base, y = alt.Chart(), alt.Y("name:N", sort=names, title=None, axis=axis)
    return alt.layer(
        base.mark_bar(aria=True, color=BAR, stroke=BAR, size=15).encode(description=SAID, **PART_LOOK),
        base.mark_text(align="left", dx=5).encode(text=alt.Text("value:Q", format=",d")),
        data=data_of({**one, "name": name} for one, name in zip(bars, names, strict=True)),
    ).encode(x=x, y=y).properties(width=inner(width, names_width), height=step * len(names))  # fmt: skip
