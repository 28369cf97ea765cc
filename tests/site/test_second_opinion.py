"""The pages on editions and on a second opinion, counted again from what is committed; and a printed row's document beside it."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter

import pytest

from .pages import Built, Element

WORKBOOK, TRANSCRIPTION = "london-assembly-workbook", "transcription-2025-2026"
TITLES = {
    WORKBOOK: "LFR deployments, a compilation with boroughs and census data",
    TRANSCRIPTION: "A transcription of the records of 2025 and 2026",
}
both = pytest.mark.parametrize("name", TITLES)


def _lines(built: Built, name: str, part: str) -> list[dict[str, str]]:
    with (built.project.data / "reconciliation" / f"{name}.{part}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(built: Built, name: str, caption: str) -> list[list[Element]]:
    tables = built.pages["/quality/reconciliation/"].tables
    [table] = [one for one in tables if one.caption.startswith(caption) and one.caption.endswith(f"({TITLES[name]})")]
    return [cells for _, cells in table.rows]


@both
def test_the_page_accounts_for_every_row_of_the_second_source(built: Built, name: str) -> None:
    shown = {cells[0].text: int(cells[1].text) for cells in _rows(built, name, "Every row of the second source")}
    outcomes = Counter(line["outcome"] for line in _lines(built, name, "rows") if line["their_row"] != "0")
    assert shown["Matched with one of our deployments"] == outcomes["matched"] == {WORKBOOK: 252, TRANSCRIPTION: 112}[name]
    later = shown["Only there, after 11 July 2025, the last day that our records cover"]
    assert later == outcomes["later_there"] == {WORKBOOK: 0, TRANSCRIPTION: 214}[name]
    assert shown["All rows of the second source"] == sum(outcomes.values())


@both
def test_the_kinds_of_difference_add_up(built: Built, name: str) -> None:
    shown = {cells[0].text: int(cells[1].text.replace(",", "")) for cells in _rows(built, name, "Differences by kind")}
    all_differ, alike, compared = shown.pop("All that differ"), shown.pop("Alike"), shown.pop("All cells compared")
    assert sum(shown.values()) == all_differ == len(_lines(built, name, "cells"))
    assert alike + all_differ == compared == sum(int(line["cells_compared"]) for line in _lines(built, name, "rows"))
    assert shown.get("Day and month swapped", 0) == {WORKBOOK: 94, TRANSCRIPTION: 0}[name]


@both
def test_each_difference_leads_to_the_printed_row_of_its_deployment(built: Built, name: str) -> None:
    page = built.pages["/quality/reconciliation/"]
    rows = _rows(built, name, "Cells that differ")
    assert len(rows) == sum(1 for line in _lines(built, name, "cells") if not line["kind"].endswith("_against_zero"))
    for cells in rows:
        address, anchor = page.leads_to(cells[0].links()[0])
        [row] = [one for one in built.pages[address].elements if one.tag == "tr" and one.attributes.get("id") == anchor]
        assert cells[0].text.split(",")[0] in row.text


def test_the_cells_in_which_the_transcription_differs_are_named_with_both_values(built: Built) -> None:
    counts = [cells for cells in _rows(built, TRANSCRIPTION, "Cells that differ") if cells[1].text != "place"]
    assert Counter(cells[1].text for cells in counts) == {"alerts": 12, "arrests": 4}
    assert all(cells[3].text.isdigit() and cells[4].text.isdigit() for cells in counts)


def test_the_page_says_that_the_two_ways_to_find_exchanged_dates_agree_and_what_that_means_for_a_correction(built: Built) -> None:
    text = built.pages["/quality/reconciliation/"].article.text
    assert "94 of 252 dates (37%)" in text and text.count("The two ways agree in every row.") == 2
    assert "c-0001 (Dalston, printed 11/07/23, counted as 11/07/24): the second source has the corrected date" in text


def test_no_comparison_is_older_than_our_figures_and_no_period_counts_days_that_we_do_not_hold(built: Built) -> None:
    text = built.pages["/quality/reconciliation/"].article.text
    assert "is older than our figures" not in text
    assert "214 are of days after 11 July 2025, the last that our records cover: they are no disagreement." in text
    assert "Counted by its dates, 0 of 7 months would have another number of deployments." in text


def test_published_totals_stand_beside_ours_with_their_source(built: Built) -> None:
    with (built.project.manual / "published_totals.csv").open(encoding="utf-8", newline="") as file:
        stated = list(csv.DictReader(file))
    page = built.pages["/quality/reconciliation/"]
    rows = [cells for one in page.tables if one.caption.startswith("Stated by ") for _, cells in one.rows]
    assert len(rows) == len(stated)
    assert {line["address"] for line in stated if line["address"].startswith("https://")} <= set(page.article.links())
    [faces] = [cells for cells in rows if cells[2].text == "891,748"]
    assert (faces[3].text, faces[4].figure) == ("902,748", "11,000 more here")


def test_the_page_on_editions_says_what_the_newer_edition_of_2025_changed(built: Built) -> None:
    text = built.pages["/quality/editions/"].article.text
    assert "From met-2025-to-2025-05-10 to met-2025-to-2025-07-11" in text
    assert "0 cells changed, 1 place renamed, 38 deployments added, 0 deployments vanished." in text


def test_the_page_of_a_record_names_the_document_with_checksum_address_and_day_of_retrieval(built: Built) -> None:
    for source in tomllib.loads((built.project.data / "sources.toml").read_text(encoding="utf-8"))["source"]:
        page = built.pages[f"/{source['publisher']}/records/{source['id']}/"]
        assert source["sha256"] in page.article.text and source["url"] in page.article.links()
        assert "Retrieved not recorded" in page.article.text and "Licence not stated" in page.article.text
