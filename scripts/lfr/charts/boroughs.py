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

from lfr.charts.chart import Chart, sentence
from lfr.charts.series import corrected_counts, partial_notes, say_period, series
from lfr.charts.theme import INK, LINE, PANEL, PAPER, RAMP, SAID, SOFT, UNKNOWN, Drawing, data_of, fixed, inner, is_narrow
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.sentences import at_least, in_two_boroughs, without_borough
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
_COUNTS = ["deployments", "deployments_as_published"]


def boroughs_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Deployments in each London borough in one calendar year; None for a force without a deployment in London."""
    return _chart(figures, publisher, [figures.figure(publisher, year, "deployments")], year)


def boroughs(figures: Figures, publisher: str) -> Chart | None:
    """The maps of all years side by side."""
    return _chart(figures, publisher, series(figures, publisher, "deployments"), None)


def _chart(figures: Figures, publisher: str, found: list[Figure], year: int | None) -> Chart | None:
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
    """A map of each year with the counts alone."""
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
