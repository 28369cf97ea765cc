"""Names that try to be scripts, templates, formulas, paths or another direction of reading stay names, in every file of the site."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from lfr.letters.letter_files import make_letter
from lfr.warehouse.figures import open_figures

from .building import build_here, copy_of_the_project
from .hostile import AWKWARD, FORMULA, IMAGE, NAMES, SCRIPT, TEMPLATE, make_hostile
from .pages import Built

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# A build of its own.
pytestmark = pytest.mark.slow


class Hostile(Built):
    """The site of the hostile project, and the places that were renamed."""

    def __init__(self, built: Built, slugs: list[str]) -> None:
        super().__init__(built.project)
        self.slugs = slugs

    def texts(self, *suffixes: str) -> Iterator[tuple[str, str]]:
        for path in sorted(self.public.rglob("*")):
            if path.suffix in suffixes:
                yield path.relative_to(self.public).as_posix(), path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    project = copy_of_the_project(tmp_path_factory.mktemp("hostile") / "project")
    slugs = make_hostile(project)
    return Hostile(build_here(project), slugs)


def test_the_names_are_shown_as_they_are_written(hostile: Hostile) -> None:
    for slug, name in zip(hostile.slugs, NAMES, strict=True):
        words = hostile.pages[f"/met/places/{slug}/"].article.text
        assert " ".join(name.split()) in words, slug


def test_every_name_has_an_address_of_its_own_whatever_it_collides_with(hostile: Hostile) -> None:
    with (hostile.public / "data" / "latest" / "deployments.csv").open(encoding="utf-8", newline="") as file:
        slugs = {line["location"].removeprefix("'"): line["place_slug"] for line in csv.DictReader(file)}
    findings = hostile.pages["/quality/findings/"].article.text
    addresses = {}
    for name in AWKWARD:
        shown = name.replace("Evil", "Printed") if name.strip("\u2003\u200b\u200f\u200e") else "not recorded"
        addresses[shown] = slugs[shown]
        [heading] = hostile.pages[f"/met/places/{slugs[shown]}/"].root.all("h1")
        assert _as_written(heading.text).endswith(_as_written(shown))
        # An empty place is a missing cell, and no name to be placed.
        assert f"Its page stands under “{slugs[shown]}”" in findings or shown == "not recorded"
    same = {addresses.pop("CAFÉ Printed"), addresses.pop("Cafe Printed"), addresses["Café Printed"]}
    assert len(same) == 1, "in another case or without its accent it is the same name"
    assert len(set(addresses.values())) == len(addresses) >= 17
    known = {path.parent.name for path in (hostile.public / "met" / "places").glob("*/index.html")}
    assert set(addresses.values()) <= known and "church-street-croydon" in known


def _as_written(name: str) -> str:
    """Without case and accents, in which two ways to write one place may differ."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(letter))


def test_no_page_has_an_element_that_a_name_brought(hostile: Hostile) -> None:
    for address, page in hostile.pages.items():
        for one in page.elements:
            where = f"{address}: <{one.tag} {one.attributes}>"
            assert not any(name.startswith("on") for name in one.attributes), where
            assert one.tag not in ("iframe", "object", "embed", "base", "form") or "evil" not in str(one.attributes).lower(), where
            assert one.attributes.get("src") != "x" and "evil.example" not in one.attributes.get("src", ""), where
            href = one.attributes.get("href", "")
            assert not href.startswith(("javascript:", "//evil", "data:")), where
            # In a letter an address is a link, and shows where it leads; a name cannot make one that says something else.
            assert "http://evil" not in href or (one.text == href and address == "/met/letter/"), where
            if one.tag == "script" and "src" not in one.attributes:
                assert one.attributes.get("type") in ("application/json", "application/ld+json"), where
            if one.tag in ("strong", "code"):
                assert one.text not in ("bold", "code"), where
            assert one.tag != "script" or "alert(" not in one.text or one.attributes["type"].endswith("json"), where


def test_no_name_is_run_by_the_template_engine(hostile: Hostile) -> None:
    for name, text in hostile.texts(".html", ".json", ".csv", ".xml", ".svg", ".md", ".txt"):
        assert "Evil 1337" not in text and "Printed 1337" not in text, name
    shown = hostile.pages[f"/met/places/{hostile.slugs[NAMES.index(TEMPLATE)]}/"].article.text
    assert "{{ 7*191 }} {% include 'x' %} {# gone #}" in shown


def test_titles_of_pages_hold_nothing_but_words(hostile: Hostile) -> None:
    for address, page in hostile.pages.items():
        for title in page.root.all("title"):
            assert title.all() == [], address
        assert len(page.root.all("head")) == len(page.root.all("body")) == 1, address


def test_every_file_stands_inside_the_site_under_a_plain_name(hostile: Hostile) -> None:
    outside = [path for path in hostile.project.root.parent.rglob("*evil*") if not path.is_relative_to(hostile.project.root)]
    assert outside == []
    for path in hostile.public.rglob("*"):
        name = path.relative_to(hostile.public).as_posix()
        assert re.fullmatch(r"[A-Za-z0-9._/@-]+", name), name
        assert len(path.name) <= 200, name
        assert not path.is_symlink(), name


def test_marks_of_direction_are_made_visible_but_for_the_data_as_printed(hostile: Hostile) -> None:
    seen = set()
    for path in sorted(hostile.public.rglob("*")):
        name = path.relative_to(hostile.public).as_posix()
        if path.suffix in (".html", ".svg", ".xml", ".ipynb", ".txt", ".md", ".js") or name == "search/index.json":
            assert not _BIDI.search(path.read_text(encoding="utf-8")), name
        elif path.suffix in (".csv", ".json") and _BIDI.search(path.read_text(encoding="utf-8")):
            seen.add(name.split("/")[0])
    assert seen <= {"data", "api", "met"} and "data" in seen, "the cell is kept as printed in the data"
    assert "⟨U+202E⟩gnp.exe" in hostile.pages["/met/deployments/"].article.text


def test_no_cell_of_a_csv_begins_as_a_formula(hostile: Hostile) -> None:
    for name, text in hostile.texts(".csv"):
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.startswith(_FORMULA) or re.fullmatch(r"-?\d+(\.\d+)?", cell), f"{name}: {cell!r}"


def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link(hostile: Hostile) -> None:
    books = list(hostile.public.rglob("*.xlsx"))
    assert books
    for path in books:
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", f"{path.name}, {sheet.title}, {cell.coordinate}"
                    assert not cell.hyperlink or "evil" not in str(cell.hyperlink.target), f"{sheet.title}, {cell.coordinate}"
        book.close()


def test_xml_and_json_can_be_read_and_say_the_names(hostile: Hostile) -> None:
    for _, text in hostile.texts(".xml", ".svg"):
        for one in ET.fromstring(text).iter():
            assert one.tag.rpartition("}")[2] not in ("script", "img", "foreignObject")
    said = ""
    for _, text in hostile.texts(".json", ".jsonld"):
        said += json.dumps(json.loads(text), ensure_ascii=False)
    assert json.dumps(SCRIPT)[1:-1] in said and json.dumps(FORMULA)[1:-1] in said and json.dumps(IMAGE)[1:-1] in said


def test_archives_hold_no_path_that_leads_out_of_them(hostile: Hostile) -> None:
    for path in hostile.public.rglob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert [name for name in archive.namelist() if name.startswith("/") or ".." in name.split("/")] == []


def test_letters_show_the_names_as_text(hostile: Hostile, tmp_path: Path) -> None:
    request = tmp_path / "request.toml"
    shown = (hostile.project.data / "foi" / "letter-example.toml").read_text(encoding="utf-8")
    request.write_text(f"reference = {json.dumps(SCRIPT)}\n{shown}", encoding="utf-8")
    files = [tmp_path / f"letter.{kind}" for kind in ("docx", "html")]
    figures = open_figures(hostile.project)
    try:
        make_letter(figures, request, files)
    finally:
        figures.close()
    html = files[1].read_text(encoding="utf-8")
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html
    with zipfile.ZipFile(files[0]) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    words = unescape("".join(ET.fromstring(text).itertext()))
    assert SCRIPT in words
    assert not _BIDI.search(words) and not _BIDI.search(html)


def test_the_script_of_the_search_writes_text_and_never_html() -> None:
    # The index holds names as they are printed; it is inert because of what its script does with them.
    for name in ("search.js", "filter.js", "ask.js", "table.js"):
        script = (Path(__file__).resolve().parents[2] / "site" / "assets" / name).read_text(encoding="utf-8")
        assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function)\b", script), name
