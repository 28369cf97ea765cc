"""The page of a figure shows the deployments that make it: those, all of those, and no others."""

from __future__ import annotations

import re

import pytest
from lfr.pages.deployment_pages import counted
from lfr.pages.shown import Macros, shown
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures

from ...site.pages import parsed


def test_27_false_alerts_are_20_deployments_that_add_up(figures: Figures) -> None:
    found = counted(figures, figures.figure("met", 2024, "false_alerts"))
    assert (len(found.rows), sum(line["false_alerts"] for line in found.rows)) == (20, 27)
    assert found.sentence == "20 of the 180 deployments have at least one such alert. Together: 27."


def test_a_share_says_where_both_of_its_counts_come_from(figures: Figures) -> None:
    found = counted(figures, figures.figure("met", 2024, "false_alerts_per_alert"))
    assert (
        found.sentence == "27 of 1,286: the 27 come from these 20 deployments, the 1,286 from all 180 deployments that have both numbers."
    )


@pytest.mark.parametrize("measure", [one.id for one in measures().values() if one.how == "sum"])
def test_the_rows_of_a_sum_add_up_to_the_figure_in_every_year(figures: Figures, measure: str) -> None:
    for year in figures.years("met")["year"]:
        one = figures.figure("met", int(year), measure)
        rows = counted(figures, one).rows
        assert sum(line[measure if measure != "deployments" else "alerts"] for line in rows) == (one.value or 0), year
        assert all(line["deployment_year"] == year for line in rows)


def test_the_page_of_a_figure_leads_from_each_row_to_where_it_is_printed(figures: Figures) -> None:
    names = {"publisher": "met", "year": 2024, "measure": "false_alerts"}
    page = parsed(shown(Macros(figures, "met/figures/false-alerts/2024/"), "figure", names))
    rows = [one for one in page.all("tr") if re.fullmatch(r"met-\d+", one.attributes.get("id", ""))]
    assert len(rows) == 20
    assert all(re.fullmatch(r"\.\./\.\./\.\./records/[a-z0-9-]+/#p\d+-r\d+", row.links()[-1]) for row in rows)
    assert [one.text for one in page.all("p") if one.attributes.get("class") == "lfr-big"] == ["27"]


def test_a_figure_that_is_not_published_has_no_rows_and_says_why(figures: Figures) -> None:
    names = {"publisher": "met", "year": 2024, "measure": "accurate_stops"}
    page = parsed(shown(Macros(figures, "met/figures/accurate-stops/2024/"), "figure", names))
    assert "The record has no column for it alone." in page.text
    assert not any(one.attributes.get("id", "").startswith("met-") for one in page.all("tr"))


def test_every_figure_above_0_has_rows_and_every_other_says_why_not(figures: Figures) -> None:
    for year in figures.years("met")["year"]:
        for name in measures():
            one = figures.figure("met", int(year), name)
            found = counted(figures, one)
            assert bool(found.rows) == any(end.value for end in one.ends or (one,)), (year, name)
            assert found.sentence
    assert counted(figures, figures.figure("met", 2021, "stops")).sentence == "The records list no deployment in this year."
