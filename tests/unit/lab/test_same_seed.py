"""A seed is all that a simulated project depends on, and what it is asked for is what it makes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fixtures.drawn_documents import draw_and_read_back
from lfr.cli import main as check_command
from lfr.errors import LfrError
from lfr.lab.commands import main
from lfr.lab.simulate import slips
from lfr.lab.simulate.simulated_project import simulate, simulate_folder
from lfr.lab.simulate.slips import KINDS, read_rates
from lfr.project import Project

pytestmark = pytest.mark.slow  # each makes whole projects


def _prints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_documents_included(tmp_path: Path) -> None:
    for name in ("a", "b"):
        simulate(Project(tmp_path / name), 2, 2, 15, 7, read_rates("usual=5"), publish=draw_and_read_back)
    assert _prints(tmp_path / "a") == _prints(tmp_path / "b")
    assert len([name for name in _prints(tmp_path / "a") if name.startswith("documents/")]) >= 5


def test_another_seed_gives_other_records(tmp_path: Path) -> None:
    for seed in (1, 2):
        simulate_folder(tmp_path / str(seed), 1, 1, 15, seed, "none")
    one, other = ((tmp_path / seed / "truth" / "deployments.csv").read_bytes() for seed in "12")
    assert one != other


def test_one_more_kind_of_error_leaves_the_others_where_they_were(tmp_path: Path) -> None:
    def errors(name: str, kinds: str) -> list[str]:
        simulate_folder(tmp_path / name, 2, 2, 100, 3, kinds)
        return [line for line in (tmp_path / name / "truth" / "errors.csv").read_text().splitlines() if line.startswith("wrong_year")]

    assert errors("alone", "wrong_year") == errors("with", "wrong_year,key_reworded") != []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("wrong_yeer=0.1", 'unknown kind “wrong_yeer”. Did you mean "wrong_year"?'),
        ("wrong_year=often", "“often” is no rate"),
        ("wrong_year=2", "a share from 0 to 1"),
    ],
)
def test_an_unknown_kind_or_rate_is_refused_with_what_to_do(given: str, said: str) -> None:
    with pytest.raises(LfrError, match=said.replace("?", r"\?")):
        read_rates(given)


def test_usual_asks_for_every_kind_and_none_for_none() -> None:
    assert read_rates("none") == {}
    assert set(read_rates("usual")) == set(KINDS)
    assert read_rates("usual=2")["wrong_year"] == pytest.approx(2 * slips.USUAL_RATE)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    assert main(["simulate", "--out", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_cell_that_nobody_can_read_is_refused_by_the_reader(tmp_path: Path) -> None:
    refused: list[str] = []
    simulate(
        Project(tmp_path / "a"), 1, 1, 20, 1, read_rates("cell_unreadable=1"),
        publish=lambda force, folder: refused.extend(draw_and_read_back(force, folder)),
    )  # fmt: skip
    assert [one.split(",")[0] for one in refused] == ["force-01-2025.pdf"]


@pytest.mark.parametrize("seed", range(1, 11))
def test_without_errors_there_are_none_and_the_project_builds(tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    simulate_folder(tmp_path / "a", 2, 3, 10, seed, "none")
    assert (tmp_path / "a" / "truth" / "errors.csv").read_text().count("\n") == 1
    assert check_command(["--project", str(tmp_path / "a"), "check"]) == 0
