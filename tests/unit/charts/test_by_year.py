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
            assert chart.lines[found.label] == [say_figure(found), say_figure(found.as_published)]
            assert (int(line["year"]), float(line["value"])) == (year, found.value)


def test_alerts_are_said_true_and_false_with_what_was_published(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-alerts"]
    for year in figures.years("met")["year"]:
        true, false = (figures.figure("met", int(year), f"{kind}_alerts") for kind in ("true", "false"))
        assert f"{true.label}: {say_both(true)} true and {say_both(false)} false" in chart.sentence
        assert chart.lines[true.label][:2] == [say_both(true), say_both(false)]
    assert "2023: 56 (as published 66) true and 2 false" in chart.sentence


def test_true_and_false_alerts_have_the_colours_of_the_theme(drawn: Charts) -> None:
    [true], [false] = drawn["met-alerts"].marks("2024: 1,260 (as published 1,250) true"), drawn["met-alerts"].marks("2024: 27 false")
    assert (true["class"], false["class"]) == ("c-true", "c-false")


def test_the_length_of_a_bar_is_in_proportion_to_its_figure(drawn: Charts) -> None:
    [whole], [part] = drawn["met-years"].marks("2024"), drawn["met-years"].marks("2025")
    assert abs(float(part["width"]) / float(whole["width"]) - 112 / 180) < 0.01


def test_a_part_year_is_hatched_and_a_whole_year_is_not(drawn: Charts) -> None:
    for key in ("years", "alerts", "stops", "outcomes", "faces-seen"):
        chart = drawn[f"met-{key}"]
        assert all(one["fill"].startswith(f"url(#met-{key}-") for one in chart.marks("2025, to 11 July")), key
        assert not any(one["fill"].startswith("url(") for one in chart.marks("2024:")), key


def test_zero_is_a_box_with_a_full_outline_and_its_number(drawn: Charts) -> None:
    [mark] = drawn["met-years"].marks("2021: 0")
    assert mark["fill"] == "none" and "stroke-dasharray" not in mark
    assert "0" in drawn["met-years"].labels


def test_stops_are_a_range_where_they_are_not_printed(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-stops"]
    for year in figures.years("met")["year"]:
        found = figures.figure("met", int(year), "stops")
        assert chart.lines[found.label][0] == say_figure(found)
        assert say_figure(found) in chart.labels
    assert "2023: 56 to 58 (as published 66 to 68)" in chart.sentence


def test_breaks_are_drawn_where_the_basis_changes(drawn: Charts) -> None:
    said = " ".join(drawn["met-stops"].labels)
    assert "From 1 January 2023: stops not printed; the range of three columns that may be taken as stops" in said
    assert 'stroke-dasharray="6,3"' in drawn["met-stops"].svg
    assert "From 1 January 2023: sum of the printed parts" in drawn["met-alerts"].labels
    assert 'stroke-dasharray="6,3"' not in drawn["met-years"].svg


def test_the_breaks_of_faces_seen_are_drawn_and_said(drawn: Charts) -> None:
    labels, notes = " ".join(drawn["met-faces-seen"].labels), " ".join(drawn["met-faces-seen"].said["notes"])
    assert "Break in the series at 1 January 2025" in labels and "1 December" in labels and "23 July and 1 September" in labels
    assert notes.count("faces seen per hour deployed") == 4


def test_changes_of_the_threshold_stand_at_their_year(drawn: Charts) -> None:
    labels = " ".join(drawn["met-alerts"].labels)
    assert "Threshold 0.62 from 11 July, 0.64 from 25 July" in labels


def test_outcomes_never_add_what_the_record_prints_twice(drawn: Charts, figures: Figures) -> None:
    chart = drawn["met-outcomes"]
    for year, words in {
        2022: ["8 arrests or other disposals"],
        2023: ["34 (as published 37) arrests", "22 (as published 29) other outcomes"],
    }.items():
        assert [one.partition(": ")[2] for one in chart.values if one.startswith(f"{year}: ")] == words
    assert "2025, to 11 July: 510 arrests, 169 other disposals, 459 no action" in chart.sentence
    assert "From 1 January 2023: arrests printed alone" in " ".join(chart.labels)
    assert "From 1 January 2025: disposals and no action apart" in " ".join(chart.labels)
    assert chart.lines["2024"][1:3] == ["not published", "not published"]
    assert {line["value"] for line in chart.csv if line["year"] == "2024" and line["measure"] == "no_action"} == {""}
