"""The places with the most deployments, of one year and of all; the table beside the chart holds every place."""

import textwrap

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart
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
    labels = figures.years(publisher)["label"]
    return ranked(publisher, "places", say_period([*labels]), figures.places_ranked(publisher), False, None)


def ranked(publisher: str, key: str, label: str, places: pd.DataFrame, is_part: bool, year: int | None) -> Chart | None:
    """The places with the most deployments. Equal counts stand in the order of their names, and are drawn together or not at all."""
    every = places.sort_values(["deployments", "place"], ascending=[False, True])
    places = every[every["deployments"] > 0]
    if places.empty:
        return None
    after = places["deployments"].iloc[_MOST_PLACES] if len(places) > _MOST_PLACES else 0
    # Where all that could be drawn are as many as the next, all of these are drawn.
    after = after if (places["deployments"] > after).any() else 0
    most = [*places[places["deployments"] > after].itertuples()]
    # A semicolon between places: a place may hold a comma.
    said = "; ".join(f"{row.place} {say_both_counts(row.deployments, row.deployments_as_published)}" for row in most)
    first = [row for row in most if row.deployments == most[0].deployments]
    rest = len(places) - len(most)
    notes = [PARTIAL.format(label)] if is_part else []
    if rest:
        notes.append(f"{say_count(rest)} more places, with {say_count(after)} or fewer each, are in the table and not in the drawing.")
    notes.append("A place is what the record prints: a street, a station, or only the name of a borough.")
    notes += corrected_counts(every)
    often = first[0].place if len(first) == 1 else f"{len(first)} of them"
    title = (
        f"{say_number_of(len(places), 'place')}, most often {often} ({say_count(most[0].deployments)}{' each' if len(first) > 1 else ''})"
    )
    sentence = f"Deployments in {label} by place: {said}{f'; and {rest} more places' if rest else ''}."
    columns = {"Place": "words", "Borough": "words", "Deployments": "number", "Before correction": "number"}
    lines = [
        [row.place, row.borough, say_count(row.deployments), say_count(row.deployments_as_published)]
        for row in every.fillna({"borough": "not known"}).itertuples()
    ]
    bars = [(row.place, float(row.deployments), say_both_counts(row.deployments, row.deployments_as_published)) for row in most]
    data = every.assign(publisher=publisher)[["publisher", "place", "borough", "deployments", "deployments_as_published"]]
    return Chart(
        publisher, key, title, f"Places with the most deployments, {label}", sentence, columns, lines, notes, year,
        draw=lambda width: named_bars(bars, is_part, width), data=data,
    )  # fmt: skip


def named_bars(bars: list[tuple[str, float, str]], is_part: bool, width: int) -> Drawing:
    """A bar with its name and its count for each, in the order given. Where there is little room a long name takes two lines."""
    letters, names_width = (21, 150) if is_narrow(width) else (34, 230)
    names = ["\n".join(textwrap.wrap(name, letters)) for name, _, _ in bars]
    values = [
        {"name": shown, "value": count, "text": say_count(count), "said": f"{name}: {said}", "part": is_part}
        for shown, (name, count, said) in zip(names, bars, strict=True)
    ]
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelPadding=8, minExtent=names_width, maxExtent=names_width)
    y = alt.Y("name:N", sort=names, title=None, axis=axis)
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, max(count for _, count, _ in bars) * 1.1], nice=False))
    base = alt.Chart().encode(y=y, x=x)
    step = 34 if any("\n" in name for name in names) else 24
    return alt.layer(
        base.mark_bar(aria=True, color=BAR, stroke=BAR, size=15).encode(description=SAID, **PART_LOOK),
        base.mark_text(align="left", dx=5).encode(text=alt.Text("text:N")),
        data=data_of(values),
    ).properties(width=inner(width, names_width), height=step * len(names))  # fmt: skip
