"""Which row is which: found by numbers and place, never by a date that may be wrong; one to one; doubt stays doubt."""

from __future__ import annotations

from datetime import date

import pytest
from fixtures.sides import like, ours
from lfr.compare.comparison import compare
from lfr.compare.source_rows import OurRow, TheirRow
from lfr.curated.registry import RowOutcome

A, B, C = ours(1), ours(2), ours(3)


def matched(here: list[OurRow], there: list[TheirRow]) -> list[RowOutcome]:
    return compare(here, there).rows


def pairs(rows: list[RowOutcome]) -> list[tuple[str, int]]:
    return [(one.deployment_id, one.their_row) for one in rows if one.outcome == "matched"]


def left(rows: list[RowOutcome], outcome: str) -> list[str | int]:
    """The rows there and the deployments here of which this became."""
    return [one.their_row or one.deployment_id for one in rows if one.outcome == outcome]


def test_rows_in_another_order_find_their_partners() -> None:
    assert pairs(matched([A, B, C], [like(C, 5), like(A, 6), like(B, 7)])) == [("met-0003", 5), ("met-0001", 6), ("met-0002", 7)]


@pytest.mark.parametrize("date", ["2024-07-01", "2031-01-01", "not a date", ""])
def test_a_wrong_date_is_no_obstacle(date: str) -> None:
    assert pairs(matched([A, B], [like(A, 5, date=date), like(B, 6, date=date)])) == [("met-0001", 5), ("met-0002", 6)]


def test_one_wrong_number_is_no_obstacle() -> None:
    assert pairs(matched([A, B], [like(A, 5, faces_seen="99"), like(B, 6)])) == [("met-0001", 5), ("met-0002", 6)]


def test_two_wrong_telling_numbers_are_another_deployment() -> None:
    found = matched([A], [like(A, 5, faces_seen="99", watchlist_size="77")])
    assert (pairs(found), left(found, "only_there")) == ([], [5])
    assert left(found, "only_here") == ["met-0001"]


_HELD = ("date", "location", "faces_seen", "alerts", "arrests", "use_case")


def poor(row: OurRow, at: int, **cells: str) -> TheirRow:
    """A row of a source that lacks the watchlist, the time deployed and the parts of the alerts."""
    return like(row, at, **{**{name: "" for name in row.values if name not in _HELD}, **cells})


def test_a_source_that_holds_one_telling_number_is_matched_by_it() -> None:
    found = matched([A, B, C], [poor(C, 5), poor(A, 6, alerts="6"), poor(B, 7, faces_seen="99")])
    assert pairs(found) == [("met-0003", 5), ("met-0001", 6)]
    assert left(found, "only_there") == [7]


def test_where_few_numbers_are_held_the_date_and_the_place_may_confirm_a_pair_but_not_make_one() -> None:
    off = {"alerts": "6", "arrests": "1"}
    assert pairs(matched([A], [poor(A, 5, **off)])) == [("met-0001", 5)]
    for other in ({"date": "2024-05-14"}, {"location": "Romford"}, {"faces_seen": "99"}):
        assert pairs(matched([A], [poor(A, 5, **off, **other)])) == []


def test_zeros_alone_make_no_pair() -> None:
    zeros = dict.fromkeys(("alerts", "true_alerts_confirmed", "false_alerts_confirmed", "arrests"), 0)
    found = matched([ours(1, **zeros)], [like(ours(50, **zeros), 5)])
    assert pairs(found) == []


def test_a_dash_agrees_with_a_zero() -> None:
    assert pairs(matched([ours(1, alerts=0, arrests=0)], [like(A, 5, alerts="-", arrests="-")])) == [("met-0001", 5)]


def test_each_row_is_used_once() -> None:
    found = matched([A], [like(A, 5), like(A, 6, arrests="1")])
    assert pairs(found) == [("met-0001", 5)]
    assert left(found, "only_there") == [6]


def test_two_deployments_alike_in_every_number_are_told_apart_by_the_date_read_either_way() -> None:
    first, second = ours(1, date=date(2024, 5, 7)), OurRow("met-0009", "made-up", {**A.values, "date": date(2024, 5, 9)}, "Camden")
    found = matched([first, second], [like(first, 5, date="2024-09-05"), like(first, 6, date="2024-05-07")])
    assert pairs(found) == [("met-0009", 5), ("met-0001", 6)]


def test_two_deployments_that_nothing_tells_apart_stay_ambiguous() -> None:
    twin = OurRow("met-0009", "made-up", A.values, "Camden")
    found = matched([A, twin], [like(A, 5), like(A, 6)])
    assert pairs(found) == []
    assert left(found, "ambiguous") == [5, 6, "met-0001", "met-0009"]


def test_an_ambiguous_row_is_not_given_a_worse_partner_later() -> None:
    twin = OurRow("met-0009", "made-up", A.values, "Camden")
    found = matched([A, twin, ours(1, arrests=1)], [like(A, 5)])
    assert pairs(found) == []


def test_a_deployment_without_numbers_is_found_by_its_watchlist_and_place() -> None:
    nothing = dict.fromkeys(("duration_minutes", "faces_seen", "alerts", "true_alerts_confirmed", "false_alerts_confirmed", "arrests"))
    stopped = ours(4, **nothing)
    assert pairs(matched([A, stopped], [like(stopped, 5, faces_seen="n/a"), like(A, 6)])) == [("met-0004", 5), ("met-0001", 6)]
