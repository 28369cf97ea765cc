"""A newer edition repeats old rows: none is counted twice, and each deployment keeps its id."""

from __future__ import annotations

import pytest
from lfr.errors import UnreadableDocument
from lfr.records.editions import Cells, EditionChange, match, next_ids, overlap
from lfr.records.record import Row


def cells(location: str, **others: object) -> Cells:
    """A row with enough numbers in it to tell it from others."""
    known = {"date": "03/02/25", "faces_seen": "1000", "alerts": "3", "arrests": "2", "duration": "5h", "watchlist_size": "15000"}
    return {"location": location, **known, **{name: str(text) for name, text in others.items()}}


def rows(*printed: Cells) -> list[Row]:
    return [Row(1, number, "met-2025", one) for number, one in enumerate(printed, start=1)]


def compared(old: list[Cells], new: list[Cells]) -> EditionChange:
    """Match a new edition to the one before it, whose deployments are met-1, met-2, …"""
    return match({f"met-{row.row}": row for row in rows(*old)}, rows(*new), "new.pdf")


def kept(change: EditionChange) -> dict[str, int]:
    return {one: row.row for one, row in change.kept.items()}


A = cells("Acton", faces_seen=100, alerts=1)
B = cells("Barnet", faces_seen=200, alerts=2, date="04/02/25")
C = cells("Camden", faces_seen=300, alerts=5, date="05/02/25", duration="6h")


def test_the_same_rows_change_nothing() -> None:
    change = compared([A, B, C], [A, B, C])
    assert kept(change) == {"met-1": 1, "met-2": 2, "met-3": 3}
    assert (change.added, change.changed, change.vanished) == ([], [], [])


def test_added_rows_are_new_and_the_old_ones_keep_their_ids() -> None:
    change = compared([A, B], [A, B, C])
    assert kept(change) == {"met-1": 1, "met-2": 2}
    assert [row.cells for row in change.added] == [C]


def test_a_row_added_in_the_middle_moves_the_others_and_renames_none() -> None:
    change = compared([A, C], [A, B, C])
    assert kept(change) == {"met-1": 1, "met-2": 3}
    assert [row.cells["location"] for row in change.added] == ["Barnet"]


def test_a_renamed_place_is_the_same_deployment() -> None:
    change = compared([A, B], [A, {**B, "location": "High Barnet"}])
    assert kept(change) == {"met-1": 1, "met-2": 2}
    assert change.changed == [("met-2", "location", "Barnet", "High Barnet")]


def test_a_changed_cell_is_the_same_deployment() -> None:
    change = compared([A, B], [A, {**B, "faces_seen": "2000"}])
    assert (change.changed, change.added) == ([("met-2", "faces_seen", "200", "2000")], [])


def test_a_changed_date_is_the_same_deployment() -> None:
    change = compared([A, B], [A, {**B, "date": "04/02/24"}])
    assert (change.changed, change.added) == ([("met-2", "date", "04/02/25", "04/02/24")], [])


def test_three_changed_cells_are_still_the_same_deployment_four_are_another() -> None:
    three = {**B, "faces_seen": "2", "alerts": "9", "arrests": "7"}
    assert len(compared([B], [three]).changed) == 3
    change = compared([B], [{**three, "duration": "1h"}])
    assert (change.vanished, len(change.added)) == (["met-1"], 1)


def test_a_row_that_is_gone_has_vanished() -> None:
    change = compared([A, B, C], [A, C])
    assert change.vanished == ["met-2"]
    assert kept(change) == {"met-1": 1, "met-3": 2}


def test_two_deployments_at_one_place_on_one_day_are_two() -> None:
    morning, evening = cells("Camden", faces_seen=10), cells("Camden", faces_seen=20)
    change = compared([morning], [morning, evening])
    assert (kept(change), [row.row for row in change.added]) == ({"met-1": 1}, [2])


def test_rows_alike_in_every_cell_keep_their_order() -> None:
    assert kept(compared([A, A], [A, A, A])) == {"met-1": 1, "met-2": 2}


def test_a_column_that_is_new_and_empty_is_no_change() -> None:
    assert compared([A], [{**A, "platform": ""}]).changed == []


def test_a_row_that_two_known_deployments_could_be_is_refused() -> None:
    old = [cells("Acton", faces_seen=10, alerts=1), cells("Acton", faces_seen=20, alerts=2)]
    with pytest.raises(UnreadableDocument) as caught:
        compared(old, [cells("Acton", faces_seen=30, alerts=3)])
    said = str(caught.value)
    assert said.startswith("new.pdf, page 1, row 1: the row differs in 2 cells from the known deployments met-1 and met-2")
    assert "Compare the two editions by hand" in said and "\n" not in said


def test_a_known_deployment_that_two_rows_could_be_is_refused() -> None:
    new = [cells("Acton", faces_seen=20, alerts=2), cells("Acton", faces_seen=30, alerts=3)]
    with pytest.raises(UnreadableDocument, match="it is not certain which is which"):
        compared([cells("Acton", faces_seen=10, alerts=1)], new)


def test_a_known_deployment_that_two_rows_could_be_is_named_once() -> None:
    new = [cells("Acton", faces_seen=20, alerts=2), cells("Acton", faces_seen=30, alerts=3)]
    with pytest.raises(UnreadableDocument) as caught:
        compared([cells("Acton", faces_seen=10, alerts=1)], new)
    assert "met-1 and met-1" not in str(caught.value)


def test_the_nearer_partner_wins_over_a_far_one() -> None:
    change = compared([A], [{**A, "faces_seen": "101"}, {**A, "faces_seen": "9", "alerts": "9", "arrests": "9"}])
    assert kept(change) == {"met-1": 1}
    assert [row.row for row in change.added] == [2]


def test_a_changed_number_on_the_same_day_and_place_wins_over_the_same_numbers_on_another_day() -> None:
    change = compared([A], [{**A, "date": "09/03/25"}, {**A, "arrests": "5"}])
    assert change.changed == [("met-1", "arrests", "2", "5")]
    assert [row.cells["date"] for row in change.added] == ["09/03/25"]


def test_changes_are_told_in_the_order_of_the_record() -> None:
    change = compared([A, B, C], [{**C, "location": "Camden Town"}, {**A, "arrests": "5"}, {**B, "location": "High Barnet"}])
    assert [(one, column) for one, column, _, _ in change.changed] == [("met-1", "arrests"), ("met-2", "location"), ("met-3", "location")]


def test_two_renamed_places_of_one_day_with_the_same_numbers_are_refused() -> None:
    # Zeros tell nobody apart: which of the two is which is not certain.
    zeros = {"faces_seen": 0, "alerts": 0, "arrests": 0}
    old = [cells("Acton", **zeros), cells("Barnet", **zeros)]
    new = [cells("Barnet High Street", **zeros), cells("Acton Market", **zeros)]
    with pytest.raises(UnreadableDocument):
        compared(old, new)


def test_overlap_is_the_share_of_old_rows_that_stand_in_the_new_document() -> None:
    assert overlap(rows(A, B), rows(A, {**B, "location": "High Barnet"}, C)) == 1.0
    assert overlap(rows(A, B), rows(A, C)) == 0.5
    assert overlap(rows(A), rows(C)) == 0.0
    assert overlap([], rows(A)) == 0.0


def test_new_ids_run_on_from_the_last_of_the_publisher() -> None:
    assert next_ids("met", ["met-0009", "met-0286", "btp-0900"], 2) == ["met-0287", "met-0288"]
    assert next_ids("btp", ["met-0286"], 1) == ["btp-0001"]


def test_a_number_once_given_is_not_given_again_when_its_deployment_vanished() -> None:
    assert next_ids("met", ["met-0001", "met-0003"], 1) == ["met-0004"]


def test_a_publisher_with_a_hyphen_has_numbers_of_its_own() -> None:
    assert next_ids("south-wales", ["south-0007", "south-wales-0002"], 1) == ["south-wales-0003"]
