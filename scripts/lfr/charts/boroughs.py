"""The 32 London boroughs and the City as a map of equal squares, one map per year: no boundary, no borough larger than its neighbour."""

import textwrap
import tomllib
from pathlib import Path

import pandas as pd

from lfr.charts.chart import Chart
from lfr.charts.series import corrected_counts, partial_notes
from lfr.charts.sheet import Sheet
from lfr.charts.theme import BAR, WIDTH
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import NOT_COVERED, say_both_counts, say_count

# Code of the Office for National Statistics: column, line, letters, name.
_LAID_OUT = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SQUARES: dict[str, tuple[int, int, str, str]] = {code: tuple(square) for code, square in _LAID_OUT.items()}
# It is no borough, and a police force of its own polices it: not covered, unless a deployment is recorded there. Never 0.
_CITY = "E09000001"
_PITCH = WIDTH / 8
_SIDE = _PITCH - 3
_LIGHTEST, _DARKEST = 0.1, 0.34  # ink on these is readable in light and in dark


def boroughs_of_year(figures: Figures, publisher: str, year: int) -> Chart | None:
    """Deployments in each London borough in one calendar year; deployments outside London or in no known borough stand beneath.

    None for a force without a deployment in London.
    """
    if not figures.boroughs(publisher)["borough_code"].isin(list(SQUARES)).any():
        return None
    whole = figures.figure(publisher, year, "deployments")
    covered = whole.basis != "not_covered"
    frame = figures.boroughs(publisher, year)
    is_london = frame["borough_code"].isin(list(SQUARES))
    in_london = list(frame[is_london].itertuples())
    is_unknown = frame["borough"].isna().any()
    elsewhere = list(frame[~is_london].fillna({"borough": "Borough not known"}).itertuples())
    counts = {row.borough_code: (row.deployments, row.deployments_as_published) for row in in_london}
    beneath = [f"{row.borough}: {say_both_counts(row.deployments, row.deployments_as_published)}" for row in elsewhere]
    boroughs = [code for code in SQUARES if code != _CITY]
    some = sum(1 for code in boroughs if counts.get(code, (0, 0))[0])
    if covered:
        first = ", ".join([f"{row.borough} ({say_count(row.deployments)})" for row in in_london if row.deployments][:3])
        named = "; ".join(f"{row.borough} {say_both_counts(row.deployments, row.deployments_as_published)}" for row in in_london)
        lead = f"{whole.label}: deployments in {some} of {len(boroughs)} London boroughs{f', most in {first}' if first else ''}."
        # One whose borough is not known may lie in any of these.
        none = f"no deployment {'known ' if is_unknown else ''}in {len(boroughs) - some} of {len(boroughs)}"
        sentence = f"Deployments in {whole.label} by London borough: {named or 'none'}; {none}."
    else:
        lead = f"{whole.label}: no record covers this year."
        sentence = f"Deployments by London borough, {whole.label}: no record covers this year."
    if beneath:
        lead, sentence = (f"{words} {'; '.join(beneath)}." for words in (lead, sentence))
    notes = [
        "One square a borough, all of one size, each near its neighbours. A square without a deployment is empty and says 0.",
        f"The {SQUARES[_CITY][3]} is no borough and has a police force of its own: not covered here, which is not zero.",
    ]
    lines, values = [], []
    for code, (_, _, letters, name) in sorted(SQUARES.items(), key=lambda item: item[1][3]):
        count, published = counts.get(code, (0, 0))
        known = covered and (code != _CITY or code in counts)
        lines.append([name, letters, *([say_count(count), say_count(published)] if known else [NOT_COVERED, NOT_COVERED])])
        values.append([publisher, year, code, name, *((count, published) if known else (None, None))])
    for row in elsewhere:
        lines.append([row.borough, "", say_count(row.deployments), say_count(row.deployments_as_published)])
        values.append([publisher, year, row.borough_code, row.borough, row.deployments, row.deployments_as_published])
    names = ["publisher", "year", "borough_code", "borough", "deployments", "deployments_as_published"]
    data = pd.DataFrame(values, columns=names).astype({"deployments": "Int64", "deployments_as_published": "Int64"})
    columns = {"Borough": "words", "Square": "words", "Deployments": "number", "As published": "number"}
    if is_unknown:
        notes.append("A deployment whose borough is not known may lie in any borough, also in one that says 0.")
    notes += [*partial_notes([whole]), *corrected_counts(frame)]
    title, drawing = f"Deployments by London borough, {whole.label}", _map(whole, counts, beneath)
    return Chart(publisher, f"{year}-boroughs", title, lead, sentence, columns, lines, notes, year, drawing=drawing, data=data)


def _map(whole: Figure, counts: dict[str, tuple[int, int]], beneath: list[str]) -> Sheet:
    """The squares, the darker the more deployments; `counts` are those of a borough, as corrected and as published."""
    covered = whole.basis != "not_covered"
    most = max([count for count, _ in counts.values()] + [1])
    sheet = Sheet()
    for code, (column, line, letters, name) in SQUARES.items():
        count, published = counts.get(code, (0, 0))
        known = covered and (code != _CITY or code in counts)
        said = f"{name}: {say_both_counts(count, published) if known else NOT_COVERED}"
        x, y = column * _PITCH + 1.5, line * _PITCH + 1.5
        if known and count:
            sheet.box(x, y, _SIDE, _SIDE, BAR, tint=round(_LIGHTEST + (_DARKEST - _LIGHTEST) * (count / most) ** 0.5, 1), said=said)
            if whole.is_partial:
                sheet.box(x, y + _SIDE - 5, _SIDE, 5, BAR, part=True)
        else:
            sheet.empty(x, y, _SIDE, _SIDE, known=known, said=said)
        sheet.words(x + _SIDE / 2, y + 16, letters, small=True, align="center")
        if known:
            sheet.words(x + _SIDE / 2, y + 34, say_count(count), align="center", bold=bool(count))
    for i, words in enumerate(textwrap.wrap(whole.label, 20)):
        sheet.words(0, 16 + 17 * i, words, bold=True)
    bottom = 7 * _PITCH + 4
    for text in [f"{line}." for line in beneath] + ([] if covered else [f"{whole.label}: no count is known for any borough."]):
        bottom += 15
        sheet.note(0, bottom, text)
    return sheet.cut(bottom + 6)
