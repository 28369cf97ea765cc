"""The places with the most deployments, of one year and of all; the table beside the chart holds every place."""

from __future__ import annotations

import pandas as pd

from lfr.charts.bars import Bar, Row, rows_chart
from lfr.charts.said import CORRECTED, PARTIAL, both_counts
from lfr.charts.theme import Chart
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_count

_MOST_PLACES = 15


def places_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Places of one calendar year; None where there was no deployment."""
    one = figures.figure(publisher, year, "deployments")
    return ranked(publisher, f"{year}-places", one.label, figures.places(publisher, year), one.is_partial, year)


def places_of_all(figures: Figures, publisher: str) -> Chart | None:
    """Places over all years."""
    years = figures.years(publisher)
    label = f"{years['label'].iloc[0]} to {years['label'].iloc[-1]}"
    return ranked(publisher, "places", label, figures.places_ranked(publisher), bool(years["is_partial"].iloc[-1]), None)


def ranked(publisher: str, key: str, label: str, places: pd.DataFrame, is_part: bool, year: int | None) -> Chart | None:
    """The places with the most deployments. Equal counts stand in the order of their names."""
    every = places.sort_values(["deployments", "place"], ascending=[False, True])
    places = every[every["deployments"] > 0]
    if places.empty:
        return None
    most = places.head(_MOST_PLACES)
    # A semicolon between places: a place may hold a comma.
    said = [f"{row.place} {both_counts(row.deployments, row.deployments_as_published)}" for row in most.itertuples()]
    first = [f"{row.place} ({say_count(row.deployments)})" for row in most.head(3).itertuples()]
    rest = len(places) - len(most)
    rows = [
        Row(row.place, (Bar(say_count(row.deployments), float(row.deployments), is_part=is_part and year is not None),))
        for row in most.itertuples()
    ]
    chart, height = rows_chart(rows, label_above=True)
    notes = [PARTIAL.format(label)] if is_part and year is not None else []
    notes += [f"{say_count(rest)} more places are in the table and not in the drawing."] if rest else []
    notes.append("A place is what the record prints: a street, a station, or only the name of a borough.")
    if (every["deployments"] != every["deployments_as_published"]).any():
        notes.append(CORRECTED)
    columns = ["place", "borough", "deployments", "deployments_as_published"]
    data = every[columns].copy()
    data.insert(0, "publisher", publisher)
    return Chart(
        publisher, key, f"Places with the most deployments, {label}",
        f"{label}: deployments at {say_count(len(places))} place{'' if len(places) == 1 else 's'}; most at {'; '.join(first)}.",
        f"Deployments in {label} by place: {'; '.join(said)}{f'; and {rest} more places' if rest else ''}.", chart, height,
        ["Place", "Borough", "Deployments", "As published"],
        [
            [row.place, row.borough, say_count(row.deployments), say_count(row.deployments_as_published)]
            for row in every.assign(borough=every["borough"].fillna("not known")).itertuples()
        ],
        data, tuple(notes), year,
    )  # fmt: skip
