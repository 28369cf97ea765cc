"""`lfr add`: what comes in, what is refused, and that a refusal leaves no trace under data/."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from fixtures.documents import make_csv_log, make_letter, make_pdf, make_workbook
from fixtures.project import TinyProject
from fixtures.rows import Cells, deployment, deployments
from lfr.errors import BadData, LfrError, UnreadableDocument
from lfr.pipeline import add
from lfr.project import Project
from lfr.records.add import Given

KNOWN = "met-2025-to-2025-07-11"
FORCE = """
[[publisher]]
id = "south-wales"
name = "South Wales Police"
short_name = "South Wales Police"
records_page = "https://example.org/records"
foi_page = "https://example.org/foi"
credit = "Made up."
licence = "not stated"
"""


def _contents(project: Project) -> dict[str, bytes]:
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in sorted(project.data.rglob("*")) if path.is_file()}


def _cells_of(project: Project, source_id: str) -> list[Cells]:
    with (project.extracted / f"{source_id}.csv").open(encoding="utf-8", newline="") as file:
        return [{name: row[name] for name in list(row)[4:]} for row in csv.DictReader(file)]


def _refused(project: Project, path: Path, given: Given, kind: type[LfrError] = UnreadableDocument) -> str:
    """What `add` says of a document it refuses, having changed nothing."""
    before = _contents(project)
    with pytest.raises(kind) as caught:
        add(project, path, given)
    assert _contents(project) == before
    return str(caught.value)


@pytest.fixture
def log_project(tmp_path: Path) -> Project:
    """A project with one small record, added as its maintainer would."""
    project = TinyProject(tmp_path / "tiny")
    rows = deployments("csv-log", 4, date(2025, 2, 3))
    add(project, make_csv_log(tmp_path / "log.csv", rows), Given(publisher="met", title="Our log"))
    return project


def test_a_copy_of_a_known_document_changes_nothing_and_says_so(log_project: Project, tmp_path: Path) -> None:
    shutil.copyfile(tmp_path / "log.csv", tmp_path / "the same again.csv")
    before = _contents(log_project)
    said = add(log_project, tmp_path / "the same again.csv", Given(publisher="met"))
    assert said.startswith("the same again.csv is already registered as “met-2025-to-2025-02-09”")
    assert said.endswith("Nothing changed.")
    assert _contents(log_project) == before


def test_a_known_record_saved_again_with_other_bytes_changes_nothing_and_says_so(project: Project, tmp_path: Path) -> None:
    again = make_pdf(tmp_path / "again.pdf", "met-2025", _cells_of(project, KNOWN), made_on=date(2025, 8, 4))
    before = _contents(project)
    said = add(project, again, Given())
    assert said == f"again.pdf prints the same 112 deployments as “{KNOWN}”, cell by cell. Nothing changed."
    assert _contents(project) == before


def test_an_edition_with_fewer_rows_is_refused(project: Project, tmp_path: Path) -> None:
    short = make_pdf(tmp_path / "short.pdf", "met-2025", _cells_of(project, KNOWN)[:-3], made_on=date(2025, 8, 4))
    said = _refused(project, short, Given())
    assert f"lists 3 deployments fewer than “{KNOWN}” and no new ones" in said
    assert "Nothing was changed" in said


def test_a_row_that_could_be_either_of_two_known_deployments_is_refused(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny")
    rows = [*deployments("csv-log", 4, date(2025, 2, 3)), deployment("csv-log", date="2025-02-20", faces_seen=100)]
    rows.append({**rows[-1], "faces_seen": "200"})
    add(project, make_csv_log(tmp_path / "log.csv", rows), Given(publisher="met"))
    later = [*rows[:4], {**rows[-1], "faces_seen": "300"}, deployment("csv-log", date="2025-03-03", location="Camden", alerts=9)]
    said = _refused(project, make_csv_log(tmp_path / "later.csv", later), Given(publisher="met"))
    assert said.startswith("later.csv, page 1, row 5: ")
    assert "met-0005" in said and "met-0006" in said


def test_one_document_that_repeats_two_records_is_refused(log_project: Project, tmp_path: Path) -> None:
    more = deployments("csv-log", 3, date(2025, 9, 1), location="Camden")
    add(log_project, make_csv_log(tmp_path / "more.csv", more), Given(publisher="met"))
    both = make_csv_log(tmp_path / "both.csv", [*deployments("csv-log", 4, date(2025, 2, 3)), *more])
    said = _refused(log_project, both, Given(publisher="met"))
    assert "repeats deployments of met-2025-to-2025-02-09 and met-2025-to-2025-09-05" in said
    assert "--edition-of" in said


def test_an_unreadable_document_leaves_no_trace(project: Project, tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "whole.pdf", "met-2025", deployments("met-2025", 3, date(2025, 5, 12)), made_on=date(2025, 8, 4))
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole.read_bytes()[:900])
    broken = make_csv_log(tmp_path / "broken.csv", [{}, {"alerts": "many"}])
    assert "letter.pdf" in _refused(project, make_letter(tmp_path / "letter.pdf"), Given())
    assert "cut.pdf" in _refused(project, cut, Given())
    assert "broken.csv, line 3, column “alerts”" in _refused(project, broken, Given(publisher="met"))


def test_a_document_that_cannot_be_taken_whole_leaves_no_trace(project: Project, tmp_path: Path) -> None:
    """The fault shows only in the draft, after everything has been written there."""
    (project.manual / "places.csv").write_text("not,the,columns\n", encoding="utf-8")
    log = make_csv_log(tmp_path / "log.csv", [{"date": "2025-06-01"}])
    assert "places.csv, line 1" in _refused(project, log, Given(publisher="met"), BadData)


def test_the_compiled_workbook_is_no_source(project: Project, tmp_path: Path) -> None:
    said = _refused(project, make_workbook(tmp_path / "book.xlsx"), Given(publisher="met"))
    assert "a second opinion, not a source of figures" in said and "`lfr extract`" in said


def test_a_log_without_a_publisher_asks_for_it(project: Project, tmp_path: Path) -> None:
    said = _refused(project, make_csv_log(tmp_path / "log.csv"), Given(), LfrError)
    assert "Add --publisher ID." in said and "met" in said


def test_an_unknown_publisher_is_named_with_the_nearest_known_one(project: Project, tmp_path: Path) -> None:
    said = _refused(project, make_csv_log(tmp_path / "log.csv"), Given(publisher="mett"), BadData)
    assert said.startswith('unknown publisher “mett”. Did you mean "met"?')
    assert "data/publishers.toml" in said


def test_a_printed_layout_cannot_be_given_to_another_force(project: Project, tmp_path: Path) -> None:
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(FORCE)
    record = make_pdf(tmp_path / "record.pdf", "met-2025", deployments("met-2025", 3, date(2025, 5, 12)), made_on=date(2025, 8, 4))
    assert "a layout of “met”, not of “south-wales”" in _refused(project, record, Given(publisher="south-wales"), LfrError)


def test_an_unknown_record_to_continue_is_named_with_the_nearest_known_one(log_project: Project, tmp_path: Path) -> None:
    log = make_csv_log(tmp_path / "new.csv", [{"date": "2025-06-01"}])
    said = _refused(log_project, log, Given(publisher="met", edition_of="met-2052"), BadData)
    assert 'unknown record “met-2052”. Did you mean "met-2025"?' in said


def test_what_the_maintainer_says_of_a_document_is_registered(log_project: Project) -> None:
    text = (log_project.data / "sources.toml").read_text(encoding="utf-8")
    assert 'title = "Our log"' in text
    assert 'url = "not stated"' in text
    assert "covers_from = 2025-02-03\ncovers_to = 2025-02-09\n" in text
