"""The places with the most deployments, of one year and of all; the table beside the chart holds every place."""

import pandas as pd

from lfr.charts.bars import Bar, Row, rows_chart
from lfr.charts.chart import Chart
from lfr.charts.series import PARTIAL, corrected_counts
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both_counts, say_count, say_number_of

_MOST_PLACES = 15


def places_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Places of one calendar year; None where there was no deployment."""
    one = figures.figure(publisher, year, "deployments")
    return ranked(publisher, f"{year}-places", one.label, figures.places(publisher, year), one.is_partial, year)


def places_of_all(figures: Figures, publisher: str) -> Chart | None:
    """Places over all years."""
    labels = figures.years(publisher)["label"]
    return ranked(publisher, "places", f"{labels.iloc[0]} to {labels.iloc[-1]}", figures.places_ranked(publisher), False, None)


def ranked(publisher: str, key: str, label: str, places: pd.DataFrame, is_part: bool, year: int | None) -> Chart | None:
    """The places with the most deployments. Equal counts stand in the order of their names."""
    every = places.sort_values(["deployments", "place"], ascending=[False, True])
    places = every[every["deployments"] > 0]
    if places.empty:
        return None
    most = list(places.head(_MOST_PLACES).itertuples())
    # A semicolon between places: a place may hold a comma.
    said = "; ".join(f"{row.place} {say_both_counts(row.deployments, row.deployments_as_published)}" for row in most)
    first = "; ".join(f"{row.place} ({say_count(row.deployments)})" for row in most[:3])
    rest = len(places) - len(most)
    rows = [Row(row.place, (Bar(say_count(row.deployments), float(row.deployments), is_part=is_part),)) for row in most]
    notes = [PARTIAL.format(label)] if is_part else []
    notes += [f"{say_count(rest)} more places are in the table and not in the drawing."] if rest else []
    notes.append("A place is what the record prints: a street, a station, or only the name of a borough.")
    notes += corrected_counts(every)
    title = f"Places with the most deployments, {label}"
    lead = f"{label}: deployments at {say_number_of(len(places), 'place')}; most at {first}."
    sentence = f"Deployments in {label} by place: {said}{f'; and {rest} more places' if rest else ''}."
    columns = {"Place": "words", "Borough": "words", "Deployments": "number", "As published": "number"}
    lines = [
        [row.place, row.borough, say_count(row.deployments), say_count(row.deployments_as_published)]
        for row in every.fillna({"borough": "not known"}).itertuples()
    ]
    drawing = rows_chart(rows, label_above=True)
    data = every.assign(publisher=publisher)[["publisher", "place", "borough", "deployments", "deployments_as_published"]]
    return Chart(publisher, key, title, lead, sentence, columns, lines, notes, year, drawing=drawing, data=data)
