"""From a document that comes in to yearly figures: `lfr add`, then the warehouse, and no step between."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fixtures.documents import make_csv_log, make_pdf
from fixtures.project import Warehouse
from lfr.cli import main
from lfr.errors import UndecidedFindings
from lfr.pipeline import add, make_warehouse
from lfr.project import Project
from lfr.records.add import Given
from lfr.warehouse.database import reading
from lfr.warehouse.figures import open_figures
from lfr.wording.year_words import yearly_table

from .records.test_intake import FORCE, KNOWN, _cells_of, _contents

ROOT = Path(__file__).resolve().parents[2]
LATER = "met-2025-to-2025-07-20"


@contextmanager
def _built(project: Project) -> Iterator[Warehouse]:
    connection = reading(project.warehouse)
    yield Warehouse(project, connection)
    connection.close()


@contextmanager
def _warehouse(project: Project) -> Iterator[Warehouse]:
    """The warehouse as `lfr build` makes it, stopping on what is undecided."""
    make_warehouse(project, project.warehouse)
    with _built(project) as warehouse:
        yield warehouse


def _edition(project: Project, path: Path, changes: dict[int, dict[str, str]], added: list[dict[str, str]]) -> Path:
    """The record of 2025 once more, with some cells changed (by position of the row) and rows added at its end."""
    rows = [{**cells, **changes.get(number, {})} for number, cells in enumerate(_cells_of(project, KNOWN), start=1)]
    return make_pdf(path, "met-2025", [*rows, *({**rows[0], **one} for one in added)], made_on=date(2025, 8, 4))


@dataclass
class Added:
    project: Project
    said: str
    before: dict[str, bytes]


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Added:
    """A later edition: the same rows, one place renamed, one cell changed, two deployments more. Added, and built from, once."""
    folder = tmp_path_factory.mktemp("added")
    shutil.copytree(ROOT / "data", folder / "project" / "data")
    project = Project(folder / "project")
    changes = {6: {"location": "Wembley Central Station"}, 10: {"arrests": "2"}}
    new = [{"date": "16/07/25", "location": "Camden"}, {"date": "20/07/25", "location": "A place not seen before"}]
    path = _edition(project, folder / "edition.pdf", changes, new)
    before = _contents(project)
    said = add(project, path, Given())
    make_warehouse(project, project.warehouse)
    return Added(project, said, before)


def _lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_later_edition_gives_ids_only_to_what_is_new(added: Added) -> None:
    ids = {row[1]: [] for row in _lines(added.project.data / "deployment_ids.csv")[1:]}
    for deployment_id, source_id, *_ in _lines(added.project.data / "deployment_ids.csv")[1:]:
        ids[source_id].append(deployment_id)
    assert ids[LATER] == [*ids[KNOWN], "met-0325", "met-0326"]
    assert "112 known deployments keep their ids, 2 new deployments (met-0325 to met-0326)" in added.said


def test_a_later_edition_names_exactly_what_it_changed(added: Added) -> None:
    named = [line.strip() for line in added.said.splitlines() if line.strip().startswith(("renamed", "changed", "vanished"))]
    assert named == [
        "renamed place: met-0218 (14/01/25): “Wembley Central” is now “Wembley Central Station”",
        "changed arrests: met-0222 (22/01/25): “1” is now “2”",
    ]


def test_a_later_edition_touches_no_other_file(added: Added) -> None:
    after = _contents(added.project)
    assert set(added.before) <= set(after)
    changed = {name for name in after if added.before.get(name) != after[name]}
    assert changed == {"deployment_ids.csv", "sources.toml", f"extracted/{LATER}.csv"}
    for name in ("deployment_ids.csv", "sources.toml"):
        assert after[name].startswith(added.before[name].rstrip(b"\n")), name


def test_a_build_after_a_later_edition_needs_no_other_step(added: Added) -> None:
    with _built(added.project) as now:
        counts = {year: now.figure(year, "deployments")["value"] for year in range(2020, 2026)}
        arrests = now.figure(2025, "arrests")["value"]
        label = now.figure(2025, "deployments")["label"]
    assert counts == {2020: 3, 2021: 0, 2022: 6, 2023: 23, 2024: 180, 2025: 112 + 2}
    assert arrests == 510 + 1 + 4 + 4
    assert label == "2025, to 20 July"


def test_the_table_that_a_build_prints_marks_the_part_year_and_both_values(added: Added) -> None:
    figures = open_figures(added.project)
    table = yearly_table(figures)
    figures.close()
    assert "Metropolitan Police Service, by calendar year" in table
    assert "2025, to 20 July" in table
    assert "2023, deployments: 23 (24 before correction)" in table


def _correction(now: Warehouse, number: str) -> dict[str, Any]:
    [found] = now.rows(
        "SELECT corrections.is_applied, corrections.is_retired, deployments.watchlist_size, deployments.source_id"
        " FROM core.corrections JOIN core.deployments USING (deployment_id) WHERE correction_id = ?",
        number,
    )
    return found


def test_a_correction_is_carried_to_an_edition_that_prints_the_same(added: Added) -> None:
    expected = {"is_applied": True, "is_retired": False, "watchlist_size": 16199, "source_id": LATER}
    with _built(added.project) as now:
        assert _correction(now, "c-0002") == expected


@pytest.mark.slow
@pytest.mark.parametrize("now_printed", [16199, 17001])
def test_a_correction_is_retired_by_an_edition_that_prints_something_else(project: Project, tmp_path: Path, now_printed: int) -> None:
    [line] = [row for row in _lines(project.manual / "corrections.csv") if row[0] == "c-0002"]
    position = [row[1:3] for row in _lines(project.extracted / f"{KNOWN}.csv")[1:]].index(line[2:4]) + 1
    path = _edition(project, tmp_path / "edition.pdf", {position: {"watchlist_size": str(now_printed)}}, [{"date": "20/07/25"}])
    add(project, path, Given())
    expected = {"is_applied": False, "is_retired": True, "watchlist_size": now_printed, "source_id": LATER}
    with _warehouse(project) as now:
        assert _correction(now, "c-0002") == expected
        [finding] = now.findings("retired_corrections")
    assert finding["detail"].startswith("Correction c-0002 was made when the cell read “19199”.")


def test_a_log_of_a_new_force_comes_in_with_one_entry(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(FORCE)
    rows = [{"date": "2024-02-03"}, {"date": "2024-03-05", "alerts": "", "arrests": "7"}, {"date": "2025-02-10", "watchlist_size": "7500"}]
    log = make_csv_log(tmp_path / "log.csv", rows)
    assert main(["--project", str(project.root), "add", str(log), "--publisher", "south-wales", "--covers-to", "2025-03-31"]) == 0
    assert "a new record: 3 new deployments (south-wales-0001 to south-wales-0003)" in capsys.readouterr().out
    with _warehouse(project) as now:
        found = now.rows(
            "SELECT year, measure, value, label FROM answers.yearly_figures WHERE publisher = 'south-wales'"
            " AND measure IN ('deployments', 'arrests', 'duration_minutes') ORDER BY measure, year"
        )
        assert [(row["measure"], row["year"], row["value"]) for row in found] == [
            ("arrests", 2024, 9), ("arrests", 2025, 2), ("deployments", 2024, 2), ("deployments", 2025, 1),
            ("duration_minutes", 2024, 600), ("duration_minutes", 2025, 300),
        ]  # fmt: skip
        assert {row["label"] for row in found} == {"2024, from 3 February", "2025, to 31 March"}
        assert now.figure(2024, "deployments")["value"] == 180


def test_stops_that_a_log_prints_are_not_called_not_printed(project: Project, tmp_path: Path) -> None:
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(FORCE)
    log = make_csv_log(tmp_path / "log.csv", [{"date": "2024-02-03", "stops": "2", "stops_accurate": "1"}])
    add(project, log, Given(publisher="south-wales"))
    with _warehouse(project) as now:
        [stops] = now.rows("SELECT value, basis FROM answers.yearly_figures WHERE publisher = 'south-wales' AND measure = 'stops_upper'")
    assert stops["value"] == 2
    assert stops["basis"] not in ("least_of_three", "greatest_of_three")


@pytest.fixture
def doubtful(project: Project, tmp_path: Path) -> Project:
    """An edition whose last row but one is printed with the year before."""
    new = [{"date": "14/07/25"}, {"date": "16/07/24"}, {"date": "20/07/25"}]
    said = add(project, _edition(project, tmp_path / "edition.pdf", {}, new), Given())
    assert "`lfr build` stops until each blocking finding is corrected or accepted in data/manual/." in said
    assert [line for line in said.splitlines() if line.startswith("  blocking: ") and "“16/07/24”" in line]
    return project


def _undecided(project: Project) -> list[str]:
    """The names of the checks that stop a build."""
    with pytest.raises(UndecidedFindings) as caught:
        make_warehouse(project, project.warehouse)
    return [line.rsplit("[", 1)[1].rstrip("]") for line in str(caught.value).splitlines() if line.startswith(LATER)]


def _append(path: Path, cells: list[str]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(cells)


def _printed_at(project: Project) -> list[str]:
    [line] = [row for row in _lines(project.extracted / f"{LATER}.csv") if "16/07/24" in row]
    return line[1:3]


@pytest.mark.slow
def test_a_doubtful_date_stops_the_build_until_it_is_corrected(doubtful: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(doubtful.root), "build"]) == 5
    assert "“16/07/24”" in capsys.readouterr().err
    assert not doubtful.warehouse.exists() and not doubtful.public.exists()
    decided = ["c-0003", LATER, *_printed_at(doubtful), "date", "16/07/24", "16/07/25", "accepted", "A slip.", "Its place.", "2025-08-05"]
    _append(doubtful.manual / "corrections.csv", decided)
    with _warehouse(doubtful) as now:
        assert now.figure(2025, "deployments")["value"] == 112 + 3
        assert now.figure(2025, "deployments")["value_as_published"] == 112 + 2


@pytest.mark.slow
def test_a_doubtful_date_stops_the_build_until_it_is_accepted_as_printed(doubtful: Project) -> None:
    for check in _undecided(doubtful):
        decided = [check, LATER, *_printed_at(doubtful), "date", "accepted_as_printed", "Looked at.", "2025-08-05"]
        _append(doubtful.manual / "decisions.csv", decided)
    with _warehouse(doubtful) as now:
        assert now.figure(2025, "deployments")["value"] == 112 + 2
