"""A seed is all that a simulated project depends on, and what it is asked for is what it makes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from lfr.errors import LfrError
from lfr.lab.commands import main
from lfr.lab.simulate import slips
from lfr.lab.simulate.simulated_project import simulate_folder
from lfr.lab.simulate.slips import KINDS, read_rates


def _prints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_documents_included(tmp_path: Path) -> None:
    for name in ("a", "b"):
        simulate_folder(tmp_path / name, 2, 2, 15, 7, "usual=5", "pdf,csv,xlsx")
    assert _prints(tmp_path / "a") == _prints(tmp_path / "b")
    assert len([name for name in _prints(tmp_path / "a") if name.startswith("documents/")]) >= 5


def test_another_seed_gives_other_records(tmp_path: Path) -> None:
    for seed in (1, 2):
        simulate_folder(tmp_path / str(seed), 1, 1, 15, seed, "none", "")
    one, other = ((tmp_path / seed / "truth" / "deployments.csv").read_bytes() for seed in "12")
    assert one != other


def test_one_more_kind_of_error_leaves_the_others_where_they_were(tmp_path: Path) -> None:
    def errors(name: str, kinds: str) -> list[str]:
        simulate_folder(tmp_path / name, 2, 2, 100, 3, kinds, "")
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


def test_an_unknown_format_is_refused_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--documents", "pfd", "--out", str(tmp_path / "new")]) == 2
    assert 'Did you mean "pdf"?' in capsys.readouterr().err


def test_a_document_that_the_reader_refuses_is_named_and_its_cells_are_kept(tmp_path: Path) -> None:
    said = simulate_folder(tmp_path / "a", 1, 1, 20, 1, "cell_unreadable=1", "pdf")
    assert "Refused by the reader, as it should be" in said and "force-01-2025.pdf" in said
    assert (tmp_path / "a" / "data" / "extracted" / "force-01-2025.csv").is_file()
