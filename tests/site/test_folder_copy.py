"""The copy for a folder: every link names a file, it opens without a server, and what cannot work there is not shown."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lfr.pages.site.folder_copy import ROOT, for_folder, write_folder_copy

from .pages import Built, Page

pytestmark = pytest.mark.slow  # the copy is made of the whole site


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
    assert {name for name in missing if not name.startswith("search/")} <= {
        "404.html", "robots.txt", "sitemap.xml", "_headers", ".htaccess", "assets/img/card.png",
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
