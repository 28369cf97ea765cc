"""The copy for a folder in a browser, without a server: it opens, looks the same, and one can go about in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lfr.pages.site.folder_copy import ROOT, write_folder_copy
from playwright.sync_api import Browser, Page

from ..site.pages import Built

pytestmark = pytest.mark.slow  # the copy is made of the whole site


@pytest.fixture(scope="module")
def copy(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy as a reader has it after unpacking, in a folder with a name that needs care."""
    folder = tmp_path_factory.mktemp("a reader's folder & more")
    write_folder_copy(built.project)
    with zipfile.ZipFile(built.project.build / f"{ROOT}.zip") as archive:
        archive.extractall(folder)
    return folder / ROOT


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def test_from_home_to_a_year_and_back_by_clicking_without_a_server(copy: Path, page: Page) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    # The icon may still be on its way when the next page is asked for.
    page.on("requestfailed", lambda request: faults.append(request.url) if request.failure != "net::ERR_ABORTED" else None)
    page.goto((copy / "index.html").as_uri())
    with page.expect_navigation():
        page.get_by_label("Calendar year").get_by_role("link", name="2024", exact=True).click()
    assert page.url.endswith("/met/years/2024/index.html")
    assert page.locator("h1").inner_text().startswith("2024: ")
    # The look came with it: the policy lets the stylesheet of the folder in.
    assert page.evaluate("getComputedStyle(document.querySelector('.lfr-nav ul')).display") == "flex"
    assert (page.locator("tr#arrests td").first.text_content() or "").startswith("575")
    assert page.locator("tr#arrests button").count() == 0
    with page.expect_navigation():
        page.get_by_role("link", name="LFR Statistics").first.click()
    assert unquote(page.url) == unquote((copy / "index.html").as_uri())
    for address in ("met/deployments", "met/answers", "met/letter", "search", "notebooks/accuracy", "data/check-our-work"):
        page.goto((copy / address / "index.html").as_uri())
    assert faults == []


def test_the_table_of_deployments_can_still_be_filtered(copy: Path, page: Page) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((copy / "met" / "deployments" / "index.html").as_uri())
    rows = page.locator("table.lfr tbody tr:visible")
    before = rows.count()
    page.get_by_label("Calendar year").select_option("2024")
    page.wait_for_timeout(300)
    assert 0 < rows.count() < before and faults == []
