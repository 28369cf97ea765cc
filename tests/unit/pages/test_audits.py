"""What is measured about the project itself is shown with its counts, and never as a bare share."""

from __future__ import annotations

from pathlib import Path

import pytest
from lfr.errors import LfrError
from lfr.pages import audits
from lfr.project import Project


@pytest.fixture
def measured(tmp_path: Path) -> Project:
    folder = tmp_path / "data" / "audits"
    folder.mkdir(parents=True)
    kinds = "kind,title,seeded,decidable,found,undecidable,undecidable_found,why_undecidable\n"
    (folder / "detectors.csv").write_text(kinds + "wrong_day,A <digit>,12,10,8,2,1,fits (2)\nnone,Never,0,0,0,0,0,\n", encoding="utf-8")
    (folder / "detector-checks.csv").write_text("check,title,rows,findings,right,reason\na,A.,20000,10,8,Because.\n", encoding="utf-8")
    return Project(tmp_path)


def test_a_share_stands_with_its_counts_and_its_interval(measured: Project) -> None:
    page = audits.kinds_table(measured)
    assert "8 of 10 <small>80.0 % (95 %: 49.0 % to 94.3 %)</small>" in page
    assert "no case" in page and "A &lt;digit&gt;" in page


def test_findings_that_were_no_errors_are_counted_for_ten_thousand_rows(measured: Project) -> None:
    assert ">1.0</td>" in audits.checks_table(measured)
    assert audits.rows_measured(measured) == "20,000"


@pytest.mark.parametrize("name", ["detectors", "detector-checks"])
def test_a_missing_file_names_the_command_that_makes_it(measured: Project, name: str) -> None:
    for path in (measured.data / "audits").iterdir():
        path.unlink()
    show = {"detectors": audits.kinds_table, "detector-checks": audits.checks_table}[name]
    with pytest.raises(LfrError, match="`make "):
        show(measured)
