"""Each kind of difference, seeded in a second source and found again."""

from __future__ import annotations

from datetime import date

import pytest
from fixtures.sides import like, ours
from lfr.compare.comparison import compare, digits
from lfr.compare.source_rows import Value

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
    ("alerts", 0, "-", "dash_against_zero", ""),
    ("alerts", 4, "-", "left_out", ""),
    ("alerts", 0, "n/a", "left_out", ""),
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
    assert compare([row], [their]).differences == []


@pytest.mark.parametrize(("column", "value"), [("alerts", 4), ("alerts", 0), ("faces_seen", 12225), ("location", "Camden")])
def test_an_empty_cell_is_not_held_and_never_a_disagreement(column: str, value: Value) -> None:
    row = ours(5, **{column: value})
    outcome = compare([row], [like(row, 11, **{column: ""})])
    assert outcome.differences == []
    assert [(one.outcome, one.cells_compared) for one in outcome.rows] == [("matched", len(row.values) - 1)]
    assert column not in outcome.columns and "watchlist_size" in outcome.columns


def test_a_part_that_is_empty_leaves_no_sum_to_compare() -> None:
    row = ours(5, true_alerts=10)
    del row.values["true_alerts_confirmed"]
    assert compare([row], [like(row, 11, true_alerts="", true_alerts_confirmed="7")]).differences == []


def test_one_filled_cell_says_the_number_that_the_record_prints_twice() -> None:
    row = ours(5, outcomes_other_than_arrest=6)
    there = [like(row, 11, other_disposals="", no_action="6"), like(row, 11, other_disposals="", no_action="5")]
    assert [[d.column for d in compare([row], [one]).differences] for one in there] == [[], ["outcomes_other_than_arrest"]]


def test_a_row_after_the_last_day_of_our_records_is_no_disagreement_and_in_no_period() -> None:
    row = ours(5, date=date(2024, 5, 13))
    later, stranger = like(ours(70, date=date(2024, 6, 20)), 12), like(ours(80, date=date(2024, 5, 13)), 13)
    outcome = compare([row], [like(row, 11), stranger, later], covers_to=date(2024, 5, 31))
    assert [(one.outcome, one.their_row) for one in outcome.rows] == [("matched", 11), ("only_there", 13), ("later_there", 12)]
    assert [(one.year, one.month, one.deployments) for one in outcome.periods if one.basis == "date"] == [(2024, 0, 2), (2024, 5, 2)]


def test_a_row_whose_date_the_order_shows_to_be_exchanged_is_later_by_its_right_date() -> None:
    days = [date(2024, 6, 20), date(2024, 7, 6), date(2024, 7, 20)]
    first, *rest = [ours(10 * i, date=day) for i, day in enumerate(days, 1)]
    there = [like(first, 11), like(rest[0], 12, date="2024-06-07"), like(rest[1], 13)]
    assert [one.outcome for one in compare([first], there, covers_to=date(2024, 6, 30)).rows] == ["matched", "later_there", "later_there"]


def test_the_classes_and_the_cells_alike_add_up_to_the_cells_compared() -> None:
    rows = [ours(i) for i in range(1, 6)]
    theirs = [like(row, 10 + i, **({"alerts": "-"} if i % 2 else {"year": "2020"})) for i, row in enumerate(rows)]
    outcome = compare(rows, theirs)
    assert sum(r.cells_compared - r.cells_alike for r in outcome.rows) == len(outcome.differences)


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
