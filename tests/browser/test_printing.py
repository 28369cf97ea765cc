"""On paper every table is whole, the address and the date of the figures stand on it, and it is never dark."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Page

from .conftest import Open

pytestmark = pytest.mark.slow  # each prints a page

PAGES = [
    "/met/years/2024/",
    "/met/deployments/",
    "/met/records/met-2020-2022/",
    "/met/records/met-2023-2024/",
    "/met/answers/how-many-people-were-stopped/",
    "/quality/",
]


def _squeezed(text: str) -> str:
    """Letters and digits alone, "fi" as two letters: a heading breaks over lines on paper, and is set with ligatures."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower())


def _headings(page: Page) -> list[str]:
    """But for the values of a chart, which are in its drawing and on its own page: a year must fit on few sheets."""
    return page.evaluate(
        "[...document.querySelectorAll('article th[scope=col]:not(.lfr-no-print):not(.lfr-chart th)')]"
        ".map((one) => one.textContent.trim()).filter(Boolean)"
    )


@pytest.mark.parametrize("address", PAGES)
def test_every_column_of_every_table_is_on_the_paper(open_page: Open, address: str) -> None:
    page = open_page(address, scheme="dark").page
    headings, rows = _headings(page), page.locator("article tbody tr").count()
    days = page.locator("table.lfr tbody tr[id^=met-]").count() if "deployments" in address else 0
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))) as sheets:
        letters = [(sheet, char) for sheet in sheets.pages for char in sheet.chars]
        # What lies over the edge of a sheet is in the file, and not on the paper.
        over = [
            f"sheet {sheet.page_number}: {one['text']}"
            for sheet, one in letters
            if one["x0"] < 0 or one["x1"] > sheet.width or one["top"] < 0 or one["bottom"] > sheet.height
        ]
        # Cells on paper are narrow: words are read cell by cell, in the order in which they are drawn.
        printed = _squeezed("".join(one["text"] for _, one in letters))
        grounds = [
            shape["non_stroking_color"]
            for sheet in sheets.pages
            for shape in sheet.rects
            if shape["fill"] and shape["width"] > sheet.width / 2 and shape["height"] > sheet.height / 2
        ]
    assert over == []
    assert rows > 0 and headings
    assert [one for one in headings if _squeezed(one) not in printed] == []
    # Every deployment names the page and row of its record.
    assert len(re.findall(r"page\d+row\d+", printed)) >= days
    # Dark colours are for screens: a ground that covers a sheet is white or none.
    assert [one for one in grounds if min(one) < 0.9] == []


def test_a_sheet_says_where_it_is_from_and_of_when_its_figures_are(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/met/years/2024/").page
    page.pdf(path=tmp_path / "year.pdf", prefer_css_page_size=True)
    said = subprocess.run(["pdftotext", "-layout", str(tmp_path / "year.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert page.locator("link[rel=canonical]").get_attribute("href") in "".join(said.split())
    assert re.search(r"Figures as at \d+ \w+ \d{4}", said)
    assert "Leave this site" not in said
