"""`lfr add` of a newer edition: what it names, what it keeps, what it asks the maintainer, and what the site then says."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from fixtures.documents import make_csv_log, make_pdf
from fixtures.project import TinyProject, built
from fixtures.rows import Cells, deployment, deployments
from lfr.errors import BadData, UnreadableDocument
from lfr.pages.shown import Macros
from lfr.pipeline import add
from lfr.project import Project
from lfr.records.add import Given
from lfr.warehouse.figures import Figures

KNOWN = "met-2025-to-2025-07-11"


def _printed(project: Project, source_id: str) -> list[Cells]:
    with (project.extracted / f"{source_id}.csv").open(encoding="utf-8", newline="") as file:
        return [{name: row[name] for name in list(row)[4:]} for row in csv.DictReader(file)]


def _ids(project: Project, source_id: str) -> list[str]:
    with (project.data / "deployment_ids.csv").open(encoding="utf-8", newline="") as file:
        return [row["deployment_id"] for row in csv.DictReader(file) if row["source_id"] == source_id]


@pytest.fixture
def four_changes(project: Project, tmp_path: Path) -> tuple[Project, str, list[str]]:
    """The record of 2025 issued again with four changes: the project, what `add` said, and the ids before."""
    before, rows = _ids(project, KNOWN), _printed(project, KNOWN)
    rows[9]["arrests"] = "99"
    rows[20]["location"] = "Somewhere Else, Made Up"
    del rows[30]
    rows.append(deployment("met-2025", date="16/07/25", location="Camden", watchlist_size="16400", faces_seen="4321", duration="3h 33m"))
    book = make_pdf(tmp_path / "newer.pdf", "met-2025", rows, made_on=date(2025, 8, 4))
    return project, add(project, book, Given()), before


def test_it_names_exactly_the_four_changes(four_changes: tuple[Project, str, list[str]]) -> None:
    _, said, before = four_changes
    named = [line.strip() for line in said.splitlines() if line.startswith("  ") and not line.startswith(("  notice", "  blocking"))]
    assert [line.split(":")[0] for line in named] == ["added", "changed arrests", "renamed place", "vanished"]
    assert "added: met-0325 (16/07/25, Camden), page " in named[0]
    assert named[1].startswith(f"changed arrests: {before[9]} (") and named[1].endswith("is now “99”")
    assert before[20] in named[2] and "is now “Somewhere Else, Made Up”" in named[2]
    assert before[30] in named[3] and "no longer counted" in named[3]


def test_ids_hold_and_the_older_edition_stays(four_changes: tuple[Project, str, list[str]]) -> None:
    project, _, before = four_changes
    newer = "met-2025-to-2025-07-16"
    assert _ids(project, newer) == [*before[:30], *before[31:], "met-0325"]
    assert _ids(project, KNOWN) == before
    assert _printed(project, KNOWN)[9]["arrests"] != "99" and _printed(project, newer)[9]["arrests"] == "99"


def test_the_page_shows_the_changes(four_changes: tuple[Project, str, list[str]]) -> None:
    project, _, before = four_changes
    with built(project) as warehouse:
        figures = Figures(project)
        seen = figures.edition_changes()
        page = str(Macros(figures, "").edition_changes())
        figures.close()
        counted = warehouse.rows("SELECT deployment_id, source_id, arrests FROM core.deployments WHERE deployment_year = 2025")
    was = _printed(project, KNOWN)
    assert {
        tuple("" if not isinstance(one, str) else one for one in (row.kind, row.deployment_id, row.column_name, row.was, row.now))
        for row in seen[seen["source_id"] == "met-2025-to-2025-07-16"].itertuples()
    } == {
        ("added", "met-0325", "", "", ""),
        ("changed", before[9], "arrests", was[9]["arrests"], "99"),
        ("renamed", before[20], "location", was[20]["location"], "Somewhere Else, Made Up"),
        ("vanished", before[30], "", "", ""),
    }
    assert "1 cell changed, 1 place renamed, 1 deployment added, 1 deployment vanished." in page
    assert "Somewhere Else, Made Up" in page and "superseded, kept for comparison" in page
    assert "No later edition" not in page
    # Figures come from the newest edition alone.
    by_id = {row["deployment_id"]: row for row in counted}
    assert {row["source_id"] for row in counted} == {"met-2025-to-2025-07-16"}
    assert by_id[before[9]]["arrests"] == 99 and before[30] not in by_id and "met-0325" in by_id


def test_a_deployment_added_on_a_day_already_covered_is_pointed_out(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny")
    rows = deployments("csv-log", 4, date(2025, 2, 3))
    add(project, make_csv_log(tmp_path / "log.csv", rows), Given(publisher="met"))
    late = deployment("csv-log", date="2025-02-04", location="High Street", alerts=9, faces_seen=77, watchlist_size=4, stops=1)
    said = add(project, make_csv_log(tmp_path / "later.csv", [*rows, late]), Given(publisher="met"))
    assert "added: met-0005 (2025-02-04, High Street), page 1, row 5, a day that the earlier edition already covered" in said
    with built(project):
        figures = Figures(project)
        page = str(Macros(figures, "").edition_changes())
        figures.close()
    assert "Of those added, 1 took place on days that the earlier edition already covered." in page


def test_one_edition_of_each_record_says_plainly_that_there_is_nothing_to_compare(tmp_path: Path) -> None:
    project = TinyProject(tmp_path / "tiny").record("met-a", "met-2025", deployments("met-2025", 2, date(2025, 2, 3)))
    with built(project):
        figures = Figures(project)
        page = str(Macros(figures, "").edition_changes())
        figures.close()
    assert "No later edition of its record is held yet, so nothing can be said of changes after publication." in page


@pytest.mark.parametrize(
    ("prints", "said"),
    [("3", "“3”, as it was corrected."), ("5", "“5”, and it was corrected to “3”: look at it again.")],
)
def test_a_correction_that_the_newer_edition_makes_needless_is_said_to_be_retired(tmp_path: Path, prints: str, said: str) -> None:
    project = TinyProject(tmp_path / "tiny")
    rows = deployments("csv-log", 4, date(2025, 2, 3))
    add(project, make_csv_log(tmp_path / "log.csv", rows), Given(publisher="met"))
    project.correct("met-2025-to-2025-02-09", 2, "arrests", "2", "3")
    again = [rows[0], {**rows[1], "arrests": prints}, *rows[2:], deployment("csv-log", date="2025-03-03")]
    newer = make_csv_log(tmp_path / "later.csv", again)
    lines = add(project, newer, Given(publisher="met")).splitlines()
    [found] = [line for line in lines if line.startswith("  notice: page 1, row 2, arrests: A correction that no longer applies")]
    assert found.endswith(f"Correction c-0001 was made when the cell read “2”. It is retired: the publisher now prints {said}")
    with built(project) as warehouse:
        assert warehouse.value("SELECT arrests FROM core.deployments WHERE deployment_id = 'met-0002'") == int(prints)


# -- what the maintainer decides ---------------------------------------------------------------------------------------


@pytest.fixture
def doubt(tmp_path: Path) -> tuple[TinyProject, Path, str]:
    """Two known deployments of one day, and an edition in which one row could be either. The project, the file, the refusal."""
    project = TinyProject(tmp_path / "tiny")
    rows = [*deployments("csv-log", 4, date(2025, 2, 3)), deployment("csv-log", date="2025-02-20", faces_seen=100)]
    rows.append({**rows[-1], "faces_seen": "200"})
    add(project, make_csv_log(tmp_path / "log.csv", rows), Given(publisher="met"))
    far = deployment("csv-log", date="2025-03-03", location="Oxford Circus", alerts=9, faces_seen=1, watchlist_size=2, stops=1)
    later = make_csv_log(tmp_path / "later.csv", [*rows[:4], {**rows[-1], "faces_seen": "300"}, far])
    with pytest.raises(UnreadableDocument) as caught:
        add(project, later, Given(publisher="met"))
    return project, later, str(caught.value)


def _decide(project: Project, *lines: str) -> None:
    text = "\n".join(["document,page,row,deployment_id,reason,decided_on", *lines])
    (project.manual / "edition_matches.csv").write_text(text + "\n", encoding="utf-8")


def _line(said: str, choice: str) -> str:
    """The line that the message asks for, filled in."""
    start = said.split("the line ")[1].split(",DEPLOYMENT")[0]
    return f"{start},{choice},Told apart by its time.,2026-01-06"


def test_the_refusal_says_where_and_how_to_decide(doubt: tuple[TinyProject, Path, str]) -> None:
    said = doubt[2]
    assert said.startswith("later.csv, page 1, row 5: the row differs in 1 cell from the known deployments met-0005 and met-0006")
    assert "data/manual/edition_matches.csv" in said and "with met-0005 or met-0006 or new for DEPLOYMENT" in said


@pytest.mark.parametrize(
    ("choice", "row_is", "gone"), [("met-0006", "met-0006", ["met-0005"]), ("new", "met-0007", ["met-0005", "met-0006"])]
)
def test_a_decision_is_followed(doubt: tuple[TinyProject, Path, str], choice: str, row_is: str, gone: list[str]) -> None:
    project, later, said = doubt
    _decide(project, _line(said, choice))
    told = add(project, later, Given(publisher="met"))
    assert _ids(project, "met-2025-to-2025-03-03")[4] == row_is
    assert [one for one in ("met-0005", "met-0006") if f"vanished: {one}" in told] == gone


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("met-0006", "met-0060"), 'does not list “met-0060”. Did you mean "met-0006"?'),
        ((",1,5,", ",1,9,"), "has no row 9 on page 1"),
        ((",1,5,", ",one,5,"), "page is 'one'; it should be a whole number"),
        (("Told apart by its time.", ""), "reason is empty"),
    ],
)
def test_a_decision_that_does_not_hold_is_refused(doubt: tuple[TinyProject, Path, str], change: tuple[str, str], said: str) -> None:
    project, later, refusal = doubt
    _decide(project, _line(refusal, "met-0006").replace(*change))
    with pytest.raises(BadData) as caught:
        add(project, later, Given(publisher="met"))
    assert str(caught.value).startswith("edition_matches.csv, line 2: ") and said in str(caught.value)


def test_two_rows_cannot_be_decided_to_be_one_deployment(doubt: tuple[TinyProject, Path, str]) -> None:
    project, later, refusal = doubt
    line = _line(refusal, "met-0006")
    _decide(project, line, line.replace(",1,5,", ",1,4,"))
    with pytest.raises(BadData, match="line 3: the row, or met-0006, is decided on line 2 too"):
        add(project, later, Given(publisher="met"))


def test_a_decision_about_another_document_is_left_alone(doubt: tuple[TinyProject, Path, str]) -> None:
    project, later, refusal = doubt
    _decide(project, _line(refusal, "met-0006").replace(refusal.split("the line ")[1][:12], "0" * 12))
    with pytest.raises(UnreadableDocument, match="it is not certain which is which"):
        add(project, later, Given(publisher="met"))
