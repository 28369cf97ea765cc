"""What a maintainer decided must fit what was printed, to the letter."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.project import PUBLISHERS, TinyProject
from fixtures.rows import deployment
from lfr.curated.manual import COLUMNS
from lfr.curated.rules import place_key
from lfr.curated.text_files import iter_csv
from lfr.errors import BadData
from lfr.project import Project
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import counting

Refused = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """One record of two rows, with one correction, one decision and a few places."""
    tiny = TinyProject(tmp_path / "project")
    tiny.record("met-2025", "met-2025", [deployment("met-2025"), deployment("met-2025", date="05/02/25", alerts=4)])
    tiny.correct("met-2025", 2, "alerts", "4", "3")
    tiny.decide("parts_and_total", "met-2025", 2, "alerts")
    return tiny


@pytest.fixture
def refused(project: TinyProject) -> Refused:
    """Set cells in the first line of a hand-kept file and give the sentence with which it is refused."""

    def change(name: str, **cells: str) -> str:
        path = project.manual / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        lines[0].update(cells)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        return said_of(project)

    return change


def read_all(project: Project) -> None:
    with counting() as connection:
        build_warehouse(project, connection, with_checks=False, only=("core.deployments",))


def said_of(project: Project) -> str:
    with pytest.raises(BadData) as caught:
        read_all(project)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_fits_is_taken(project: TinyProject) -> None:
    read_all(project)


def test_the_files_of_the_project_itself_fit() -> None:
    read_all(Project(Path(__file__).resolve().parents[3]))


def test_a_correction_of_a_row_that_is_not_printed(refused: Refused) -> None:
    assert refused("corrections", row="9").startswith("corrections.csv, line 2: there is no row 9 on page 1 of “met-2025”.")


def test_a_correction_of_a_document_that_is_not_registered(refused: Refused) -> None:
    assert "there is no row 2 on page 1 of “met-2026”" in refused("corrections", source_id="met-2026")


def test_a_correction_of_a_column_with_a_near_name(refused: Refused) -> None:
    assert 'line 2: “met-2025” has no column “alert”. Did you mean "alerts"?' in refused("corrections", column="alert")


@pytest.mark.parametrize("column", ["page", "layout", "source_id"])
def test_a_correction_of_what_is_not_printed(refused: Refused, column: str) -> None:
    assert f"has no column “{column}”" in refused("corrections", column=column)


def test_a_correction_without_its_column(refused: Refused) -> None:
    assert "line 2: column is empty" in refused("corrections", column="")


def test_a_correction_that_quotes_the_cell_wrongly(refused: Refused) -> None:
    said = refused("corrections", printed="40")
    assert "line 2: says that “40” is printed, but the record prints “4” (page 1, row 2, alerts). Quote the cell as printed" in said


def test_a_correction_with_an_unknown_status(refused: Refused) -> None:
    assert 'unknown status “acepted”. Did you mean "accepted"?' in refused("corrections", status="acepted")


@pytest.mark.parametrize("column", ["correction_id", "corrected", "reason", "evidence"])
def test_a_correction_that_is_not_made_in_the_open(refused: Refused, column: str) -> None:
    assert f"line 2: {column} is empty. Fill it in" in refused("corrections", **{column: "  "})


@pytest.mark.parametrize("day", ["", "06/01/2026", "2026-1-6", "soon"])
def test_a_correction_of_no_day(refused: Refused, day: str) -> None:
    assert f"decided_on “{day}” is not a date. Use YYYY-MM-DD." in refused("corrections", decided_on=day)


def test_a_correction_decided_on_a_day_that_does_not_exist(refused: Refused) -> None:
    # It reaches a DATE column later; a maintainer should not have to read what DuckDB says of it.
    assert "decided_on “2026-02-30” is not a date" in refused("corrections", decided_on="2026-02-30")


def test_two_corrections_with_one_id(project: TinyProject, refused: Refused) -> None:
    project.correct("met-2025", 1, "alerts", "3", "2")
    assert "line 3: the correction_id “c-0002” stands on line 2 too" in refused("corrections", correction_id="c-0002")


def test_one_cell_corrected_twice(project: TinyProject) -> None:
    project.correct("met-2025", 2, "alerts", "4", "5")
    assert "line 3: the same cell is corrected on line 2. Keep one, reject the other" in said_of(project)


def test_one_cell_corrected_twice_by_way_of_two_editions(project: TinyProject) -> None:
    row = deployment("met-2025", date="03/02/25")
    project.record("first", "met-2025", [row], ids=["met-0099"]).record("second", "met-2025", [row], ids=["met-0099"], supersedes="first")
    project.correct("first", 1, "alerts", "3", "5").correct("second", 1, "alerts", "3", "6")
    said = said_of(project)
    assert "line 4: the same cell is corrected on line 3" in said


@pytest.mark.parametrize("first", ["rejected", "accepted"])
def test_one_cell_corrected_twice_where_one_is_rejected(project: TinyProject, first: str) -> None:
    project.correct("met-2025", 1, "alerts", "3", "5", status=first)
    project.correct("met-2025", 1, "alerts", "3", "6", status={"rejected": "accepted", "accepted": "rejected"}[first])
    read_all(project)


def test_a_decision_on_an_unknown_document(refused: Refused) -> None:
    assert 'decisions.csv, line 2: unknown source “met-2024”. Did you mean "met-2025"?' in refused("decisions", source_id="met-2024")


def test_a_decision_on_a_row_that_is_not_printed(refused: Refused) -> None:
    assert "decisions.csv, line 2: there is no row 7 on page 1" in refused("decisions", row="7")


def test_a_decision_of_an_unknown_kind(refused: Refused) -> None:
    said = refused("decisions", decision="accepted as printed")
    assert 'unknown decision “accepted as printed”. Did you mean "accepted_as_printed"?' in said


def test_a_decision_without_its_reason(refused: Refused) -> None:
    assert "line 2: reason is empty" in refused("decisions", reason=" ")


def test_a_place_in_an_unknown_borough(refused: Refused) -> None:
    assert 'places.csv, line 2: unknown borough “Camdem”. Did you mean "Camden"?' in refused("places", borough="Camdem")


def test_a_place_that_lies_in_an_unknown_borough_too(refused: Refused) -> None:
    assert 'unknown borough “Camdem”. Did you mean "Camden"?' in refused("places", also_in="Camdem")


def test_a_place_that_lies_in_its_own_borough_too(refused: Refused) -> None:
    assert "line 2: also_in names “Camden”, which is not another borough." in refused("places", also_in="Camden")


def test_a_place_of_unknown_precision(refused: Refused) -> None:
    assert 'unknown precision “streets”. Did you mean "street"?' in refused("places", precision="streets")


@pytest.mark.parametrize("place_id", ["Camden", "camden town", "camden--town", ""])
def test_a_place_whose_id_is_no_address(refused: Refused, place_id: str) -> None:
    assert "must be lower-case letters, digits and single hyphens" in refused("places", place_id=place_id)


def test_one_place_in_two_boroughs(project: TinyProject, refused: Refused) -> None:
    project.place("CAMDEN", borough="")
    said = said_of(project)
    assert "“CAMDEN” and “Camden” (line 2) give one place two names or two boroughs. Make them agree" in said


def test_two_forces_may_have_places_of_one_id(project: TinyProject) -> None:
    path = project.manual / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        met = next(csv.DictReader(file))
    publishers = project.data / "publishers.toml"
    publishers.write_text(publishers.read_text() + PUBLISHERS.replace('"met"', '"another"'))
    other = {**met, "publisher": "another", "place": "Another High Street", "borough": ""}
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS["places"], lineterminator="\n").writerow(other)
    read_all(project)


def test_a_row_without_a_deployment_id(project: TinyProject) -> None:
    path = project.data / "deployment_ids.csv"
    path.write_text("\n".join(path.read_text().splitlines()[:-1]) + "\n")
    assert "data/extracted/met-2025.csv, page 1, row 2: the row has no deployment id. Add records with `lfr add`" in said_of(project)


def test_a_row_with_two_ids(project: TinyProject) -> None:
    with (project.data / "deployment_ids.csv").open("a") as file:
        file.write("met-0003,met-2025,1,2\n")
    assert "line 4: the row stands on line 3 too; a deployment would be counted twice" in said_of(project)


def test_a_row_that_stands_in_its_file_twice(project: TinyProject) -> None:
    """A merge kept both sides: the row would be loaded twice under one id."""
    path = project.extracted / "met-2025.csv"
    path.write_text(path.read_text() + path.read_text().splitlines()[-1] + "\n")
    assert "data/extracted/met-2025.csv, page 1, row 2: the row stands in the file twice" in said_of(project)


def test_a_row_in_the_file_of_another_document(project: TinyProject) -> None:
    path = project.extracted / "met-2025.csv"
    path.write_text(path.read_text().replace("met-2025,1,2,", "met-2024,1,2,"))
    assert "data/extracted/met-2025.csv, page 1, row 2: the source_id is “met-2024”, not that of the file" in said_of(project)


def test_an_id_on_two_rows_of_one_document(project: TinyProject) -> None:
    path = project.data / "deployment_ids.csv"
    path.write_text(path.read_text().replace("met-0002", "met-0001"))
    assert "line 3: the id stands on line 2 too" in said_of(project)


def test_an_id_of_a_row_that_is_not_printed(project: TinyProject) -> None:
    with (project.data / "deployment_ids.csv").open("a") as file:
        file.write("met-0003,met-2025,1,3\n")
    assert "line 4: there is no row 3 on page 1 of “met-2025”. Restore the file" in said_of(project)


def test_a_registered_document_without_its_cells(project: TinyProject) -> None:
    (project.extracted / "met-2025.csv").unlink()
    assert "sources.toml: “met-2025” has no data/extracted/met-2025.csv. Run `lfr extract` on the document" in said_of(project)


def test_cells_of_a_document_that_nobody_registered(project: TinyProject) -> None:
    (project.extracted / "found.csv").write_text("source_id,page,row,layout\n")
    assert "data/extracted/found.csv: no entry in sources.toml, so nobody knows where it came from" in said_of(project)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_hand_kept_file_that_is_gone(project: TinyProject, name: str) -> None:
    (project.manual / f"{name}.csv").unlink()
    assert f"start it with the header {','.join(COLUMNS[name])}" in said_of(project)


def test_a_hand_kept_file_with_another_header(project: TinyProject) -> None:
    path = project.manual / "boroughs.csv"
    path.write_text("borough,borough_code\n")
    assert "line 1: the columns must be borough_code,borough,policed_by, in this order" in said_of(project)
    path.write_text("borough_code,boroughs\n")
    assert 'line 1: unknown column “boroughs”. Did you mean "borough"?' in said_of(project)


def test_a_hand_kept_line_with_a_comma_too_many(project: TinyProject) -> None:
    with (project.manual / "boroughs.csv").open("a") as file:
        file.write("E1,Barking,Dagenham,met\n")
    assert "boroughs.csv, line 3: 4 cells instead of 3. Put text with a comma in quotes" in said_of(project)


def test_a_hand_kept_file_in_latin_1(project: TinyProject) -> None:
    path = project.manual / "boroughs.csv"
    path.write_bytes(path.read_bytes() + "E1,Café\n".encode("latin-1"))
    assert "boroughs.csv, line 3: not UTF-8." in said_of(project)


def test_the_line_of_a_message_is_the_line_in_the_file(project: TinyProject) -> None:
    # Empty lines and lines inside quotes are counted, so that an editor jumps to the right one.
    path = project.manual / "boroughs.csv"
    path.write_text('borough_code,borough,policed_by\n\nE1,"Two\nlines",met\nE2,Camden,met\n')
    assert [(number, cells["borough_code"]) for number, cells in iter_csv(path, COLUMNS["boroughs"])] == [(3, "E1"), (5, "E2")]


def test_a_place_is_looked_up_whatever_its_capitals_and_apostrophes() -> None:
    assert place_key("Tooting B’Way") == place_key("TOOTING B'way") == place_key(" Tooting  Bway. ") == "tooting bway"


def test_a_cell_corrected_in_two_editions_is_one_cell_corrected_twice(project: TinyProject) -> None:
    rows = [deployment("met-2025"), deployment("met-2025", date="05/02/25", alerts=4)]
    project.record("met-2025-again", "met-2025", rows, supersedes="met-2025", ids=["met-0001", "met-0002"])
    project.correct("met-2025-again", 2, "alerts", "4", "5")
    assert "corrections.csv, line 3: the same cell is corrected on line 2. Keep one, reject the other." in said_of(project)


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("boroughs", ["E1", "Barnet", "mett"], 'boroughs.csv, line 3: unknown publisher “mett”. Did you mean "met"?'),
        ("places", ["mett", "A", "a", "A", "", "street", "x", "", ""], 'places.csv, line 5: unknown publisher “mett”. Did you mean "met"?'),
        ("decisions", ["missing_cells", "met-2025", "", "", "alert", "accepted_as_printed", "x", "2026-01-06"], "has no column “alert”"),
        (
            "decisions",
            ["missing_cells", "met-2025", "9", "", "", "accepted_as_printed", "x", "2026-01-06"],
            "no page 9 of “met-2025”",
        ),
        ("changes", ["m", "1.0.0", "mistake", "met", "", "x", "met-2025", "", "", "alert", "x", "2026-01-06"], 'Did you mean "alerts"?'),
        (
            "changes",
            ["m", "1.0.0", "mistake", "met", "24", "x", "", "", "", "", "x", "2026-01-06"],
            "year is “24”. Write one",
        ),
        ("purpose_codes", ["print-1", "made-up", "1", "1", "Another.", ""], "the text_sha256_16 “print-1” stands on line 2 too"),
        ("moved", ["/a/", "/b/", "Renamed.", "soon"], "decided_on “soon” is not a date"),
    ],
)
def test_a_name_that_is_not_known_is_refused(project: TinyProject, name: str, line: list[str], said: str) -> None:
    with (project.manual / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(line)
    assert said in said_of(project)
