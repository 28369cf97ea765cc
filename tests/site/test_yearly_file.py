"""public/data/yearly_figures.csv is a contract: others load it, so its shape may not move."""

from __future__ import annotations

import re
from datetime import date

from .pages import Built

COLUMNS = "publisher,year,measure,value,value_as_published,numerator,denominator,lower,upper,basis,covers_from,covers_to"
PROMISED = {
    "deployments", "duration_minutes", "faces_seen", "alerts", "true_alerts", "true_alerts_confirmed", "true_alerts_unconfirmed",
    "false_alerts", "false_alerts_confirmed", "false_alerts_unconfirmed", "stops_lower", "stops_upper", "accurate_stops", "arrests",
}  # fmt: skip
RATES = {"accuracy_of_stops", "confirmed_alerts_true", "false_alerts_per_face", "false_alerts_per_alert"}
PER_HOUR = {"arrests_per_hour"}  # a number per hour has its count and its minutes, and no interval
LEVELS = {"watchlist_size_median", "threshold_minimum", "threshold_maximum"}


def test_the_columns_and_their_order_do_not_move(built: Built) -> None:
    text = (built.public / "data" / "yearly_figures.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == COLUMNS


def test_there_is_one_row_for_each_year_and_measure(built: Built) -> None:
    rows = [(row["publisher"], int(row["year"]), row["measure"]) for row in built.csv("yearly_figures")]
    measures = {measure for _, _, measure in rows}
    assert measures >= PROMISED | RATES
    assert sorted(rows) == sorted(("met", year, measure) for year in range(2020, 2026) for measure in measures)


def test_a_year_without_a_deployment_says_nought_and_not_nothing(built: Built) -> None:
    assert [built.yearly[2021, measure]["value"] for measure in ("deployments", "alerts", "stops_upper", "arrests")] == ["0"] * 4
    assert built.yearly[2021, "accuracy_of_stops"]["value"] == ""


def test_what_the_records_do_not_hold_is_empty_and_never_nought(built: Built) -> None:
    for measure in ("duration_minutes", "true_alerts_confirmed", "true_alerts_unconfirmed", "false_alerts_confirmed", "threshold_minimum"):
        for year in (2020, 2022):
            row = built.yearly[year, measure]
            assert (row["value"], row["value_as_published"], row["basis"]) == ("", "", "not_published"), (year, measure)
        assert all(built.yearly[year, measure]["value"] for year in (2023, 2024, 2025)), measure
        # In 2021 there was no deployment: a count is 0, and a setting has no value.
        assert built.yearly[2021, measure]["value"] == ("" if measure in LEVELS else "0"), measure
        assert built.yearly[2021, measure]["basis"] == "no_deployment", measure


def test_arrests_until_2022_say_that_they_include_disposals(built: Built) -> None:
    together = ["arrests_or_disposals", "no_deployment", "arrests_or_disposals"]
    assert [built.yearly[year, "arrests"]["basis"] for year in range(2020, 2026)] == together + ["printed"] * 3


def test_a_count_has_no_decimal_point_and_no_separator(built: Built) -> None:
    for (year, measure), row in built.yearly.items():
        if measure not in RATES | LEVELS | PER_HOUR:
            for name in ("value", "value_as_published"):
                assert re.fullmatch(r"\d*", row[name]), (year, measure, row[name])
        for name in ("numerator", "denominator"):
            assert re.fullmatch(r"\d*", row[name]), (year, measure, row[name])


def test_a_rate_has_its_counts_and_its_interval_and_nothing_else_has(built: Built) -> None:
    for (year, measure), row in built.yearly.items():
        beside = [row[name] for name in ("numerator", "denominator", "lower", "upper")]
        if measure in RATES and row["value"]:
            assert all(beside), (year, measure)
            assert abs(int(beside[0]) / int(beside[1]) - float(row["value"])) < 1e-8, (year, measure)
            assert 0 <= float(beside[2]) <= float(row["value"]) <= float(beside[3]) <= 1, (year, measure)
        elif measure in PER_HOUR and row["value"]:
            assert all(beside[:2]) and not any(beside[2:]), (year, measure)
            assert abs(60 * int(beside[0]) / int(beside[1]) - float(row["value"])) < 1e-8, (year, measure)
        elif measure not in RATES:
            assert not any(beside), (year, measure)


def test_a_year_says_which_of_its_days_the_records_cover(built: Built) -> None:
    for (year, measure), row in built.yearly.items():
        last = date(2025, 7, 11) if year == 2025 else date(year, 12, 31)
        assert (row["covers_from"], row["covers_to"]) == (f"{year}-01-01", last.isoformat()), (year, measure)


def test_the_other_downloads_hold_every_deployment_finding_and_correction(built: Built) -> None:
    deployments = built.csv("deployments")
    assert len(deployments) == 9 + 203 + 112
    assert len({row["deployment_id"] for row in deployments}) == len(deployments)
    assert {row["correction_id"] for row in built.csv("corrections")} == {"c-0001", "c-0002"}
    assert "" not in {row["status"] for row in built.csv("findings")}
    assert not any(row["has_correction"] not in ("true", "false") for row in deployments)
