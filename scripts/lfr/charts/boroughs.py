"""The 32 London boroughs and the City as a map of equal squares: no boundary, no borough larger than its neighbour.

One scale of colours for all years.
"""

import textwrap
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart
from lfr.charts.series import corrected_counts, partial_notes, say_period, series
from lfr.charts.theme import INK, LINE, PANEL, PAPER, RAMP, SAID, SOFT, UNKNOWN, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import NOT_COVERED, say_both_counts, say_count

# Code of the Office for National Statistics: column, line, letters, name.
_LAID_OUT = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SQUARES: dict[str, tuple[int, int, str, str]] = {code: tuple(square) for code, square in _LAID_OUT.items()}
# It is no borough, and a police force of its own polices it: not covered, unless a deployment is recorded there. Never 0.
_CITY = "E09000001"
_BOROUGHS = len(SQUARES) - 1
# From how many deployments on a square has which colour; the same for all years, so that years can be compared.
CLASSES = {"0": 0, "1": 1, "2 to 4": 2, "5 to 9": 5, "10 to 19": 10, "20 or more": 20}
_HOW = (
    "One square a borough, all of one size, each near its neighbours; a colour means the same in every year.",
    "There is no street map: the places that are published are too vague for one.",
    f"The {SQUARES[_CITY][3]} is not a borough and has a police force of its own: not covered here, which is not zero.",
)
_ANY = "A deployment whose borough is not known may lie in any borough, also in one that says 0."


def boroughs_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Deployments in each London borough in one calendar year; deployments outside London or in no known borough stand beneath.

    None for a force without a deployment in London.
    """
    if not _is_in_london(figures, publisher):
        return None
    whole, frame = figures.figure(publisher, year, "deployments"), figures.boroughs(publisher, year)
    squares, elsewhere = _of_year(whole, frame)
    is_unknown = frame["borough"].isna().any()
    most = sorted((one for one in squares if one["value"]), key=lambda one: (-one["value"], one["name"]))
    beneath = [f"{row.borough}: {say_both_counts(row.deployments, row.deployments_as_published)}" for row in elsewhere]
    title, sentence = (
        f"{whole.label}: no record covers this year",
        f"Deployments by London borough, {whole.label}: no record covers this year.",
    )
    if whole.basis != "not_covered":
        used = sum(1 for one in most if one["code"] != _CITY)
        first = ", ".join(f"{one['name']} ({say_count(one['value'])})" for one in most[:3])
        title = f"{whole.label}: used in {used} of {_BOROUGHS} London boroughs{f', most in {first}' if first else ''}"
        each = "; ".join(f"{one['name']} {one['count']}" for one in most) or "none"
        # One whose borough is not known may lie in any of these.
        none = f"no deployment {'known ' if is_unknown else ''}in {_BOROUGHS - used} of {_BOROUGHS}"
        sentence = f"Deployments in {whole.label} by London borough: {each}; {none}."
    sentence += f" {'; '.join(beneath)}." if beneath else ""
    lines = [[one["name"], one["letters"], *one["both"]] for one in squares]
    lines += [[row.borough, "", say_count(row.deployments), say_count(row.deployments_as_published)] for row in elsewhere]
    subtitle = f"Deployments by London borough, {whole.label}" + (f"; not on the map: {', '.join(beneath)}" if beneath else "")
    return Chart(
        publisher, f"{year}-boroughs", title, subtitle, sentence,
        {"Borough": "words", "Square": "words", "Deployments": "number", "Before correction": "number"}, lines,
        [*_HOW, *([_ANY] if is_unknown else []), *partial_notes([whole]), *corrected_counts(frame)], year,
        draw=lambda width: _map(squares, width), data=_data([(whole, squares, elsewhere)]),
    )  # fmt: skip


def boroughs(figures: Figures, publisher: str) -> Chart | None:
    """The maps of all years side by side."""
    if not _is_in_london(figures, publisher):
        return None
    found = series(figures, publisher, "deployments")
    of_years = [(one, *_of_year(one, figures.boroughs(publisher, one.year))) for one in found]
    squares = [{**square, "year": one.label} for one, of_year, _ in of_years for square in of_year]
    labels, lines = [one.label for one in found], []
    # The squares of each year are in one order: those of one borough stand together.
    for of_borough in zip(*(of_year for _, of_year, _ in of_years), strict=True):
        known = [one["value"] for one in of_borough if one["value"] is not None]
        lines.append([of_borough[0]["name"], say_count(sum(known)) if known else NOT_COVERED, *(one["count"] for one in of_borough)])
    totals = {code: sum(one["value"] or 0 for one in squares if one["code"] == code) for code in SQUARES}
    most = [
        (SQUARES[code][3], say_count(total))
        for code, total in sorted(totals.items(), key=lambda one: (-one[1], SQUARES[one[0]][3]))
        if total
    ]
    used = sum(1 for code, total in totals.items() if total and code != _CITY)
    title = f"Used in {used} of {_BOROUGHS} London boroughs, most often in {', '.join(f'{name} ({count})' for name, count in most[:3])}"
    named, period = "; ".join(f"{name} {count}" for name, count in most), say_period(labels)
    is_unknown = figures.boroughs(publisher)["borough"].isna().any()
    sentence = f"Deployments by London borough, {period}: {named}; no deployment {'known ' if is_unknown else ''}in {_BOROUGHS - used}."
    elsewhere = [f"{row.borough} in {one.label}: {say_count(row.deployments)}" for one, _, rest in of_years for row in rest]
    sentence += f" Not on the maps: {'; '.join(elsewhere)}." if elsewhere else ""
    return Chart(
        publisher, "boroughs", title, f"Deployments by London borough, {period}", sentence,
        {"Borough": "words", "All years": "number", **dict.fromkeys(labels, "number")}, lines,
        [*_HOW, *([_ANY] if is_unknown else []), *partial_notes(found), *corrected_counts(figures.boroughs(publisher))],
        draw=lambda width: _small_maps(squares, labels, width), data=_data(of_years),
    )  # fmt: skip


def _is_in_london(figures: Figures, publisher: str) -> bool:
    return bool(figures.boroughs(publisher)["borough_code"].isin(list(SQUARES)).any())


def _of_year(whole: Figure, frame: pd.DataFrame) -> tuple[list[dict[str, Any]], list[Any]]:
    """The squares of a year in the order of their names, and the rows of deployments that are in none."""
    in_london = frame["borough_code"].isin(list(SQUARES))
    counts = {row.borough_code: (row.deployments, row.deployments_as_published) for row in frame[in_london].itertuples()}
    squares = []
    for code, (column, line, letters, name) in sorted(SQUARES.items(), key=lambda item: item[1][3]):
        is_known = whole.basis != "not_covered" and (code != _CITY or code in counts)
        now, before = counts.get(code, (0, 0))
        words = say_both_counts(now, before) if is_known else NOT_COVERED
        squares.append({
            "code": code, "name": name, "letters": letters, "column": column, "line": line, "value": int(now) if is_known else None,
            "before": int(before) if is_known else None, "count": words, "said": f"{name}: {words}",
            "both": [say_count(now), say_count(before)] if is_known else [NOT_COVERED] * 2,
            "class": [one for one, least in CLASSES.items() if now >= least][-1] if is_known else NOT_COVERED,
        })  # fmt: skip
    return squares, list(frame[~in_london].fillna({"borough": "Borough not known"}).itertuples())


def _map(squares: Sequence[dict[str, Any]], width: int) -> Drawing:
    """The map of one year, with the name of each borough, or its letters where there is little room, and its count."""
    is_small = is_narrow(width)
    names = [one["letters"] if is_small else "\n".join(textwrap.wrap(one["name"], 12)) for one in squares]
    values = [{**one, "label": name, "lines": name.count("\n")} for one, name in zip(squares, names, strict=True)]
    base, ground, count, ink = _tiles(4 if is_small else 7)
    name = base.mark_text(fontSize=11, dy=alt.expr("-6 - 6 * datum.lines")).encode(text=alt.Text("label:N"), color=ink)
    count = count.mark_text(fontSize=14, fontWeight="bold", dy=9 if is_small else 15)
    whole = alt.layer(ground, count, name, data=data_of(values))
    return whole.properties(width=inner(width, 0), height=round(width * (0.95 if is_small else 0.8)))


def _small_maps(squares: Sequence[dict[str, Any]], labels: Sequence[str], width: int) -> Drawing:
    """A map of each year with the counts alone."""
    across = min(2 if is_narrow(width) else 3, len(labels))
    _, ground, count, _ = _tiles(4 if is_narrow(width) else 7)
    each = alt.layer(ground, count.transform_filter("datum.value > 0").mark_text(fontSize=11, fontWeight="bold"), data=data_of(squares))
    side = round((width - 10) / across) - 10
    return each.properties(width=side, height=round(side * 0.85)).facet(
        alt.Facet("year:N", sort=[*labels], title=None), columns=across, spacing=14
    )


def _tiles(across: int) -> tuple[Any, Any, Any, Any]:
    """What all maps share: where the squares lie, the squares, their counts, and the colour of what is written on them."""
    column, line = alt.X("column:O", axis=None, scale=alt.Scale(padding=0.05)), alt.Y("line:O", axis=None, scale=alt.Scale(padding=0.05))
    scale = alt.Scale(domain=[*CLASSES, NOT_COVERED], range=[PAPER, *RAMP, PANEL])
    legend = alt.Legend(symbolType="square", symbolStrokeWidth=1, symbolStrokeColor=SOFT, columns=across)
    color = alt.Color("class:N", scale=scale, legend=legend)
    base, ink = alt.Chart().encode(x=column, y=line), fixed(alt.ColorValue, INK, "datum.value >= 10", PAPER)
    known, unknown = (base.transform_filter(f"{no}isValid(datum.value)").encode(color=color, description=SAID) for no in ("", "!"))
    ground = alt.layer(known.mark_rect(aria=True, stroke=LINE), unknown.mark_rect(aria=True, stroke=UNKNOWN, strokeDash=[3, 3]))
    count = base.transform_filter("isValid(datum.value)").encode(text=alt.Text("value:Q"), color=ink)
    return base, ground, count, ink


def _data(of_years: Sequence[tuple[Figure, list[dict[str, Any]], list[Any]]]) -> pd.DataFrame:
    """The squares of each year and what is in none as plain values."""
    values, names = [], ["publisher", "year", "borough_code", "borough", "deployments", "deployments_as_published"]
    for whole, squares, elsewhere in of_years:
        known = (whole.publisher, whole.year)
        values += [[*known, one["code"], one["name"], one["value"], one["before"]] for one in squares]
        values += [[*known, row.borough_code, row.borough, row.deployments, row.deployments_as_published] for row in elsewhere]
    return pd.DataFrame(values, columns=names).astype({"deployments": "Int64", "deployments_as_published": "Int64"})
