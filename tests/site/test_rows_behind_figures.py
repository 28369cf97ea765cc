"""From a figure to its deployments, from a deployment to its printed row, in one click each; and a part year says so."""

from __future__ import annotations

import calendar
import csv
import re
import tomllib
from functools import cache

from lfr.records.layouts import layouts

from .pages import Built, Element, year_of

_MONTHS = list(calendar.month_name)[1:]
_PART = "2025, to 11 July"
# A heading that names the days first, of the two years that it compares.
_SAME_DAYS = re.compile(
    rf"1 January to {_PART.partition(' to ')[2]}"
    r"(: \d+ deployments in 2025, \d+ \(\d+ before correction\) on the same days of 2024|, 2025 and 2024)"
)
_BOTH = re.compile(r"\d+ \w+ to \d+ \w+ of \d{4} and of 2025")


def test_the_page_of_deployments_of_a_year_has_as_many_rows_as_the_year_has_deployments(built: Built) -> None:
    led = {page.leads_to(link)[0] for page in built.pages.values() for link in page.article.links()}
    for year in built.years:
        address = f"/met/deployments/{year}/"
        assert address in led
        rows = [
            one for one in built.pages[address].elements if one.tag == "tr" and re.fullmatch(r"met-\d{4}", one.attributes.get("id", ""))
        ]
        assert len(rows) == int(built.yearly[year, "deployments"]["value"]), address
        # Links of release 1.0.0 name the row, or all rows, on the page of the year.
        assert {"rows", *(one.attributes["id"] for one in rows)} <= {*built.pages[f"/met/years/{year}/"].ids}


def test_every_cell_that_holds_a_figure_is_one_click_from_its_rows(built: Built) -> None:
    page = built.pages["/met/years/"]
    for table in [one for one in page.tables if one.head[0] == "Calendar year" and one.caption]:
        for _, cells in table.rows:
            for cell in cells[1:]:
                assert [page.leads_to(link) for link in cell.links()] == [(f"/met/deployments/{year_of(cells[0].text)}/", "")], cell.text
    for year in built.years:
        page = built.pages[f"/met/years/{year}/"]
        [table] = [one for one in page.tables if one.caption.startswith("Every measure, ")]
        for anchor, cells in table.rows:
            assert [page.leads_to(link)[0] for link in cells[0].links()] == [f"/met/figures/{anchor}/{year}/"]
        assert f"/met/deployments/{year}/" in {page.leads_to(link)[0] for link in page.article.links()}
    page = built.pages["/met/"]
    for _, cells in page.table("Metropolitan Police, by calendar year").rows:
        assert [page.leads_to(link)[0] for link in cells[0].links()] == [f"/met/years/{year_of(cells[0].text)}/"]
    for address in ("/", *(f"/met/years/{year}/" for year in built.years)):
        page = built.pages[address]
        [tiles] = [one for one in page.article.all("dl") if one.attributes.get("class") == "lfr-tiles"]
        for link in [link for tile in tiles.all("dt") for link in tile.links()] or [""]:
            assert "rows" in built.pages[page.leads_to(link)[0]].ids, f"{address}: {link}"


def test_27_false_alerts_are_exactly_the_deployments_with_one_each_with_its_printed_row(built: Built) -> None:
    with_one = [
        row
        for row in built.csv("deployments")
        if row["deployment_year"] == "2024" and row["publisher"] == "met" and row["false_alerts"] not in ("", "0")
    ]
    page = built.pages["/met/figures/false-alerts/2024/"]
    [table] = [one for one in page.tables if one.caption.endswith(": the deployments")]
    assert [anchor for anchor, _ in table.rows] == [row["deployment_id"] for row in with_one]
    assert sum(int(cells[2].text) for _, cells in table.rows) == sum(int(row["false_alerts"]) for row in with_one) == 27
    for row, (_, cells) in zip(with_one, table.rows, strict=True):
        assert [page.leads_to(link) for link in cells[-1].links()] == [
            (f"/met/records/{row['source_id']}/", f"p{row['page']}-r{row['row']}")
        ]
    with (built.public / "met" / "figures" / "false-alerts" / "2024.csv").open(encoding="utf-8", newline="") as file:
        assert [line["deployment_id"] for line in csv.DictReader(file)] == [row["deployment_id"] for row in with_one]


def test_a_year_without_a_deployment_has_a_page_that_says_so(built: Built) -> None:
    assert built.pages["/met/years/2021/"].article.all("h1")[0].text == "2021: no deployment"
    assert "The records cover this year and list no deployment in it." in built.pages["/met/deployments/2021/"].article.text


@cache
def _extracted(built: Built) -> dict[tuple[str, str, str], dict[str, str]]:
    found = {}
    for path in sorted(built.project.extracted.glob("*.csv")):
        if not path.name.endswith(".codes.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found |= {(row["source_id"], row["page"], row["row"]): row for row in csv.DictReader(file)}
    return found


def _printed_rows(built: Built, source_id: str) -> dict[str, list[Element]]:
    return {anchor: cells for table in built.pages[f"/met/records/{source_id}/"].tables for anchor, cells in table.rows}


def test_every_deployment_leads_to_the_row_it_is_printed_in(built: Built) -> None:
    deployments = {row["deployment_id"]: row for row in built.csv("deployments")}
    for address in ["/met/deployments/", *(f"/met/deployments/{year}/" for year in built.years)]:
        page = built.pages[address]
        for table in page.tables:
            if not table.caption.startswith("Deployments, ") or "Printed at" not in table.head:
                continue
            for anchor, cells in table.rows:
                row = deployments[anchor]
                target = (f"/met/records/{row['source_id']}/", f"p{row['page']}-r{row['row']}")
                assert [page.leads_to(link) for link in cells[table.head.index("Printed at")].links()] == [target]
                assert cells[1].figure == _extracted(built)[row["source_id"], row["page"], row["row"]]["location"]
                day, month, *of_year = cells[0].figure.split()
                year = of_year[0] if of_year else address.split("/")[3]
                assert f"{year}-{_MONTHS.index(month) + 1:02d}-{int(day):02d}" == row["deployment_date"]


def test_a_record_page_prints_every_cell_as_it_was_extracted(built: Built) -> None:
    for source_id in sorted({key[0] for key in _extracted(built)}):
        printed = _printed_rows(built, source_id)
        rows = {f"p{page}-r{row}": cells for (one, page, row), cells in _extracted(built).items() if one == source_id}
        assert list(printed) == list(rows)
        for anchor, cells in rows.items():
            wanted = [" ".join(cells[name].split()) or "(empty)" for name in layouts()[cells["layout"]].names]
            assert [one.figure for one in printed[anchor][1:-1]] == wanted, (source_id, anchor)


def test_a_corrected_cell_shows_what_is_printed_and_what_is_counted(built: Built) -> None:
    for row in built.csv("corrections"):
        cells = _printed_rows(built, row["source_id"])[f"p{row['page']}-r{row['row']}"]
        assert [one.note for one in cells if one.note] == [f"counted as {row['corrected']} ({row['correction_id']})"]
        assert row["printed"] in [one.figure for one in cells if one.note]
        assert row["correction_id"] in built.pages["/quality/corrections/"].ids


def test_every_finding_has_an_anchor_and_its_decision(built: Built) -> None:
    page = built.pages["/quality/findings/"]
    decisions = {anchor: cells[-1].text for table in page.tables for anchor, cells in table.rows if anchor}
    for row in built.csv("findings"):
        assert decisions[row["finding_id"]].startswith(row["status"]), row["finding_id"]


def _own_titles(built: Built) -> list[str]:
    titles = []
    for path in (built.project.data / "sources.toml", built.project.data / "documents.toml"):
        if path.is_file():
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
            titles += [one["title"] for kind in entries.values() for one in kind if "title" in one]
    compared = sorted((built.project.data / "reconciliation").glob("*.toml"))
    return titles + [tomllib.loads(path.read_text(encoding="utf-8"))["title"] for path in compared]


def test_the_part_year_never_stands_as_a_bare_year(built: Built) -> None:
    """In headings of tables, captions, charts and page titles. A date in full and the title of a document are no labels."""
    seen, own = 0, _own_titles(built)
    # What was disclosed or issued in a year is a list of letters and documents, which the records do not bound.
    of_figures = [page for page in built.pages.values() if not page.address.startswith(("/met/disclosures/", "/met/documents/"))]
    for page in of_figures:
        labels = page.root.all("title", "desc", "caption", "figcaption", "th", "h1", "h2", "h3", "h4")
        labels += [one for svg in page.root.all("svg") for one in svg.all("text")]
        # The same days of two years: the caption names the days, so that the years can stand bare on axis and columns.
        # In the gallery a chart is an item of a list, and its caption a span.
        both = [
            one
            for one in page.root.all("figure", "table", "li")
            if _BOTH.search(" ".join(head.text for head in one.all("caption", "figcaption", "span")))
        ]
        under = {id(label) for one in both for label in one.all("th", "text", "desc")}
        labels = [one for one in labels if id(one) not in under]
        for label in labels:
            text = label.text
            for title in own:
                text = text.replace(title, "")
            text = re.sub(rf"({'|'.join(_MONTHS)}|\d\d/\d\d/?) ?2025", "", text)
            text = re.sub(r"\d{4}-\d{2}-\d{2}|[a-z]+-2025[-\w]*|§.*", "", text)
            text = text.replace(_PART.replace(",", ""), _PART)  # on an axis the two stand on two lines
            text = _BOTH.sub("", text)
            text = "" if _SAME_DAYS.fullmatch(text) else text
            seen += _PART in text
            # A release and the history of a figure name the days that the records covered then.
            if page.address.startswith(("/releases/", "/met/figures/")):
                text = re.sub(rf"2025, to \d+ ({'|'.join(_MONTHS)})", "", text)
            assert "2025" not in text.replace(_PART, ""), f"{page.address}: <{label.tag}> {label.text}"
    assert seen > 30


def test_the_part_year_is_called_so_in_every_list_of_years(built: Built) -> None:
    for page in built.pages.values():
        for link in page.article.all("a"):
            if page.leads_to(link.attributes.get("href", ""))[0] == "/met/years/2025/" and "2025" in link.text:
                assert _PART in link.text or link.text.startswith("/met/years/"), f"{page.address}: {link.text}"
