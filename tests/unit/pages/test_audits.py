"""What is measured about the project itself is shown with its counts, and never as a bare share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lfr.errors import LfrError
from lfr.pages.shown import Macros
from lfr.project import Project
from lfr.warehouse.database import counting, prepare
from lfr.warehouse.figures import Figures


@pytest.fixture
def measured(tmp_path: Path) -> Iterator[Macros]:
    folder = tmp_path / "data" / "audits"
    folder.mkdir(parents=True)
    kinds = "kind,title,seeded,decidable,found,undecidable,undecidable_found,why_undecidable\n"
    (folder / "detectors.csv").write_text(kinds + "wrong_day,A <digit>,12,10,8,2,1,fits (2)\nnone,Never,0,0,0,0,0,\n", encoding="utf-8")
    (folder / "detector-checks.csv").write_text("check,title,rows,findings,right,reason\na,A.,20000,10,8,Because.\n", encoding="utf-8")
    with counting() as connection:
        prepare(connection)
        yield Macros(Figures(Project(tmp_path), connection), "")


def test_a_share_stands_with_its_counts_and_its_interval(measured: Macros) -> None:
    page = measured.seeded_errors()
    assert "8 of 10 <small>80.0% (95% confidence interval 49.0% to 94.3%)</small>" in page
    assert '<td class="lfr-number">none</td>' in page and "A &lt;digit&gt;" in page


def test_findings_that_were_no_errors_are_counted_for_ten_thousand_rows(measured: Macros) -> None:
    assert ">1.0</td>" in measured.right_findings()


@pytest.mark.parametrize("part", ["seeded_errors", "right_findings"])
def test_a_missing_file_names_the_command_that_makes_it(measured: Macros, part: str) -> None:
    for path in (measured.figures.project.data / "audits").iterdir():
        path.unlink()
    with pytest.raises(LfrError, match="`make "):
        getattr(measured, part)()


@pytest.mark.parametrize(("part", "whole", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433)])
def test_the_interval_is_that_of_wilson(measured: Macros, part: int, whole: int, low: float, high: float) -> None:
    assert measured.figures.wilson(part, whole) == pytest.approx((low, high), abs=1e-4)
