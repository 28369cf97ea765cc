"""`lfr reconcile`: a workbook in, the outcome on disk, a page out; the workbook's cells stay where they are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fixtures.documents import make_csv_log, make_workbook
from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.compare.second_source import reconcile_file
from lfr.curated.registry import read_reconciliations
from lfr.errors import BadData, LfrError
from lfr.pages.shown import Macros
from lfr.warehouse.figures import Figures

DAYS = [date(2025, 2, 13), date(2025, 3, 5), date(2025, 3, 19), date(2025, 4, 24)]


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    rows = [
        deployment(
            "met-2025", date=day.strftime("%d/%m/%y"), watchlist_size=15000 + i, faces_seen=12000 + 345 * i, duration=f"5h {10 + i}m"
        )
        for i, day in enumerate(DAYS)
    ]
    return TinyProject(tmp_path / "tiny").record("met-2025-made-up", "met-2025", rows)


def _row(i: int, **cells: object) -> dict[str, object]:
    """Our i-th deployment as the workbook has it: a date where the software took one for granted, else text."""
    day = DAYS[i]
    shown: object = datetime(day.year, day.day, day.month) if day.day <= 12 else day.strftime("%d/%m/%Y")
    known = {"Date": shown, "Year": 2025, "Watchlist size": 15000 + i, "Faces seen": 12000 + 345 * i, "Duration": f"05:{10 + i}:00"}
    return {**known, **{name.replace("_", " "): value for name, value in cells.items()}}


def _reconcile(project: TinyProject, tmp_path: Path, *rows: dict[str, object], name: str = "another-count") -> str:
    book = make_workbook(tmp_path / "book.xlsx", rows)
    return reconcile_file(project, book, name, compared_on=date(2026, 1, 5))


def test_it_says_what_became_of_every_row_and_cell(project: TinyProject, tmp_path: Path) -> None:
    said = _reconcile(project, tmp_path, _row(0, Arrests="-"), _row(1), _row(2, **{"Faces_seen": 1269}), _row(3, Year=2024))
    assert "4 rows: 4 matched, 0 only there, 0 later than our records, 0 ambiguous; 0 deployments only here." in said
    assert "1  day and month swapped" in said and "1  number left out" in said
    cells = (project.data / "reconciliation" / "another-count.cells.csv").read_text(encoding="utf-8").splitlines()
    assert {"7,met-0003,faces_seen,digit_lost,12690,1269", "8,met-0004,year,year_wrong,2025,2024"} <= set(cells)


def test_the_outcome_accounts_for_rows_of_both_sides(project: TinyProject, tmp_path: Path) -> None:
    stranger = _row(0, **{"Watchlist_size": 9, "Faces_seen": 8, "Duration": "01:01:00"})
    said = _reconcile(project, tmp_path, _row(0), stranger, _row(2))
    assert "3 rows: 2 matched, 1 only there, 0 later than our records, 0 ambiguous; 2 deployments only here." in said
    [head] = read_reconciliations(project).values()
    outcomes = (project.data / "reconciliation" / "another-count.rows.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert (head.rows, [one.split(",")[0] for one in outcomes]) == (3, ["matched", "matched", "only_there", "only_here", "only_here"])


def test_cells_that_are_alike_are_not_written_down(project: TinyProject, tmp_path: Path) -> None:
    _reconcile(project, tmp_path, *(_row(i) for i in range(4)))
    written = "".join(path.read_text(encoding="utf-8") for path in (project.data / "reconciliation").iterdir())
    assert "15002" not in written and "Camden" not in written


def test_comparing_again_writes_the_same_bytes_but_keeps_what_a_person_wrote(project: TinyProject, tmp_path: Path) -> None:
    def contents() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (project.data / "reconciliation").iterdir()}

    _reconcile(project, tmp_path, *(_row(i) for i in range(4)))
    path = project.data / "reconciliation" / "another-count.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('title = "book"', 'title = "A careful count"'), encoding="utf-8")
    first = contents()
    reconcile_file(project, tmp_path / "book.xlsx", "another-count", compared_on=date(2026, 1, 5))
    assert contents() == first and b"A careful count" in first["another-count.toml"]


def test_a_record_of_ours_is_no_second_opinion(project: TinyProject, tmp_path: Path) -> None:
    log = make_csv_log(tmp_path / "log.csv")
    from lfr.pipeline import add
    from lfr.records.add import Given

    add(project, log, Given(publisher="met"))
    with pytest.raises(LfrError, match="cannot be a second opinion on itself"):
        reconcile_file(project, log, "log")


def test_an_unknown_publisher_is_named_with_the_nearest(project: TinyProject, tmp_path: Path) -> None:
    book = make_workbook(tmp_path / "book.xlsx", [_row(0)])
    with pytest.raises(BadData, match='Did you mean "met"'):
        reconcile_file(project, book, "x", publisher="mett")
    assert not (project.data / "reconciliation").exists()


def test_a_name_that_makes_no_address_is_refused(project: TinyProject, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="lower-case letters, digits and single hyphens"):
        _reconcile(project, tmp_path, _row(0), name="Another Count")


def test_a_line_lost_from_the_outcome_is_noticed_and_mended_by_comparing_again(project: TinyProject, tmp_path: Path) -> None:
    _reconcile(project, tmp_path, *(_row(i) for i in range(4)))
    path = project.data / "reconciliation" / "another-count.cells.csv"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    with (
        pytest.raises(BadData, match=r"another-count.rows.csv: 1 cells of row \d+ differ, but another-count.cells.csv lists 0"),
        built(project),
    ):
        pass
    _reconcile(project, tmp_path, *(_row(i) for i in range(4)))
    assert list(read_reconciliations(project)) == ["another-count"]


def _part(figures: Figures, part: str) -> str:
    page = Macros(figures, "")
    [one] = page.comparisons()
    return str(getattr(page, f"compared_{part}")(one))


def _page(project: TinyProject, part: str) -> str:
    with built(project):
        figures = Figures(project)
        try:
            return _part(figures, part)
        finally:
            figures.close()


def test_the_page_shows_what_would_be_wrong_and_that_both_ways_to_find_exchanged_dates_agree(project: TinyProject, tmp_path: Path) -> None:
    _reconcile(project, tmp_path, *(_row(i) for i in range(4)))
    with built(project):
        figures = Figures(project)
        periods, dates, current = (_part(figures, part) for part in ("periods", "dates", "current"))
        figures.close()
    assert "Calendar years, by its column of years: All 1 are alike." in periods
    assert "Months, by its dates as written: 2 of 4 would be wrong, if ours are right. What it would have" in periods
    assert "March 2025" in periods and "there 1" in periods and "May 2025" in periods
    assert "By comparison: 1 of 4 dates (25%)" in dates and "without our records: 1." in dates
    assert "The two ways agree in every row." in dates
    assert current.strip() == ""


def test_the_page_says_where_the_two_ways_do_not_agree(project: TinyProject, tmp_path: Path) -> None:
    # 5 March as 3 May, in a list whose next date is missing: by its order it may be either.
    _reconcile(project, tmp_path, _row(0), _row(1))
    assert "The two ways do not agree in 1 rows of the file: 6." in _page(project, "dates")


def test_the_page_says_when_our_figures_are_newer_than_the_comparison(project: TinyProject, tmp_path: Path) -> None:
    _reconcile(project, tmp_path, _row(0), _row(1))
    later = deployment("met-2025", date=(DAYS[-1] + timedelta(days=9)).strftime("%d/%m/%y"))
    project.record("met-later", "met-2025", [later])
    assert "1 deployments came into our figures after it" in _page(project, "current")


def test_a_deployment_that_a_newer_edition_left_out_stops_no_page(project: TinyProject, tmp_path: Path) -> None:
    _reconcile(project, tmp_path, *(_row(i, Faces_seen=99) for i in range(4)))
    row = deployment("met-2025", date=DAYS[0].strftime("%d/%m/%y"))
    project.record("met-newer", "met-2025", [row], supersedes="met-2025-made-up", ids=["met-0001"])
    assert "3 have vanished from the records since" in _page(project, "current")
    assert "met-0004, row 8 there" in _page(project, "differences")


def test_a_correction_that_the_second_source_bears_out_says_so(project: TinyProject, tmp_path: Path) -> None:
    project.correct("met-2025-made-up", 3, "watchlist_size", "15002", "15012")
    _reconcile(project, tmp_path, _row(0), _row(2, **{"Watchlist_size": 15012}))
    assert "the second source has the corrected value" in _page(project, "corrections")
