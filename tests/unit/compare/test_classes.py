"""Each kind of difference, seeded in a second source and found again."""

from __future__ import annotations

from datetime import date

import pytest
from fixtures.sides import like, ours
from lfr.compare.classes import digits
from lfr.compare.comparison import compare
from lfr.compare.values import Value

KINDS = [
    ("date", date(2024, 4, 6), "2024-06-04", "day_and_month_swapped", ""),
    ("date", date(2024, 4, 6), "06/04/2023", "year_wrong", "06/04/2023"),
    ("date", date(2024, 4, 6), "07/04/2024", "other", "07/04/2024"),
    ("year", 2022, "2020", "year_wrong", "2020"),
    ("faces_seen", 12225, "1225", "digit_lost", "1225"),
    ("faces_seen", 1225, "12225", "digit_lost", "12225"),
    ("watchlist_size", 15123, "15213", "digits_swapped", "15213"),
    ("watchlist_size", 16199, "19199", "digit_changed", "19199"),
    ("duration_minutes", 400, "06:04:00", "digits_swapped", "6:04"),
    ("alerts", 0, "", "blank_against_zero", ""),
    ("alerts", 0, "-", "dash_against_zero", ""),
    ("alerts", 4, "-", "left_out", ""),
    ("alerts", 4, "", "left_out", ""),
    ("alerts", 20, "19", "other", "19"),
    ("location", "Croydon, George St", "Croydon George Street", "place_renamed", ""),
    ("location", "Westminster", "Wardour St, W1", "place_renamed", ""),  # another name in the same borough
    ("location", "Westminster", "Romford High St", "moved_to_another_row", ""),
    ("faces_seen", 23456, "9876", "moved_to_another_row", ""),
]


@pytest.mark.parametrize(("column", "value", "text", "kind", "kept"), KINDS)
def test_a_seeded_difference_is_found_and_classed(column: str, value: Value, text: str, kind: str, kept: str) -> None:
    neighbour = ours(6, location="Romford", faces_seen=9876, watchlist_size=15001)
    row = ours(5, **{column: value})
    outcome = compare([neighbour, row], [like(neighbour, 10), like(row, 11, **{column: text})])
    assert [(d.their_row, d.column, d.kind, d.theirs) for d in outcome.differences] == [(11, column, kind, kept)]


ALIKE = [
    ("date", date(2024, 4, 6), "06/04/24"),
    ("faces_seen", 12225, "12,225"),
    ("threshold", 0.6, "0.60"),
    ("duration_minutes", 303, "5h03m"),
    ("location", "Tooting B’way", "TOOTING  B'WAY"),
    ("use_case", "Crime Hotspot", "crime hotspot"),
    ("alerts", None, "n/a"),
    ("alerts", None, "-"),
]


@pytest.mark.parametrize(("column", "value", "text"), ALIKE)
def test_another_way_to_write_the_same_is_no_difference(column: str, value: Value | None, text: str) -> None:
    row = ours(5, **{column: value})
    assert compare([row], [like(row, 11, **{column: text})]).differences == []


def test_a_number_where_the_record_has_none_is_a_difference() -> None:
    row = ours(5, alerts=None)
    assert [d.kind for d in compare([row], [like(row, 11, alerts="3")]).differences] == ["other"]


def test_a_place_in_another_borough_that_no_neighbour_has_is_no_renaming() -> None:
    row = ours(5, location="Camden")
    assert [d.kind for d in compare([row], [like(row, 11, location="Wardour St", borough="Westminster")]).differences] == ["other"]


def test_a_sum_is_compared_where_one_source_has_only_the_parts() -> None:
    row = ours(5, true_alerts=10)
    del row.values["true_alerts_confirmed"]
    their = like(row, 11, true_alerts="", true_alerts_confirmed="7", true_alerts_unconfirmed="3")
    del their.said["true_alerts"]
    assert compare([row], [their]).differences == []


def test_the_classes_and_the_cells_alike_add_up_to_the_cells_compared() -> None:
    rows = [ours(i) for i in range(1, 6)]
    theirs = [like(row, 10 + i, **({"alerts": "-"} if i % 2 else {"year": "2020"})) for i, row in enumerate(rows)]
    outcome = compare(rows, theirs)
    assert sum(r.cells_compared - r.cells_alike for r in outcome.rows) == len(outcome.differences) == sum(outcome.kinds().values())


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [
        ("12", "1", "other"), ("120", "12", "digit_lost"), ("120", "102", "digits_swapped"), ("120", "140", "digit_changed"),
        ("120", "98765", "other"),
    ],
)  # fmt: skip
def test_short_numbers_are_alike_by_chance(here: str, there: str, kind: str) -> None:
    assert digits(here, there) == kind


def test_what_the_second_source_would_count_is_kept_by_its_year_column_and_by_its_dates() -> None:
    row = ours(5, date=date(2024, 4, 6))
    outcome = compare([row], [like(row, 11, date="2024-06-04", year="2020")])
    assert [(p.basis, p.year, p.month, p.deployments, p.arrests) for p in outcome.periods] == [
        ("date", 2024, 0, 1, 2),
        ("date", 2024, 6, 1, 2),
        ("year_column", 2020, 0, 1, 2),
    ]
