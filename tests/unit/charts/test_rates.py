"""Rates: never without counts and interval, and the two false alert rates never one without the other."""

from __future__ import annotations

from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_count, say_figure

from .conftest import Charts

RATES = {
    "accuracy": ["accuracy_of_stops", "confirmed_alerts_true"],
    "false-alert-rates": ["false_alerts_per_face", "false_alerts_per_alert"],
}


def test_every_rate_is_said_with_its_counts_and_interval(drawn: Charts, figures: Figures) -> None:
    for key, measures in RATES.items():
        chart = drawn[f"met-{key}"]
        for year in figures.years("met")["year"]:
            for measure in measures:
                found = figures.figure("met", int(year), measure)
                assert say_both(found) in chart.lines[found.label]
                if found.value is not None:
                    assert f"{found.label}: {say_both(found)}" in chart.sentence
                    assert any(one.startswith(f"{found.label}: {say_both(found)}") for one in chart.values)


def test_the_counts_stand_under_the_rate_in_the_drawing(drawn: Charts, figures: Figures) -> None:
    for key, measures in RATES.items():
        labels = " ".join(drawn[f"met-{key}"].labels)
        for measure in measures:
            found = figures.figure("met", 2022 if measure == "accuracy_of_stops" else 2024, measure)
            assert f"{say_count(found.numerator or 0)} of {say_count(found.denominator or 0)}" in labels, measure
            assert say_figure(found).removesuffix(" per 100,000") in labels, measure


def test_a_year_of_few_cases_has_its_counts_and_no_dot(drawn: Charts) -> None:
    for key, few in {"accuracy": ("2020", "2021", "2022"), "false-alert-rates": ("2020", "2021", "2022")}.items():
        for said, row in drawn[f"met-{key}"].values_drawn.items():
            assert (row["rate"] is None) == said.startswith(few), said
    assert "2021 no deployment" in drawn["met-accuracy"].labels


def test_the_dot_lies_within_its_interval_at_the_rate(drawn: Charts, figures: Figures) -> None:
    for said, row in drawn["met-accuracy"].values_drawn.items():
        if row["rate"] is not None:
            found = figures.figure("met", int(said[:4]), "confirmed_alerts_true")
            assert (row["low"], row["rate"], row["high"]) == (100 * found.lower, 100 * found.value, 100 * found.upper)  # type: ignore[operator]


def test_the_file_holds_counts_and_interval(drawn: Charts) -> None:
    [line] = [one for one in drawn["met-accuracy"].csv if one["year"] == "2020" and one["measure"] == "accuracy_of_stops"]
    assert (line["numerator"], line["denominator"]) == ("1", "6")
    assert float(line["lower"]) < float(line["value"]) < float(line["upper"])


def test_the_changes_of_the_threshold_are_said(drawn: Charts) -> None:
    said = drawn["met-false-alert-rates"].said["notes"]
    assert any(note.startswith("The threshold changed: 0.62 from 11 July 2024, 0.64 from 25 July 2024.") for note in said)


def test_the_rate_per_face_names_the_breaks_it_rests_on(drawn: Charts) -> None:
    assert any("December 2023, July 2024, September 2024, January 2025" in note for note in drawn["met-false-alert-rates"].said["notes"])
