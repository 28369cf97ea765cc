"""Breaks in a series are kept by hand: each names its force, its day and its evidence, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.charts.by_year import faces
from lfr.errors import BadData
from lfr.warehouse.figures import open_figures


@pytest.fixture
def tiny(tmp_path: Path) -> TinyProject:
    return TinyProject(tmp_path / "tiny").record("log", "csv-log", [deployment("csv-log", date="2024-12-03"), deployment("csv-log")])


def _add(project: TinyProject, line: str) -> None:
    with (project.manual / "breaks.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_a_break_is_drawn_between_the_years_it_parts(tiny: TinyProject) -> None:
    _add(tiny, "met,faces_seen,2025-01-01,another estimate is used,its letter of March")
    with built(tiny):
        figures = open_figures(tiny)
        chart = faces(figures, "met")
        assert figures.breaks("met", "faces_seen")["words"].tolist() == ["another estimate is used"]
        assert figures.breaks("met", "alerts").empty
        figures.close()
    assert "From 1 January 2025: another estimate is used." in chart.notes


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mets,faces_seen,2025-01-01,words,evidence", 'breaks.csv, line 2: unknown publisher “mets”. Did you mean "met"?'),
        ("met,faces_seen,1/1/25,words,evidence", "breaks.csv, line 2: from_date “1/1/25” is not a date. Use YYYY-MM-DD."),
        ("met,faces_seen,2025-01-01,words,", "breaks.csv, line 2: evidence is empty."),
        ("met,faces_sene,2025-01-01,words,evidence", 'breaks.csv, line 2: unknown measure “faces_sene”. Did you mean "faces_seen"?'),
    ],
)
def test_a_break_that_says_too_little_is_refused(tiny: TinyProject, line: str, said: str) -> None:
    _add(tiny, line)
    with pytest.raises(BadData) as caught, built(tiny):
        pass
    assert said in str(caught.value)
