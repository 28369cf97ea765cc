"""Two invented forces beside the real one: a police force with a few columns, and a constabulary with most of them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fixtures.pages import shown_page
from fixtures.project import built
from lfr.cli import main
from lfr.errors import BadData
from lfr.lab.commands import main as lab
from lfr.letters.standard_answers import libraries, library_of
from lfr.pages.library_files import library_rows, write_library
from lfr.pages.shown import Macros, shown
from lfr.pages.stubs import write_pages
from lfr.project import Project, find_project
from lfr.warehouse.figures import Figures
from lfr.wording.year_words import finding_of_year, the_force

ROOT = Path(__file__).resolve().parents[3]
FORCE = """
[[publisher]]
id = "{0}"
name = "{1}"
short_name = "{1}"
records_page = "https://{0}.example/lfr/"
foi_page = "https://{0}.example/foi/"
credit = "Made up."
licence = "not stated"
"""
MARSH = [{"location": "Quay", "date": f"2024-{month:02d}-01", "alerts": "2"} for month in range(1, 13)]
MARSH[3]["alerts"] = ""
WICK = [
    {"location": "High St", "date": f"{year}-{month:02d}-{day:02d}", "platform": "van", "duration_minutes": "120", "faces_seen": "900"}
    | {"alerts": "3", "true_alerts_confirmed": "2", "true_alerts_unconfirmed": "0", "false_alerts_confirmed": "1"}
    | {"false_alerts_unconfirmed": "0", "stops": "3", "stops_accurate": "2", "arrests": "1", "threshold": "0.64"}
    for year, month, day in [(2024, 1, 1), (2024, 6, 1), (2024, 12, 31), (2025, 2, 3)]
]


@pytest.fixture(scope="module")
def forces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Figures]:
    root = tmp_path_factory.mktemp("forces") / "project"
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    project = find_project(root)
    head = (project.data / "template-log.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    for force, name, rows, end in [("marsh", "Marsh Police", MARSH, "2024-12-31"), ("wick", "Wick Constabulary", WICK, "2025-03-31")]:
        with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
            file.write(FORCE.format(force, name))
        with (root / f"{force}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head)
            writer.writeheader()
            writer.writerows(rows)
        assert main(["--project", str(root), "add", str(root / f"{force}.csv"), "--publisher", force, "--covers-to", end]) == 0
    with built(project):
        figures = Figures(project)
        write_pages(figures)
        write_library(figures)
        yield figures
        figures.close()


def stubs_of(project: Project, force: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Type and names of each page of a force."""
    for path in sorted((project.pages / force).rglob("*.md")):
        [kind] = re.findall(r"^shown_as: \"?([a-z-]+)", path.read_text(encoding="utf-8"), re.M)
        [names] = re.findall(r"^names: (.*)$", path.read_text(encoding="utf-8"), re.M)
        yield kind, json.loads(names)


def test_no_page_of_a_force_speaks_of_another_that_is_held(forces: Figures) -> None:
    for force, others in [("marsh", "Metropolitan|Wick Const"), ("wick", "Metropolitan|Marsh")]:
        seen = 0
        for kind, names in stubs_of(forces.project, force):
            page = shown(Macros(forces, f"{force}/somewhere/"), kind, names)
            text = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
            never = rf"{others}|London|Croydon|\bMet\b| (?:by|of) None |the Marsh|The Wick|not recorded true"
            assert not re.search(never, text), (kind, names)
            assert not re.search(r'href="[^"]*\bmet/', page), (kind, names)
            seen += 1
        assert seen > 40


def test_each_force_has_the_questions_in_its_own_name_and_says_what_is_not_held(forces: Figures) -> None:
    assert [one.publisher for one in libraries(forces)] == ["met", "marsh", "wick"]
    marsh = library_of(forces, "marsh").answers
    assert marsh["how-many-alerts"].short_answer.startswith("For 2024 the records of Marsh Police give: alerts 22.")
    assert "do not give: true alerts;" in marsh["how-many-alerts"].short_answer
    [claim] = marsh["how-many-alerts"].completeness
    assert (claim.level, "For 1 deployment not all of it is recorded." in claim.why) == ("partly", True)
    assert marsh["how-many-arrests"].completeness[0].level == marsh["is-it-legal"].completeness[0].level == "not held"
    assert library_of(forces, "wick").answers["how-many-arrests"].completeness[0].level == "fully"
    assert "why-nothing-changed" not in marsh and "why-nothing-changed" in library_of(forces, "met").answers


def test_each_document_is_a_row_once_and_each_answer_once_a_force(forces: Figures) -> None:
    rows = library_rows(forces)
    ids = [one["id"] for one in rows["documents"]]
    assert len(ids) == len(set(ids)) and set(ids) == set(library_of(forces, "met").documents)
    assert len(rows["disclosures"]) >= len(library_of(forces, "met").disclosures)
    assert {one["publisher"] for one in rows["answers"]} == {"met", "marsh", "wick"}


def test_a_name_has_its_article_only_where_it_has_one(forces: Figures) -> None:
    assert (the_force(forces, "met"), the_force(forces, "marsh")) == ("the Metropolitan Police", "Marsh Police")
    assert finding_of_year(forces, "marsh", 2024) == "Marsh Police used live facial recognition 12 times in 2024"
    assert finding_of_year(forces, "met", 2024).startswith("The Metropolitan Police used")


def test_home_lists_every_force_with_its_days_and_leads_to_it(forces: Figures) -> None:
    page = shown_page(forces, "home")
    assert {"/met/", "/marsh/", "/wick/", "/forces/"} <= set(page.links)
    [row] = [one.text for one in page.all("tr") if "Wick Constabulary" in one.text]
    assert "1 January 2024" in row and "31 March 2025" in row and " 2024 " in row


def test_forces_stand_side_by_side_only_where_their_records_count_the_same(forces: Figures) -> None:
    page = shown_page(forces, "forces")
    rows = {row.all("th")[0].text: row.text for row in page.all("table")[1].all("tr")[1:]}
    assert set(rows) == {"Metropolitan Police", "Marsh Police", "Wick Constabulary"}
    assert "not comparable 22: not recorded for 1 deployment" in rows["Marsh Police"]
    assert "not comparable 1,241 to 1,276: estimated" in rows["Metropolitan Police"]
    assert rows["Wick Constabulary"].split()[2:] == ["3", "6", "h", "00", "min", "9", "6", "3", "9", "3"]
    assert "South Wales Police" in page.text


def test_the_page_of_letters_of_a_force_without_a_logged_request_asks_all_about_figures(forces: Figures) -> None:
    page = shown_page(forces, "letter", publisher="wick")
    assert "all standard questions about figures" in page.text and "Wick Constabulary" in page.text and "Metropolitan" not in page.text


def test_a_disclosure_of_a_force_without_records_is_refused(forces: Figures, tmp_path: Path) -> None:
    project = Project(tmp_path)
    shutil.copytree(forces.project.root, tmp_path, dirs_exist_ok=True)
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(FORCE.format("btp", "British Transport Police"))
    text = (project.data / "disclosures" / "bscc-foi-1225-hd.toml").read_text(encoding="utf-8")
    text = text.replace("bscc-foi-1225-hd", "btp-1").replace('publisher = "met"', 'publisher = "btp"').replace("BSCC-FOI-1225-HD", "BTP-1")
    (project.data / "disclosures" / "btp-1.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match="no record of “btp” is held"):
        write_library(Figures(project))


def test_home_and_the_page_of_forces_hold_forty_of_them(tmp_path: Path) -> None:
    project = Project(tmp_path / "forty")
    simulated = ["--publishers", "40", "--years", "1", "--per-year", "30", "--errors", "none", "--out", str(project.root)]
    assert lab(["simulate", *simulated]) == 0
    with built(project):
        figures = Figures(project)
        forces = [f"/{name}/" for name in figures.publishers()["id"]]
        home, page = shown_page(figures, "home"), shown_page(figures, "forces")
        figures.close()
    assert len(forces) == 40 and [one for one in home.links if one in forces] == forces
    assert len(page.all("table")[1].all("tr")) == 41
