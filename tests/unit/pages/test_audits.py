"""What is measured about the project itself is shown with its counts, and never as a bare share."""

from __future__ import annotations

import json
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
    stage = {"name": "load", "seconds": 2.0, "cpu_seconds": 1.5, "peak_mib": 170}
    scale = {"times": 1, "forces": 1, "rows": 286, "seconds": 20.0, "cpu_seconds": 18.0, "peak_mib": 300, "seconds_no_change": 1.2}
    scale |= {"peak_mib_together": 520, "seconds_correction": 6.5}
    scale |= {"seconds_yearly_figures": 0.3, "pages": 325, "output_mib": 13.0, "stages": [stage, stage, stage | {"name": "notebooks"}]}
    big = scale | {"times": 1000, "rows": 286000, "pages": None, "output_mib": None, "seconds_no_change": None, "seconds_correction": None}
    (folder / "benchmarks.json").write_text(json.dumps({"machine": {"processors": 2}, "scales": [scale, big]}), encoding="utf-8")
    return Project(tmp_path)


def test_a_share_stands_with_its_counts_and_its_interval(measured: Project) -> None:
    page = audits.kinds_table(measured)
    assert "8 of 10 <small>80.0 % (95 %: 49.0 % to 94.3 %)</small>" in page
    assert "no case" in page and "A &lt;digit&gt;" in page


def test_findings_that_were_no_errors_are_counted_for_ten_thousand_rows(measured: Project) -> None:
    assert ">1.0</td>" in audits.checks_table(measured)
    assert audits.rows_measured(measured) == "20,000"


def test_a_scale_without_its_pages_says_so(measured: Project) -> None:
    page = audits.speed_table(measured)
    assert "1,000 times the real data, without the pages" in page and page.count("not measured") == 4
    assert ">6.5 s<" in page and "300 MiB <small>520 MiB all processes together</small>" in page
    assert "3.0 s <small>170 MiB</small>" in audits.stages_table(measured)
    assert "Notebooks" not in audits.stages_table(measured), "they run beside the stages, and their time is not that of one"


def test_how_it_is_served_says_its_errors(measured: Project) -> None:
    assert audits.serving_sentence(measured) == "How fast it is served has not been measured."
    path = measured.data / "audits" / "benchmarks.json"
    served = {"pages": 336, "seconds": 10.05, "requests": 412345, "errors": 0, "requests_per_second": 41029}
    for errors, said in ((0, "336 pages in turn, none of them with an error."), (12, "336 pages in turn, 12 of them with an error.")):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"serving": served | {"errors": errors}}))
        assert "41,029 requests a second" in audits.serving_sentence(measured) and said in audits.serving_sentence(measured)


@pytest.mark.parametrize("name", ["detectors", "detector-checks", "benchmarks"])
def test_a_missing_file_names_the_command_that_makes_it(measured: Project, name: str) -> None:
    for path in (measured.data / "audits").iterdir():
        path.unlink()
    show = {"detectors": audits.kinds_table, "detector-checks": audits.checks_table, "benchmarks": audits.speed_table}[name]
    with pytest.raises(LfrError, match="`make "):
        show(measured)
