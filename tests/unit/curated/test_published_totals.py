"""Totals from elsewhere: entered with their source, compared over the same days, refused where they cannot be."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployments
from lfr.curated.manual import COLUMNS, read_manual
from lfr.errors import BadData
from lfr.pages.shown import Macros
from lfr.warehouse.figures import Figures

GOOD = {
    "publisher": "met", "title": "A newspaper", "published_by": "Some paper", "published_on": "2026-01-05", "address": "https://example.org/a",
    "seen": "read", "period_from": "2025-02-01", "period_to": "2025-02-28", "measure": "arrests", "wording": "exactly", "stated": "8",
    "note": "",
}  # fmt: skip
Enter = Callable[..., TinyProject]


@pytest.fixture
def enter(tmp_path: Path) -> Enter:
    """A project with four deployments of two arrests each in February 2025, and the totals that a test states."""
    from datetime import date

    project = TinyProject(tmp_path / "tiny").record("met-a", "met-2025", deployments("met-2025", 4, date(2025, 2, 3)))

    def write(*totals: dict[str, str]) -> TinyProject:
        with (project.manual / "published_totals.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS["published_totals"], lineterminator="\n")
            writer.writeheader()
            writer.writerows({**GOOD, **total} for total in totals)
        return project

    return write


def _page(project: TinyProject) -> str:
    with built(project):
        figures = Figures(project)
        try:
            return str(Macros(figures, "").published_totals())
        finally:
            figures.close()


@pytest.mark.parametrize(
    ("total", "result"),
    [
        ({"stated": "8"}, "the same"),
        ({"stated": "6"}, "2 more here"),
        ({"stated": "9", "wording": "almost"}, "1 fewer here"),
        ({"stated": "7", "wording": "more than"}, "agrees with “more than”"),
        ({"measure": "deployments", "period_to": "2025-02-05", "stated": "2"}, "the same"),
        ({"period_from": "2025-02-20", "stated": "0"}, "the same"),
        ({"period_to": "2025-03-31", "stated": "8"}, "not covered to its end"),
    ],
)
def test_a_total_is_compared_with_what_we_count_of_the_same_days(enter: Enter, total: dict[str, str], result: str) -> None:
    assert result in _page(enter(total))


def test_without_any_total_the_page_says_so(tmp_path: Path) -> None:
    assert "No total from elsewhere has been entered yet." in _page(TinyProject(tmp_path / "tiny"))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"measure": "arrest"}, 'unknown measure “arrest”. Did you mean "arrests"?'),
        ({"publisher": "mett"}, 'Did you mean "met"?'),
        ({"wording": "roughly"}, "unknown wording “roughly”"),
        ({"stated": "1,000"}, "stated is “1,000”. Write a whole number without commas"),
        ({"period_from": "01/02/2025"}, "period_from “01/02/2025” is not a date. Use YYYY-MM-DD."),
        ({"period_to": "2025-01-01"}, "period_to lies before period_from"),
        ({"address": "ftp://example.org"}, "Write the whole address, beginning with https://"),
        ({"title": ""}, "title is empty"),
    ],
)
def test_a_line_that_does_not_hold_is_named(enter: Enter, fault: dict[str, str], said: str) -> None:
    with pytest.raises(BadData) as caught:
        read_manual(enter({}, fault))
    assert str(caught.value).startswith("published_totals.csv, line 3: ") and said in str(caught.value)
