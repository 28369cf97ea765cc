"""The pages on editions and on a second opinion, counted again from what is committed; and a printed row's document beside it."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter

from .pages import Built, Element

NAME = "london-assembly-workbook"


def _lines(built: Built, part: str) -> list[dict[str, str]]:
    with (built.project.data / "reconciliation" / f"{NAME}.{part}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(built: Built, address: str, caption: str) -> list[list[Element]]:
    [table] = [one for one in built.pages[address].tables if one.caption.startswith(caption)]
    return [cells for _, cells in table.rows]


def test_the_page_accounts_for_every_row_of_the_second_source(built: Built) -> None:
    shown = {cells[0].text: int(cells[1].text) for cells in _rows(built, "/quality/reconciliation/", "Every row of the second source")}
    outcomes = Counter(line["outcome"] for line in _lines(built, "rows") if line["their_row"] != "0")
    assert shown["Matched with one of our deployments"] == outcomes["matched"] == 252
    assert shown["All rows of the second source"] == sum(outcomes.values()) == 252


def test_the_kinds_of_difference_add_up(built: Built) -> None:
    rows = _rows(built, "/quality/reconciliation/", "Differences by kind")
    shown = {cells[0].text: int(cells[1].text.replace(",", "")) for cells in rows}
    all_differ, alike, compared = shown.pop("All that differ"), shown.pop("Alike"), shown.pop("All cells compared")
    assert sum(shown.values()) == all_differ == len(_lines(built, "cells"))
    assert alike + all_differ == compared == sum(int(line["cells_compared"]) for line in _lines(built, "rows"))
    assert shown["Day and month swapped"] == 94


def test_each_difference_leads_to_the_printed_row_of_its_deployment(built: Built) -> None:
    page = built.pages["/quality/reconciliation/"]
    rows = _rows(built, "/quality/reconciliation/", "Cells that differ")
    assert len(rows) == sum(1 for line in _lines(built, "cells") if not line["kind"].endswith("_against_zero"))
    for cells in rows:
        address, anchor = page.leads_to(cells[0].links()[0])
        [row] = [one for one in built.pages[address].elements if one.tag == "tr" and one.attributes.get("id") == anchor]
        assert cells[0].text.split(",")[0] in row.text


def test_the_page_says_that_the_two_ways_to_find_exchanged_dates_agree_and_what_that_means_for_a_correction(built: Built) -> None:
    text = built.pages["/quality/reconciliation/"].article.text
    assert "94 of 252 dates (37 %)" in text and "The two ways agree in every row." in text
    assert "c-0001 (Dalston, printed 11/07/23, counted as 11/07/24): the second source has the corrected date" in text


def test_published_totals_stand_beside_ours_with_their_source(built: Built) -> None:
    with (built.project.manual / "published_totals.csv").open(encoding="utf-8", newline="") as file:
        stated = list(csv.DictReader(file))
    page = built.pages["/quality/reconciliation/"]
    rows = [cells for one in page.tables if one.caption.startswith("Stated by ") for _, cells in one.rows]
    assert len(rows) == len(stated)
    assert {line["address"] for line in stated if line["address"].startswith("https://")} <= set(page.article.links())
    [faces] = [cells for cells in rows if cells[2].text == "891,748"]
    assert (faces[3].text, faces[4].figure) == ("902,748", "11,000 more here")


def test_the_page_on_editions_says_plainly_that_there_is_one_edition_of_each_record(built: Built) -> None:
    text = built.pages["/quality/editions/"].article.text
    assert "No later edition of any of its records is held yet, so nothing can be said of changes after publication." in text


def test_the_page_of_a_record_names_the_document_with_checksum_address_and_day_of_retrieval(built: Built) -> None:
    for source in tomllib.loads((built.project.data / "sources.toml").read_text(encoding="utf-8"))["source"]:
        page = built.pages[f"/{source['publisher']}/records/{source['id']}/"]
        assert source["sha256"] in page.article.text and source["url"] in page.article.links()
        assert "Retrieved not recorded" in page.article.text and "Licence not stated" in page.article.text
