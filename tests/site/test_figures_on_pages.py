"""A reader of a page and a reader of the download see the same figures, each with what was published before a correction."""

from __future__ import annotations

import re
import tomllib

import pytest
from lfr.project import MEASURES

from .figures_in_words import agrees, without_rates
from .pages import Built, Element, Page, year_of

YEARS = "/met/years/"
ANSWERS = {
    "/met/answers/where-is-lfr-used/": "Where is live facial recognition in routine use?",
    "/met/answers/how-many-people-were-stopped/": "How many people were stopped after an alert?",
    "/met/answers/how-many-stops-were-accurate/": "How many of those stops were accurate?",
}
FIGURE_PAGES = ["/", "/met/", YEARS, *(f"{YEARS}{year}/" for year in range(2020, 2026)), *ANSWERS]

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


@pytest.mark.parametrize("address", [YEARS, *ANSWERS])
def test_tables_by_calendar_year_say_what_the_download_says(built: Built, address: str) -> None:
    cells = _yearly_tables(built.pages[address])
    assert {year for _, year, _, _ in cells} == set(range(2020, 2026))
    for caption, year, heading, cell in cells:
        where = f"{address} {caption}, {year}, {heading}: {cell.text}"
        if heading == "Stops":
            assert cell.figure == _range(built, year, "value"), where
            before = _range(built, year, "value_as_published")
            assert cell.note == ("" if before == cell.figure else f"{before} before correction"), where
            continue
        row = built.yearly[year, TITLES[heading]]
        assert agrees(cell.figure, row), where
        before = (
            re.sub(r"^[\d,]+ of them stopped early; ", "", cell.note).removesuffix(" before correction") if "before" in cell.note else ""
        )
        assert bool(before) == (row["value"] != row["value_as_published"]), where
        assert not before or agrees(before, row, published=True), where


def _marked(cell: Element) -> tuple[str, bool]:
    """A figure, and whether it is marked as corrected; what it was before is said once on the page."""
    text = cell.figure
    return text.removesuffix("* (corrected)").strip(), text.endswith("* (corrected)")


def test_the_table_of_a_force_says_what_the_download_says_and_marks_what_was_corrected(built: Built) -> None:
    [table] = [one for one in built.pages["/met/"].tables if one.caption == "Metropolitan Police, by calendar year"]
    assert [year_of(cells[0].text) for _, cells in table.rows] == built.years[::-1]
    for _, (first, *cells) in table.rows:
        for heading, cell in zip(table.head[1:], cells, strict=True):
            said, is_marked = _marked(cell)
            if heading == "Stops":
                assert said == _range(built, year_of(first.text), "value")
                continue
            row = built.yearly[year_of(first.text), TITLES[heading]]
            assert agrees(said, row) and is_marked == (row["value"] != row["value_as_published"]), (first.text, heading, cell.text)


def test_the_table_of_all_figures_marks_what_was_corrected_and_says_what_does_not_compare(built: Built) -> None:
    page = built.pages["/met/figures/"]
    [table] = [one for one in page.tables if one.caption.startswith("Every figure of")]
    for _, (title, *cells) in table.rows:
        for heading, cell in zip(table.head[1:], cells, strict=True):
            if title.text in TITLES and cell.text:
                row = built.yearly[year_of(heading), TITLES[title.text]]
                assert _marked(cell)[1] == (row["value"] != row["value_as_published"]), (title.text, heading, cell.text)
    for one in (page, built.pages["/met/"]):
        said = [line.text for line in one.article.all("li")]
        assert any(text.startswith("Stops, 2020, 2022:") and "estimated" in text for text in said), one.address
        assert any(text.startswith("Faces seen: its series breaks on") for text in said), one.address
    assert "1 in 2020" not in built.pages["/met/years/2021/"].article.text


def _one(built: Built, said: str, year: int, measure: str, published: bool = False) -> bool:
    """Whether a text says a figure, of a measure or of the range of stops."""
    which = "value_as_published" if published else "value"
    return said == _range(built, year, which) if measure == "stops" else agrees(said, built.yearly[year, measure], published)


@pytest.mark.parametrize("address", ["/", *(f"{YEARS}{year}/" for year in range(2020, 2026))])
def test_tiles_say_what_the_download_says_with_the_year_before_and_what_was_corrected(built: Built, address: str) -> None:
    page = built.pages[address]
    [tiles] = [one for one in page.article.all("dl") if one.attributes.get("class") == "lfr-tiles"]
    line = [one.text for one in page.article.all("p") if one.attributes.get("class") == "lfr-corrected"]
    before = re.findall(r"(\d[\d,]*(?: to [\d,]+)?) ([a-z][a-z ]*?)(?:,| and|\.)", line[0].partition("Before it: ")[2]) if line else []
    marked = []
    for tile in tiles.all("div"):
        value, *note = tile.all("dd")
        _, _, _, name, its_year, _ = page.leads_to(tile.links()[0])[0].split("/")
        year, measure, (said, is_marked) = int(its_year), name.replace("-", "_"), _marked(value)
        assert _one(built, said, year, measure), f"{address}: {tile.text}"
        was = (
            _range(built, year, "value_as_published")
            if measure == "stops"
            else f"{int(built.yearly[year, measure]['value_as_published']):,}"
        )
        assert is_marked == (was != said), f"{address}: {tile.text}"
        marked += [(was, tile.all("dt")[0].text.lower())] if is_marked else []
        if beside := [
            re.fullmatch(
                r"(?:estimate; )?(.+?)(?: \((.+) before correction\)| \(arrests or other disposals\))? in (\d{4})(?:; threshold .+)?",
                one.text,
            )
            for one in note
        ]:
            # What a figure is compared with never stands without what it was before a correction.
            for text, is_before in ((beside[0][1], False), (beside[0][2] or beside[0][1], True)) if beside[0] else ():
                assert _one(built, text, int(beside[0][3]), measure, is_before), f"{address}: {tile.text}"
            assert beside[0] or re.search(rf"\b{year - 1}(; threshold .+)?$", note[0].text), f"{address}: {tile.text}"
    assert before == marked, address
    assert len(tiles.all("div")) == 6


def test_the_table_of_measures_of_a_year_has_every_measure_and_marks_what_was_corrected(built: Built) -> None:
    for year in built.years:
        [table] = [one for one in built.pages[f"{YEARS}{year}/"].tables if one.caption.startswith("Every measure, ")]
        found = {anchor.replace("-", "_"): cells for anchor, cells in table.rows}
        assert found.pop("stops")[1].text.removesuffix("* (corrected)") == _range(built, year, "value")
        assert set(found) == {measure for one, measure in built.yearly if one == year}
        for measure, (_, figure, *_) in found.items():
            row, (said, is_marked) = built.yearly[year, measure], _marked(figure)
            assert agrees(said, row) and is_marked == (row["value"] != row["value_as_published"]), (year, measure, figure.text)


def test_the_page_of_a_measure_has_both_values_of_every_year(built: Built) -> None:
    for measure in TITLES.values():
        [table] = [
            one
            for one in built.pages[f"/met/figures/{measure.replace('_', '-')}/"].tables
            if one.head[0] == "Calendar year" and "Figure" in one.head
        ]
        assert [int(anchor) for anchor, _ in table.rows] == built.years[::-1]
        for anchor, (_, figure, before, _) in table.rows:
            row = built.yearly[int(anchor), measure]
            assert agrees(_marked(figure)[0], row), (measure, anchor, figure.text)
            assert agrees(before.text, row, published=True) if row["value"] != row["value_as_published"] else before.text == ""


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
            year = int(re.search(r"/(\d{4})/$", page.leads_to(link.attributes["href"])[0])[1])  # type: ignore[index]
            rows = [row for (one, _), row in built.yearly.items() if one == year]
            found = re.fullmatch(r"([^(]*(?:\([^)]*\))?) \((.+) before correction\)", link.text)
            said, before = (found[1], found[2]) if found else (link.text, "")
            if any(agrees(said, row) for row in rows if row["value"] == row["value_as_published"]):
                continue
            changed = [row for row in rows if row["value"] != row["value_as_published"] and agrees(said, row)]
            is_range = said == _range(built, year, "value")
            assert changed or is_range, f"{page.address}: {link.text} is no figure of {year}"
            if is_range and _range(built, year, "value_as_published") == said:
                assert not before, f"{page.address}: {link.text}"
                continue
            assert before, f"{page.address}: {link.text} of {year} was changed by a correction and does not say so"
            agreed = before == _range(built, year, "value_as_published") if is_range else False
            assert agreed or any(agrees(before, row, published=True) for row in changed), f"{page.address}: {link.text}"
            seen += 1
    assert seen >= 8


def test_a_table_by_borough_shows_both_counts_where_a_correction_moved_a_deployment(built: Built) -> None:
    [moved] = [row for row in built.csv("corrections") if row["column_name"] == "date"]
    [deployment] = [row for row in built.csv("deployments") if row["deployment_id"] == moved["deployment_id"]]
    table = built.pages["/met/boroughs/"].table("Deployments by borough and calendar year")
    for year in ("2023", "2024"):
        cell = table.column(year)[deployment["borough"]]
        assert "before correction" in cell.note, f"{deployment['borough']}, {year}: {cell.text}"


def test_a_chart_shows_both_counts_where_a_correction_moved_a_deployment(built: Built) -> None:
    for year, month in ((2023, "July"), (2024, "July")):
        [chart, _] = [
            one
            for one in built.pages[f"{YEARS}{year}/"].article.all("svg")
            if one.attributes.get("aria-labelledby", "").startswith(f"met-{year}-m")
        ]
        [sentence] = chart.all("desc")
        assert re.search(rf"{month} {year}: \d+ \(\d+ before correction\)", sentence.text), sentence.text


def test_a_rate_never_stands_without_its_counts_and_its_interval(built: Built) -> None:
    seen = 0
    for address in FIGURE_PAGES:
        # In a drawing the interval is a line and the counts stand at the other end: tests/unit/charts/test_rates.py.
        text = built.pages[address].article.without("svg").text
        left = without_rates(text)
        seen += left != text
        assert re.search(r"\d ?%|\d per (100,000|alert)", left.replace("a 95% confidence interval", "")) is None, f"{address}: {left}"
    assert seen >= 7


def test_four_kinds_of_nothing_are_four_words_on_the_pages(built: Built) -> None:
    text = built.pages["/met/deployments/"].article.text
    table = built.pages["/met/deployments/"].table("Deployments, one row each")
    stopped = dict(table.rows)["met-0002"]
    assert {"stopped early", "not published"} == {cell.text for cell in stopped} & {"stopped early", "not published", "not recorded", "0"}
    assert "0" in {cell.text for cell in dict(table.rows)["met-0001"]}
    assert "nan" not in text.lower().split() and "None" not in text.split() and "<NA>" not in text
