"""Where: the places with the most deployments, of one year and of all, beside a table of every place; and a map of London boroughs."""

import textwrap
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from lfr.charts.chart import Chart, sentence
from lfr.charts.series import PARTIAL, corrected_counts, partial_notes, say_period, series
from lfr.charts.theme import BAR, INK, LINE, PANEL, PAPER, PART_LOOK, RAMP, SAID, SOFT, UNKNOWN, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.sentences import at_least, in_two_boroughs, without_borough
from lfr.wording.words import NOT_COVERED, say_both_counts, say_count, say_number_of

# Code of the Office for National Statistics: column, line, letters, name.
_LAID_OUT = tomllib.loads(Path(__file__).with_name("boroughs.toml").read_text(encoding="utf-8"))
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
_COUNTS = ["deployments", "deployments_as_published"]
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


def boroughs(figures: Figures, publisher: str, year: int | None = None) -> Chart | None:
    """Deployments in each London borough, as a map of equal squares: no boundary, no borough larger than its neighbour.

    Of one calendar year, or the maps of all years side by side, with one scale of colours; None for a force without a deployment in London.
    """
    found = [figures.figure(publisher, year, "deployments")] if year else series(figures, publisher, "deployments")
    every = figures.boroughs(publisher)
    if not every["borough_code"].isin(list(SQUARES)).any():
        return None
    rows = pd.concat([_of_year(one, every[every["year"] == one.year]) for one in found], ignore_index=True)
    squares, beneath = rows[rows["letters"] != ""], rows[rows["letters"] == ""]
    totals = squares.groupby(["borough", "letters"])[_COUNTS].sum(min_count=1).reset_index()
    totals = totals.sort_values(["deployments", "borough"], ascending=[False, True], na_position="last")
    totals["cell"] = [NOT_COVERED if pd.isna(now) else say_both_counts(now, before) for now, before in totals[_COUNTS].values]
    lines = [{"said": f"{row.borough}: {row.cell}"} for row in totals.itertuples()]
    elsewhere = [f"{row.borough}{'' if year else f' in {row.label}'}: {row.cell}" for row in beneath.itertuples()]
    table = {"Borough": [*totals["borough"], *beneath["borough"]], "Square": [*totals["letters"], *beneath["letters"]]}
    table["Deployments" if year else "All years"] = [*totals["cell"], *beneath["cell"]]
    if not year:
        of_years = rows.pivot(index="borough", columns="label", values="cell").fillna("")
        table |= {one.label: [*of_years.loc[table["Borough"], one.label]] for one in found}
    label, where = found[0].label if year else say_period(figures, publisher), "London boroughs"
    used = totals[(totals["deployments"] > 0)]
    after = used["deployments"].iloc[3] if len(used) > 3 else 0  # what is level with the fourth is not named
    most = ", ".join(f"{row.borough} ({say_count(row.deployments)})" for row in used[used["deployments"] > after].head(3).itertuples())
    number = f"{at_least(figures, publisher, year)} {(used['borough'] != SQUARES[_CITY][3]).sum()} of {_BOROUGHS} {where}".lstrip()
    lead, often = (f"{label}: used in", "most in") if year else ("Used in", "most often in")
    title = f"{lead} {number}" + (f", {often} {most}" if most else "")
    if year and found[0].basis == "not_covered":
        title = f"{label}: no record covers this year"
    subtitle = f"Deployments by London borough, {label}" + (f"; not on the map: {', '.join(elsewhere)}" if year and elsewhere else "")
    corrected, unknown = every[every["year"].isin(rows["year"])], without_borough(figures, publisher, year)
    unknown += " For each of these deployments one borough has one more than it says." if unknown else ""
    notes = [*_HOW, *filter(None, [unknown, in_two_boroughs(figures, publisher, year)]), *partial_notes(found)]
    return Chart(
        publisher, f"{year}-boroughs" if year else "boroughs", title, subtitle,
        sentence(f"Deployments by London borough, {label}", [*lines, *({"said": one} for one in elsewhere)]), table,
        [*notes, *corrected_counts(corrected)], year,
        draw=lambda width: _map(squares, width) if year else _small_maps(squares, [one.label for one in found], width),
        data=rows[["publisher", "year", "borough_code", "borough", *_COUNTS]],
    )  # fmt: skip


def _of_year(whole: Figure, frame: pd.DataFrame) -> pd.DataFrame:
    """The squares of a year in the order of their names, with their counts, and below them what is in none, which has no letters."""
    squares = pd.DataFrame.from_dict(SQUARES, orient="index", columns=["column", "row", "letters", "borough"])
    squares = squares.rename_axis("borough_code").reset_index().sort_values("borough")
    rows = squares.merge(frame[["borough_code", *_COUNTS]], on="borough_code", how="left")
    unknown = (rows["borough_code"] == _CITY) & rows["deployments"].isna() | (whole.basis == "not_covered")
    rows[_COUNTS] = rows[_COUNTS].fillna(0).mask(unknown)
    elsewhere = frame[~frame["borough_code"].isin(list(SQUARES))].fillna({"borough": "Borough not known"})
    rows = pd.concat([rows, elsewhere[["borough_code", "borough", *_COUNTS]]], ignore_index=True).fillna({"letters": ""})
    cells = [NOT_COVERED if pd.isna(now) else say_both_counts(now, before) for now, before in rows[_COUNTS].values]
    classes = [[NOT_COVERED, *(one for one, least in CLASSES.items() if now >= least)][-1] for now in rows["deployments"]]
    return rows.astype(dict.fromkeys(_COUNTS, "Int64")).assign(
        publisher=whole.publisher, year=whole.year, label=whole.label, cell=cells, said=rows["borough"] + ": " + pd.Series(cells),
        **{"class": classes},
    )  # fmt: skip


def _map(squares: pd.DataFrame, width: int) -> Drawing:
    """The map of one year, with the name of each borough, or its letters where there is little room, and its count."""
    is_small = is_narrow(width)
    names = squares["letters"] if is_small else squares["borough"].map(lambda name: "\n".join(textwrap.wrap(name, 12)))
    drawn = _tiles(squares.assign(name=names, lines=names.str.count("\n")), 3 if is_small else 7, fontSize=14, dy=9 if is_small else 15)
    return drawn.properties(width=inner(width, 0), height=round(width * (0.95 if is_small else 0.8)))


def _small_maps(squares: pd.DataFrame, labels: Sequence[str], width: int) -> Drawing:
    across = min(2 if is_narrow(width) else 3, len(labels))
    side = round((width - 10) / across) - 10
    each = _tiles(squares.assign(name=""), 3 if is_narrow(width) else 7, "datum.deployments > 0", fontSize=11)
    each = each.properties(width=side, height=round(side * 0.85))
    return each.facet(alt.Facet("label:N", sort=[*labels], title=None), columns=across, spacing=14)


def _tiles(squares: pd.DataFrame, across: int, shown: str = "isValid(datum.deployments)", **look: Any) -> Any:
    """Squares with their names, and their counts where they are to be `shown`; a key with so many entries `across`."""
    drawn = data_of(squares.drop(columns=["publisher", "year", "borough_code", "deployments_as_published", "cell"]))
    axis: dict[str, Any] = {"axis": None, "scale": alt.Scale(padding=0.05)}
    # A symbol of the key cannot be broken as its square on the map is, and by its colour alone it looks like 0.
    words = f"datum.label == '{NOT_COVERED}' ? '{NOT_COVERED} (broken outline)' : datum.label"
    legend = alt.Legend(symbolType="square", symbolStrokeWidth=1, symbolStrokeColor=SOFT, columns=across, labelExpr=words)
    color = alt.Color("class:N", scale=alt.Scale(domain=[*CLASSES, NOT_COVERED], range=[PAPER, *RAMP, PANEL]), legend=legend)
    base, ink = alt.Chart(), fixed(alt.ColorValue, INK, "datum.deployments >= 10", PAPER)
    known, unknown = (base.transform_filter(f"{no}isValid(datum.deployments)").encode(color=color, description=SAID) for no in ("", "!"))
    layers = [
        known.mark_rect(aria=True, stroke=LINE),
        unknown.mark_rect(aria=True, stroke=UNKNOWN, strokeDash=[3, 3]),
        base.transform_filter(shown).mark_text(fontWeight="bold", **look).encode(text=alt.Text("deployments:Q"), color=ink),
    ]
    if squares["name"].any():
        layers.append(base.mark_text(fontSize=11, dy=alt.expr("-6 - 6 * datum.lines")).encode(text=alt.Text("name:N"), color=ink))
    return alt.layer(*layers, data=drawn).encode(x=alt.X("column:O", **axis), y=alt.Y("row:O", **axis))
