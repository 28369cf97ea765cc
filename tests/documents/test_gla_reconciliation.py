"""What was committed about the London Assembly workbook, counted again from the workbook and the extracted records in another way.

Nothing here uses the package: openpyxl and plain dictionaries, with a rule of its own for which row is which.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTCOME = ROOT / "data" / "reconciliation"
NAME = "london-assembly-workbook"
Sheet = dict[int, dict[str, Any]]
Printed = dict[str, dict[str, str]]
Pairs = dict[int, str]


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sheet(records: Path) -> Sheet:
    """The workbook's rows by their number, as openpyxl gives them."""
    book = openpyxl.load_workbook(records / "gla-lfr-deployments.xlsx", data_only=True)
    table = list(book["Deployment Data"].iter_rows(values_only=True))
    found = {}
    for number, cells in enumerate(table[4:], start=5):
        line = dict(zip((str(name).strip() for name in table[3] if name), cells, strict=False))
        if line["Date"] is not None:
            found[number] = line
    return found


@pytest.fixture(scope="module")
def printed() -> Printed:
    """Every printed row by deployment id."""
    rows = {
        (r["source_id"], r["page"], r["row"]): r for path in (ROOT / "data" / "extracted").glob("met-20*[0-9].csv") for r in _lines(path)
    }
    return {one["deployment_id"]: rows[one["source_id"], one["page"], one["row"]] for one in _lines(ROOT / "data" / "deployment_ids.csv")}


def _number(cell: object) -> str:
    return str(cell).replace(",", "").strip()


@pytest.fixture(scope="module")
def pairs(sheet: Sheet, printed: Printed) -> Pairs:
    """Which row is which, by watchlist and faces seen alone; what is left, by watchlist and year."""
    by_numbers = {(_number(r["watchlist_size"]), _number(r["faces_seen"])): one for one, r in printed.items()}
    assert len(by_numbers) == len(printed), "the two numbers tell every deployment apart"
    found = {number: by_numbers.get((_number(r["Watchlist size"]), _number(r["Faces seen"])), "") for number, r in sheet.items()}
    for number in [number for number, one in found.items() if not one]:
        size = _number(sheet[number]["Watchlist size"])
        [found[number]] = [one for one, r in printed.items() if _number(r["watchlist_size"]) == size and one not in found.values()]
    return found


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(2000 + int(year), int(month), int(day))


def test_every_row_of_the_workbook_is_accounted_for_with_the_same_partner(pairs: Pairs) -> None:
    committed = {int(r["their_row"]): r["deployment_id"] for r in _lines(OUTCOME / f"{NAME}.rows.csv") if r["outcome"] == "matched"}
    assert committed == pairs
    assert len(committed) == 252


def test_the_deployments_only_here_are_those_without_a_partner(pairs: Pairs, printed: Printed) -> None:
    committed = {r["deployment_id"] for r in _lines(OUTCOME / f"{NAME}.rows.csv") if r["outcome"] == "only_here"}
    assert committed == printed.keys() - set(pairs.values())
    assert min(_day(printed[one]["date"]) for one in committed) == date(2025, 3, 19)


def test_more_than_a_third_of_its_dates_have_day_and_month_exchanged(sheet: Sheet, pairs: Pairs, printed: Printed) -> None:
    exchanged = set()
    for number, one in pairs.items():
        cell, day = sheet[number]["Date"], _day(printed[one]["date"])
        if one == "met-0122":  # Dalston: the record misprints the year, which c-0001 corrects
            day = date(2024, 7, 11)
        if isinstance(cell, datetime) and cell.date() != day:
            assert (cell.year, cell.month, cell.day) == (day.year, day.day, day.month)
            exchanged.add(number)
        elif not isinstance(cell, datetime):
            assert datetime.strptime(cell, "%d/%m/%Y").date() == day
    cells = _lines(OUTCOME / f"{NAME}.cells.csv")
    assert {int(c["their_row"]) for c in cells if c["kind"] == "day_and_month_swapped"} == exchanged
    assert len(exchanged) == 94 and len(exchanged) * 3 > len(sheet)


def test_the_workbook_alone_gives_the_same_exchanged_dates(sheet: Sheet) -> None:
    # Another rule than the package's: every cell that is a date, but for those whose day is their month.
    alone = {n for n, r in sheet.items() if isinstance(r["Date"], datetime) and r["Date"].day != r["Date"].month}
    committed = {int(r["their_row"]) for r in _lines(OUTCOME / f"{NAME}.rows.csv") if r["date_alone"] in ("swapped", "swapped_by_type")}
    assert committed == alone


def test_the_dalston_row_has_the_year_that_the_correction_gives_it(sheet: Sheet, pairs: Pairs) -> None:
    [number] = [number for number, one in pairs.items() if one == "met-0122"]
    assert (sheet[number]["Year"], sheet[number]["Date"].year) == (2024, 2024)
    [cell] = [c for c in _lines(OUTCOME / f"{NAME}.cells.csv") if c["deployment_id"] == "met-0122" and c["column"] == "date"]
    assert (cell["kind"], cell["ours"]) == ("day_and_month_swapped", "2024-07-11")


def test_the_numbers_that_differ_are_these(sheet: Sheet, pairs: Pairs, printed: Printed) -> None:
    columns = {"Watchlist size": "watchlist_size", "Faces seen": "faces_seen", "Total Alerts": "alerts"}
    differ = {}
    for number, one in pairs.items():
        for theirs, ours in columns.items():
            here, there = _number(printed[one][ours]), _number(sheet[number][theirs])
            if here.isdigit() and there.isdigit() and int(here) != int(there):
                differ[number, ours] = (here, there)
    assert differ == {(173, "alerts"): ("20", "19"), (174, "alerts"): ("9", "8"), (210, "faces_seen"): ("12225", "1225")}
    cells = {(int(c["their_row"]), c["column"]): (c["ours"], c["theirs"]) for c in _lines(OUTCOME / f"{NAME}.cells.csv") if c["theirs"]}
    assert differ.items() <= cells.items()


def test_zeros_written_as_dashes_are_counted(sheet: Sheet, pairs: Pairs, printed: Printed) -> None:
    columns = {"Total Alerts": "alerts", "Arrests": "arrests"}
    dashes: Counter[str] = Counter()
    for number, one in pairs.items():
        for theirs, ours in columns.items():
            text = printed[one].get(ours, printed[one].get("arrests_disposals"))
            dashes[ours] += text == "0" and sheet[number][theirs] == "-"
    cells = _lines(OUTCOME / f"{NAME}.cells.csv")
    assert dashes == Counter(c["column"] for c in cells if c["kind"] == "dash_against_zero" and c["column"] in dashes)


def test_the_months_by_its_dates_are_those_of_the_sheet(sheet: Sheet) -> None:
    months: Counter[tuple[int, int]] = Counter()
    for line in sheet.values():
        day = line["Date"] if isinstance(line["Date"], datetime) else datetime.strptime(line["Date"], "%d/%m/%Y")
        months[day.year, day.month] += 1
    committed = {
        (int(p["year"]), int(p["month"])): int(p["deployments"]) for p in _lines(OUTCOME / f"{NAME}.periods.csv") if p["month"] != "0"
    }
    assert committed == months


def test_the_outcome_holds_no_place_of_the_workbook(sheet: Sheet) -> None:
    """Of its cells only single facts are committed: a number or a date where the kind of difference does not say it."""
    kept = [c for c in _lines(OUTCOME / f"{NAME}.cells.csv") if c["theirs"]]
    assert len(kept) < 20 and not [c for c in kept if c["column"] in ("location", "use_case")]
