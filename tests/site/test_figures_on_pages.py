"""A reader of a page and a reader of the download see the same figures, each with what was published before a correction."""

from __future__ import annotations

import re
import tomllib

import pytest
from lfr.project import MEASURES

from .figures_in_words import agrees, without_rates
from .pages import Built, Element, Page, year_of

HOME, YEARS = "/", "/met/years/"
ANSWERS = {
    "/met/answers/where-is-lfr-used/": "Where is live facial recognition in routine use?",
    "/met/answers/how-many-people-were-stopped/": "How many people were stopped after an alert?",
    "/met/answers/how-many-stops-were-accurate/": "How many of those stops were accurate?",
}
FIGURE_PAGES = [HOME, "/met/", YEARS, *(f"{YEARS}{year}/" for year in range(2020, 2026)), *ANSWERS]

with MEASURES.open("rb") as _file:
    TITLES = {one["title"]: one["id"] for one in tomllib.load(_file)["measure"] if one["kind"] != "range"}


def _yearly_tables(page: Page) -> list[tuple[str, int, str, Element]]:
    """Every cell of the tables by calendar year: caption, year, heading, cell."""
    return [
        (table.caption, year_of(cells[0].text), heading, cell)
        for table in page.tables
        if table.head[0] == "Calendar year" and table.caption
        for _, cells in table.rows
        for heading, cell in zip(table.head[1:], cells[1:], strict=True)
    ]


def _range(built: Built, year: int, which: str) -> str:
    low, high = (int(built.yearly[year, f"stops_{end}"][which]) for end in ("lower", "upper"))
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


@pytest.mark.parametrize("address", [HOME, "/met/", YEARS, *ANSWERS])
def test_tables_by_calendar_year_say_what_the_download_says(built: Built, address: str) -> None:
    cells = _yearly_tables(built.pages[address])
    assert {year for _, year, _, _ in cells} == set(range(2020, 2026))
    for caption, year, heading, cell in cells:
        where = f"{address} {caption}, {year}, {heading}: {cell.text}"
        if heading == "Stops":
            assert cell.figure == _range(built, year, "value"), where
            before = _range(built, year, "value_as_published")
            assert cell.note == ("" if before == cell.figure else f"as published {before}"), where
            continue
        row = built.yearly[year, TITLES[heading]]
        assert agrees(cell.figure, row), where
        before = cell.note.rpartition("as published ")[2] if "as published" in cell.note else ""
        assert bool(before) == (row["value"] != row["value_as_published"]), where
        assert not before or agrees(before, row, published=True), where


def test_the_table_of_measures_has_every_measure_with_both_values(built: Built) -> None:
    for year in built.years:
        [table] = [one for one in built.pages[f"{YEARS}{year}/"].tables if one.caption.startswith("Measures, ")]
        found = {anchor.replace("-", "_"): cells for anchor, cells in table.rows}
        assert set(found) == {measure for one, measure in built.yearly if one == year}
        for measure, (_, figure, published, *_) in found.items():
            row = built.yearly[year, measure]
            assert agrees(figure.figure, row), (year, measure, figure.text)
            assert agrees(published.figure, row, published=True), (year, measure, published.text)
            assert ("correction" in published.note) == (row["value"] != row["value_as_published"]), (year, measure)


def test_the_answers_say_every_calendar_year(built: Built) -> None:
    for address, caption in ANSWERS.items():
        assert [year_of(cells[0].text) for _, cells in built.pages[address].table(caption).rows] == built.years[::-1]
        assert {str(year) for year in built.years} <= {*built.pages[address].ids}
    [scope] = [one for one in built.pages["/met/answers/how-many-stops-were-within-scope/"].tables if "Stops within scope" in one.head]
    assert [year_of(cells[0].text) for _, cells in scope.rows] == built.years[::-1]
    assert [cells[1].text for _, cells in scope.rows] == ["0" if year == 2021 else "not published" for year in built.years[::-1]]
    assert all(cells[2].figure == _range(built, year_of(cells[0].text), "value") for _, cells in scope.rows)


def test_a_sentence_with_a_figure_that_a_correction_changed_says_what_was_published(built: Built) -> None:
    """A figure in a sentence carries no name: it is known by its year and value, where no unchanged figure has the same."""
    seen = 0
    for page in built.pages.values():
        for link in page.article.all("a"):
            if "lfr-figure" not in link.attributes.get("class", ""):
                continue
            year = int(re.search(r"/years/(\d{4})/$", page.leads_to(link.attributes["href"])[0])[1])  # type: ignore[index]
            rows = [row for (one, _), row in built.yearly.items() if one == year]
            text = re.sub(r"between ([\d,]+) and ([\d,]+), depending on which column is taken as stops", r"\1 to \2", link.text)
            said = text.split(" (as published")[0]
            if any(agrees(said, row) for row in rows if row["value"] == row["value_as_published"]):
                continue
            changed = [row for row in rows if row["value"] != row["value_as_published"] and agrees(said, row)]
            is_range = said == _range(built, year, "value")
            assert changed or is_range, f"{page.address}: {link.text} is no figure of {year}"
            before = re.search(r"\(as published (.+)\)$", text)
            if is_range and _range(built, year, "value_as_published") == said:
                assert before is None, f"{page.address}: {link.text}"
                continue
            assert before, f"{page.address}: {link.text} of {year} was changed by a correction and does not say so"
            agreed = before[1] == _range(built, year, "value_as_published") if is_range else False
            assert agreed or any(agrees(before[1], row, published=True) for row in changed), f"{page.address}: {link.text}"
            seen += 1
    assert seen >= 15


def test_a_table_by_borough_shows_both_counts_where_a_correction_moved_a_deployment(built: Built) -> None:
    [moved] = [row for row in built.csv("corrections") if row["column_name"] == "date"]
    [deployment] = [row for row in built.csv("deployments") if row["deployment_id"] == moved["deployment_id"]]
    table = built.pages["/met/boroughs/"].table("Deployments by borough and calendar year")
    for year in ("2023", "2024"):
        cell = table.column(year)[deployment["borough"]]
        assert "as published" in cell.note, f"{deployment['borough']}, {year}: {cell.text}"


def test_a_chart_shows_both_counts_where_a_correction_moved_a_deployment(built: Built) -> None:
    for year, month in ((2023, "July"), (2024, "July")):
        [chart, _] = [
            one
            for one in built.pages[f"{YEARS}{year}/"].article.all("svg")
            if one.attributes["aria-labelledby"].startswith(f"met-{year}-m")
        ]
        [sentence] = chart.all("desc")
        assert re.search(rf"{month} \d+ \(as published \d+\)", sentence.text), sentence.text


def test_a_rate_never_stands_without_its_counts_and_its_interval(built: Built) -> None:
    seen = 0
    for address in FIGURE_PAGES:
        # In a drawing the interval is a line and the counts stand at the other end: tests/unit/charts/test_rates.py.
        text = built.pages[address].article.without("svg").text
        left = without_rates(text)
        seen += left != text
        assert re.search(r"\d ?%|\d per (100,000|alert)", left.replace("a 95 % interval", "")) is None, f"{address}: {left}"
    assert seen >= 7


def test_four_kinds_of_nothing_are_four_words_on_the_pages(built: Built) -> None:
    text = built.pages["/met/deployments/"].article.text
    table = built.pages["/met/deployments/"].table("Deployments, one row each")
    stopped = dict(table.rows)["met-0002"]
    assert {"stopped early", "not published"} == {cell.text for cell in stopped} & {"stopped early", "not published", "not recorded", "0"}
    assert "0" in {cell.text for cell in dict(table.rows)["met-0001"]}
    assert "nan" not in text.lower().split() and "None" not in text.split() and "<NA>" not in text
