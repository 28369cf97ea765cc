"""The 33 London boroughs as a map of equal squares, one map a year: no boundary, and no borough larger than its neighbour."""

from __future__ import annotations

import textwrap

import pandas as pd

from lfr.charts.said import CORRECTED, PARTIAL, both_counts
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, WIDTH, Chart
from lfr.warehouse.figures import Figures
from lfr.wording.words import NOT_COVERED, say_count

# Laid out by hand, each borough near its neighbours; the river runs between the fourth and the fifth line.
# Code of the Office for National Statistics: column, line, letters, name.
SQUARES = {
    "E09000010": (4, 0, "ENF", "Enfield"),
    "E09000015": (1, 1, "HRW", "Harrow"),
    "E09000003": (2, 1, "BNT", "Barnet"),
    "E09000014": (4, 1, "HGY", "Haringey"),
    "E09000031": (5, 1, "WTH", "Waltham Forest"),
    "E09000017": (0, 2, "HIL", "Hillingdon"),
    "E09000009": (1, 2, "EAL", "Ealing"),
    "E09000005": (2, 2, "BRE", "Brent"),
    "E09000007": (3, 2, "CAM", "Camden"),
    "E09000019": (4, 2, "ISL", "Islington"),
    "E09000012": (5, 2, "HAC", "Hackney"),
    "E09000026": (6, 2, "RED", "Redbridge"),
    "E09000016": (7, 2, "HAV", "Havering"),
    "E09000018": (0, 3, "HOU", "Hounslow"),
    "E09000013": (1, 3, "H&F", "Hammersmith and Fulham"),
    "E09000020": (2, 3, "K&C", "Kensington and Chelsea"),
    "E09000033": (3, 3, "WST", "Westminster"),
    "E09000001": (4, 3, "CTY", "City of London"),
    "E09000030": (5, 3, "TOW", "Tower Hamlets"),
    "E09000025": (6, 3, "NEW", "Newham"),
    "E09000002": (7, 3, "B&D", "Barking and Dagenham"),
    "E09000027": (1, 4, "RCH", "Richmond upon Thames"),
    "E09000032": (2, 4, "WAN", "Wandsworth"),
    "E09000022": (3, 4, "LAM", "Lambeth"),
    "E09000028": (4, 4, "SWK", "Southwark"),
    "E09000023": (5, 4, "LEW", "Lewisham"),
    "E09000011": (6, 4, "GRN", "Greenwich"),
    "E09000004": (7, 4, "BEX", "Bexley"),
    "E09000021": (2, 5, "KIN", "Kingston upon Thames"),
    "E09000024": (3, 5, "MER", "Merton"),
    "E09000008": (4, 5, "CRO", "Croydon"),
    "E09000006": (5, 5, "BRM", "Bromley"),
    "E09000029": (3, 6, "SUT", "Sutton"),
}
_PITCH = WIDTH / 8
_SIDE = _PITCH - 3
_LIGHTEST, _DARKEST = 0.1, 0.34  # ink on these is readable in light and in dark


def is_in_london(figures: Figures, publisher: str) -> bool:
    """Whether a force has a deployment in a London borough: the map says nothing of any other force."""
    return bool(figures.boroughs(publisher)["borough_code"].isin(list(SQUARES)).any())


def boroughs_of_year(figures: Figures, publisher: str, year: int) -> Chart:
    """Deployments in each borough in one calendar year. What lies outside London or in no known borough is said beneath."""
    whole = figures.figure(publisher, year, "deployments")
    covered = whole.basis != "not_covered"
    frame = figures.boroughs(publisher, year)
    in_london = frame[frame["borough_code"].isin(list(SQUARES))]
    counts = {row.borough_code: (row.deployments, row.deployments_as_published) for row in in_london.itertuples()}
    elsewhere = frame[~frame["borough_code"].isin(list(SQUARES))]
    elsewhere = elsewhere.assign(borough=elsewhere["borough"].fillna("Borough not known"))
    beneath = [f"{row.borough}: {both_counts(row.deployments, row.deployments_as_published)}" for row in elsewhere.itertuples()]
    most = max([count for count, _ in counts.values()] + [1])
    sheet = Sheet()
    for code, (column, line, letters, name) in SQUARES.items():
        count, published = counts.get(code, (0, 0))
        said = f"{name}: {both_counts(count, published)}" if covered else f"{name}: {NOT_COVERED}"
        x, y = column * _PITCH + 1.5, line * _PITCH + 1.5
        if covered and count:
            sheet.box(x, y, _SIDE, _SIDE, BAR, tint=round(_LIGHTEST + (_DARKEST - _LIGHTEST) * (count / most) ** 0.5, 1), said=said)
            if whole.is_partial:
                sheet.box(x, y + _SIDE - 5, _SIDE, 5, BAR, part=True)
        else:
            sheet.empty(x, y, _SIDE, _SIDE, known=covered, said=said)
        sheet.words(x + _SIDE / 2, y + 16, letters, small=True, align="center")
        if covered:
            sheet.words(x + _SIDE / 2, y + 34, say_count(count), align="center", bold=bool(count))
    for i, words in enumerate(textwrap.wrap(whole.label, 20)):
        sheet.words(0, 16 + 17 * i, words, bold=True)
    bottom = 7 * _PITCH + 4
    for text in [f"{line}." for line in beneath]:
        bottom += 15
        sheet.note(0, bottom, text)
    if not covered:
        bottom += 15
        sheet.note(0, bottom, f"{whole.label}: no count is known for any borough.")
    height = round(bottom + 6)
    named = [f"{row.borough} {both_counts(row.deployments, row.deployments_as_published)}" for row in in_london.itertuples()]
    none = len(SQUARES) - sum(1 for count, _ in counts.values() if count)
    sentence = f"Deployments in {whole.label} by London borough: {'; '.join(named) if named else 'none'}; no deployment in {none} of 33."
    first = [f"{row.borough} ({say_count(row.deployments)})" for row in in_london.itertuples() if row.deployments][:3]
    most_in = f", most in {', '.join(first)}" if first else ""
    lead = f"{whole.label}: deployments in {33 - none} of 33 London boroughs{most_in}."
    if not covered:
        lead = f"{whole.label}: no record covers this year."
        sentence = f"Deployments by London borough, {whole.label}: no record covers this year."
    if beneath:
        sentence += f" {'; '.join(beneath)}."
    notes = ["One square a borough, all of one size, each near its neighbours. A square without a deployment is empty and says 0."]
    notes += [PARTIAL.format(whole.label)] if whole.is_partial and covered else []
    if (frame["deployments"] != frame["deployments_as_published"]).any():
        notes.append(CORRECTED)
    lines, values = [], []
    for code, (_, _, letters, name) in sorted(SQUARES.items(), key=lambda item: item[1][3]):
        count, published = counts.get(code, (0, 0))
        texts = [say_count(count), say_count(published)] if covered else [NOT_COVERED, NOT_COVERED]
        lines.append([name, letters, *texts])
        values.append([publisher, year, code, name, *((count, published) if covered else (None, None))])
    for row in elsewhere.itertuples():
        lines.append([row.borough, "", say_count(row.deployments), say_count(row.deployments_as_published)])
        known = row.borough_code if isinstance(row.borough_code, str) else None
        values.append([publisher, year, known, row.borough, row.deployments, row.deployments_as_published])
    columns = ["publisher", "year", "borough_code", "borough", "deployments", "deployments_as_published"]
    data = pd.DataFrame(values, columns=columns).astype({"deployments": "Int64", "deployments_as_published": "Int64"})
    return Chart(
        publisher, f"{year}-boroughs", f"Deployments by London borough, {whole.label}", lead, sentence, sheet.chart(height), height,
        ["Borough", "Square", "Deployments", "As published"], lines, data, tuple(notes), year,
    )  # fmt: skip
