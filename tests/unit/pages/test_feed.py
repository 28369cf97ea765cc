"""The feed and the two CSV files: valid, the same every time, whole, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lfr.curated.library import Library, read_library
from lfr.pages import library_files
from lfr.project import Project

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@pytest.fixture(scope="module")
def published(real: Project) -> Library:
    return read_library(real)


def atom(library: Library, path: Path) -> ET.Element:
    library_files.write_feed(library, path)
    return ET.fromstring(path.read_bytes())


def rows(library: Library, folder: Path, name: str) -> list[dict[str, str]]:
    for one in ("disclosures", "documents"):
        (folder / one).mkdir()
    library_files.write_library_files(library, folder)
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"))))


def test_the_feed_has_what_atom_requires(published: Library, tmp_path: Path) -> None:
    root = atom(published, tmp_path / "feed.xml")
    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert root.find("a:author/a:name", ATOM) is not None
    for one in [root, *root.findall("a:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            [only] = one.findall(f"a:{name}", ATOM)
            assert only.text
        assert (one.findtext("a:id", "", ATOM)).startswith("urn:uuid:")
        assert MOMENT.fullmatch(one.findtext("a:updated", "", ATOM))
    assert [link.get("href") for link in root.findall("a:link[@rel='self']", ATOM)] == ["feed.xml"]
    assert len({one.text for one in root.iter(f"{{{ATOM['a']}}}id")}) == 1 + len(published.disclosures)


def test_each_entry_leads_to_its_page_from_where_the_feed_lies(published: Library, tmp_path: Path) -> None:
    root = atom(published, tmp_path / "feed.xml")
    links = {urljoin("https://example.org/met/disclosures/feed.xml", str(one.get("href"))) for one in root.findall("a:entry/a:link", ATOM)}
    assert links == {f"https://example.org/met/disclosures/{slug}/" for slug in published.disclosures}


def test_no_day_is_claimed_that_nobody_knows(published: Library, tmp_path: Path) -> None:
    found = {one.findtext("a:title", "", ATOM): one for one in atom(published, tmp_path / "feed.xml").findall("a:entry", ATOM)}
    for disclosure in published.disclosures.values():
        moment = found[f"{disclosure.reference}: {disclosure.title}"].findtext("a:published", "", ATOM)
        assert moment[:10] == (disclosure.published if len(disclosure.published) == 10 else "")


def test_two_feeds_are_the_same_to_the_byte(published: Library, tmp_path: Path) -> None:
    for name in ("one.xml", "two.xml"):
        library_files.write_feed(published, tmp_path / name)
    assert (tmp_path / "one.xml").read_bytes() == (tmp_path / "two.xml").read_bytes()


def test_an_id_stays_when_title_and_date_change(library: Callable[..., Project], tmp_path: Path) -> None:
    before = atom(read_library(library()), tmp_path / "before.xml")
    changed = library("disclosures/one.toml", 'title = "Arrests"', 'title = "<b>Other</b> & more"')
    path = changed.data / "disclosures" / "one.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("logged = 2026-11-23", "logged = 2026-12-01"), encoding="utf-8")
    after = atom(read_library(changed), tmp_path / "after.xml")
    assert before.findtext("a:entry/a:id", "", ATOM) == after.findtext("a:entry/a:id", "", ATOM)
    assert after.findtext("a:entry/a:title", "", ATOM) == "01.FOI.24.000001: <b>Other</b> & more"
    assert after.findtext("a:updated", "", ATOM) == "2026-12-01T00:00:00Z"


def test_the_csv_of_disclosures_has_one_row_a_question(published: Library, tmp_path: Path) -> None:
    found = rows(published, tmp_path, "disclosures/disclosures.csv")
    wanted = {(slug, str(one.number)) for slug, disclosure in published.disclosures.items() for one in disclosure.questions}
    assert {(row["slug"], row["question"]) for row in found} == wanted and len(found) == len(wanted)
    assert all(row["decision"] and row["answers"] and row["source"] for row in found)


def test_the_csv_of_documents_has_one_row_a_document(published: Library, tmp_path: Path) -> None:
    found = rows(published, tmp_path, "documents/documents.csv")
    assert sorted(row["id"] for row in found) == sorted(published.documents)
    assert {row["date"] for row in found} == {one.date for one in published.documents.values()}


def test_a_formula_in_a_title_stays_text_in_a_spreadsheet(library: Callable[..., Project], tmp_path: Path) -> None:
    project = library("disclosures/one.toml", 'title = "Arrests"', 'title = "=HYPERLINK(1)"')
    [row] = rows(read_library(project), tmp_path, "disclosures/disclosures.csv")
    assert row["title"] == "'=HYPERLINK(1)"
