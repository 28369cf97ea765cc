"""The copy for a folder: every link names a file, it opens without a server, and what cannot work there is not shown."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lfr.publish.folder_copy import ROOT, for_folder, write_folder_copy

from .pages import Built, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def copy(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy as a reader has it after unpacking, in a folder with a name that needs care."""
    folder = tmp_path_factory.mktemp("a reader's folder & more")
    write_folder_copy(built.project)
    with zipfile.ZipFile(built.project.build / f"{ROOT}.zip") as archive:
        archive.extractall(folder)
    return folder / ROOT


def test_the_same_site_gives_the_same_bytes(built: Built, copy: Path) -> None:
    packed = built.project.build / f"{ROOT}.zip"
    before = packed.read_bytes()
    write_folder_copy(built.project)
    assert packed.read_bytes() == before
    assert {entry.date_time for entry in zipfile.ZipFile(packed).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_link_and_every_part_of_a_page_is_a_file_of_the_copy(copy: Path) -> None:
    checked, lost = 0, []
    for path in sorted(copy.rglob("*.html")):
        page = Page("/" + path.relative_to(copy).as_posix(), path)
        for element in page.elements:
            for name in ("href", "src"):
                link = element.attributes.get(name, "")
                if not link or link.startswith("#") or re.match(r"[a-z]+:", link):
                    continue
                checked += 1
                target = page.leads_to(re.sub(r"[?#].*", "", link))[0]
                if not (copy / target.lstrip("/")).is_file() or link.startswith("/"):
                    lost.append((page.address, link))
    assert checked > 10_000 and lost == []


def test_every_page_and_every_download_of_the_site_is_in_the_copy(built: Built, copy: Path) -> None:
    def names(root: Path) -> set[str]:
        return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}

    missing = names(built.public) - names(copy)
    assert {name for name in missing if not name.startswith(("assets/cards/", "search/"))} <= {
        "404.html", "robots.txt", "sitemap.xml", "_headers", ".htaccess",
    }  # fmt: skip
    assert names(copy) - names(built.public) == {"README.txt"}
    assert (copy / "data" / "latest" / "deployments.csv").read_bytes() == (built.public / "data/latest/deployments.csv").read_bytes()


def test_what_needs_a_server_is_not_there_and_says_so(copy: Path) -> None:
    for path in copy.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert 'class="lfr-search"' not in html, path
        for source in re.findall(r'<script[^>]* src="([^"]+)"', html):
            assert "fetch(" not in (path.parent / source).resolve().read_text(encoding="utf-8"), (path, source)
    assert "has no search" in (copy / "search" / "index.html").read_text(encoding="utf-8")
    assert "opened from a folder, this page cannot be changed" in (copy / "met" / "letter" / "index.html").read_text(encoding="utf-8")


def test_a_link_gets_the_name_of_its_file_and_others_stay() -> None:
    files = {"index.html", "met/years/2024/index.html", "met/years/index.html", "data/a b.csv"}
    page = (
        '<a href="../2024/#rows">1</a><a href="./?x=1&amp;y=2">2</a><a href="../../..">3</a><a href="#rows">4</a>'
        '<a href="https://example.org/">5</a><a href="../../../data/a%20b.csv">6</a><code>&lt;a href="../"&gt;</code>'
    )
    made = for_folder(page, "met/years/2024/index.html", files)
    assert re.findall(r'<a href="([^"]*)"', made) == [
        "../2024/index.html#rows", "./index.html?x=1&amp;y=2", "../../../index.html", "#rows", "https://example.org/",
        "../../../data/a%20b.csv",
    ]  # fmt: skip
    assert made.endswith('<code>&lt;a href="../"&gt;</code>')


# On a machine without Chromium these tests are not there; the header of the run says so (tests/conftest.py).
if CHROMIUM:
    from playwright.sync_api import sync_playwright

    @pytest.fixture(scope="module")
    def page() -> Iterator[Any]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            yield browser.new_page(viewport={"width": 1280, "height": 900})
            browser.close()

    def test_from_home_to_a_year_and_back_by_clicking_without_a_server(copy: Path, page: Any) -> None:
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        # The icon may still be on its way when the next page is asked for.
        page.on("requestfailed", lambda request: faults.append(request.url) if request.failure != "net::ERR_ABORTED" else None)
        page.goto((copy / "index.html").as_uri())
        with page.expect_navigation():
            page.get_by_role("link", name="2024: every figure").click()
        assert page.url.endswith("/met/years/2024/index.html")
        assert page.locator("h1").inner_text() == "Metropolitan Police, 2024"
        # The look came with it: the policy lets the stylesheet of the folder in.
        assert page.evaluate("getComputedStyle(document.querySelector('.lfr-nav ul')).display") == "flex"
        assert page.locator("tr#arrests td").first.inner_text() == "575"
        assert page.locator("tr#arrests button").count() == 0
        with page.expect_navigation():
            page.get_by_role("link", name="LFR Statistics").first.click()
        assert unquote(page.url) == unquote((copy / "index.html").as_uri())
        for address in ("met/deployments", "met/answers", "met/letter", "search", "notebooks/accuracy", "data/check-our-work"):
            page.goto((copy / address / "index.html").as_uri())
        assert faults == []

    def test_the_table_of_deployments_can_still_be_filtered(copy: Path, page: Any) -> None:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((copy / "met" / "deployments" / "index.html").as_uri())
        rows = page.locator("table.lfr tbody tr:visible")
        before = rows.count()
        page.get_by_label("Calendar year").select_option("2024")
        page.wait_for_timeout(300)
        assert 0 < rows.count() < before and faults == []
