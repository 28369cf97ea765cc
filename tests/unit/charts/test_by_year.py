"""Counts by calendar year: what is drawn and said is what the figures are."""

from __future__ import annotations

from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_figure

from .conftest import Charts

ONE_MEASURE = {"years": "deployments", "faces-seen": "faces_seen"}


def test_sentence_table_and_file_hold_each_figure(drawn: Charts, figures: Figures) -> None:
    for key, measure in ONE_MEASURE.items():
        chart = drawn[f"met-{key}"]
        for line, year in zip(chart.csv, figures.years("met")["year"], strict=True):
            found = figures.figure("met", int(year), measure)
            assert f"{found.label}: {say_both(found)}" in chart.sentence
            assert chart.lines[found.label] == [say_both(found)]
            assert (int(line["year"]), float(line["value"])) == (year, found.value)


def test_alerts_are_said_true_and_false_with_what_was_published(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-alerts"]
    for year in figures.years("met")["year"]:
        true, false = (figures.figure("met", int(year), f"{kind}_alerts") for kind in ("true", "false"))
        assert f"{true.label}: {say_both(true)} true; {true.label}: {say_both(false)} false" in chart.sentence
        assert chart.lines[true.label][:2] == [say_both(true), say_both(false)]
    assert "2023: 56 (66 before correction) true; 2023: 2 false" in chart.sentence


def test_true_and_false_alerts_have_the_colours_of_the_theme(drawn: Charts) -> None:
    [true], [false] = drawn["met-alerts"].marks("2024: 1,260 (1,250 before correction) true"), drawn["met-alerts"].marks("2024: 27 false")
    assert (true["fill"], false["fill"]) == ("var(--true)", "var(--false)")


def test_a_column_is_as_high_as_its_figure(drawn: Charts, figures: Figures) -> None:
    for key, measure in ONE_MEASURE.items():
        for said, row in drawn[f"met-{key}"].values_drawn.items():
            assert row["value"] == figures.figure("met", int(said[:4]), measure).value, said


def test_a_part_year_is_pale_with_a_broken_outline_and_a_whole_year_is_not(drawn: Charts) -> None:
    for key in ("years", "alerts", "stops", "outcomes", "faces-seen"):
        chart = drawn[f"met-{key}"]
        assert all(one["fill-opacity"] == "0.3" and one["stroke-dasharray"] == "3,2" for one in chart.marks("2025, to 11 July")), key
        assert not any("fill-opacity" in one for one in chart.marks("2024:")), key


def test_zero_is_its_number_and_no_band(drawn: Charts) -> None:
    assert drawn["met-years"].values_drawn["2021: 0"]["value"] == 0
    assert "0" in drawn["met-years"].labels and "not covered" not in drawn["met-years"].labels


def test_stops_are_a_range_where_they_are_not_printed(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-stops"]
    for year in figures.years("met")["year"]:
        found = figures.figure("met", int(year), "stops")
        assert chart.lines[found.label][0] == say_both(found)
        assert say_figure(found) in chart.labels
    assert "2023: 56 to 58 (66 to 68 before correction)" in chart.sentence
    # The column is the least, its whisker reaches to the greatest.
    row = chart.values_drawn["2023: 56 to 58 (66 to 68 before correction)"]
    assert (row["value"], row["upper"]) == (56, 58)


def test_breaks_are_drawn_and_said_where_the_basis_changes(drawn: Charts) -> None:
    for key, words in {
        "stops": "2025, to 11 July: estimated from three readings",
        "alerts": "added up from the parts",
    }.items():
        chart = drawn[f"met-{key}"]
        assert "counted differently from here" in chart.labels and 'stroke-dasharray="6,3"' in chart.svg, key
        assert words in " ".join(chart.said["notes"]), key
    assert 'stroke-dasharray="6,3"' not in drawn["met-years"].svg


def test_the_years_of_faces_seen_are_parted_by_the_breaks_of_the_series(drawn: Charts) -> None:
    chart = drawn["met-faces-seen"]
    assert {row["x"] for rows in chart.spec["datasets"].values() for row in rows if "words" in row} == {"2023", "2024", "2025, to 11 July"}
    assert " ".join(chart.said["notes"]).count("faces seen per hour deployed") == 4
    assert "the years do not compare" in chart.said["title"]


def test_changes_of_the_threshold_are_in_the_notes_of_alerts(drawn: Charts) -> None:
    assert "The threshold changed: 0.62 from 11 July 2024, 0.64 from 25 July 2024." in " ".join(drawn["met-alerts"].said["notes"])


def test_outcomes_never_add_what_the_record_prints_twice(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-outcomes"]
    for year, words in {
        2022: ["8 arrests or other disposals"],
        2023: ["34 (37 before correction) arrests", "22 (29 before correction) other outcomes"],
    }.items():
        assert [one.partition(": ")[2] for one in chart.values if one.startswith(f"{year}: ")] == words
    said = ("510 arrests", "169 other disposals", "459 no action")
    assert "; ".join(f"2025, to 11 July: {one}" for one in said) in chart.sentence
    # Where the parts of a year are known they make one column; a number for all of them stands alone, without a height.
    shares = {said: row["value"] for said, row in chart.values_drawn.items()}
    assert shares["2022: 8 arrests or other disposals"] is None
    assert abs(sum(share or 0 for said, share in shares.items() if said.startswith("2024")) - 1) < 1e-9
    assert abs(shares["2025, to 11 July: 510 arrests"] - 510 / 1138) < 1e-9
    assert chart.lines["2024"][1:3] == ["not separable", "not separable"]
    assert {line["value"] for line in chart.csv if line["year"] == "2024" and line["measure"] == "no_action"} == {""}
