"""/<force>/compare/: a part year beside the same days of the year before, and whole years."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.pages.shown import Macros, shown
from lfr.warehouse.figures import open_figures


def page_of(project: TinyProject) -> str:
    with built(project):
        figures = open_figures(project)
        try:
            return shown(Macros(figures, "met/compare/"), "compare", {"publisher": "met"})
        finally:
            figures.close()


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def lines(html: str, anchor: str) -> dict[str, list[str]]:
    """The first table under a heading: the cells of each row by the first."""
    [part] = re.findall(rf'<h2 id="{anchor}">.*?</table>', html, re.S)
    rows = [
        [words(cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.S)] for row in re.findall(r"<tr>(.*?)</tr>", part, re.S)
    ]
    return {row[0]: row[1:] for row in rows}


def test_a_part_year_stands_beside_the_same_days_of_the_year_before(tmp_path: Path) -> None:
    project = TinyProject(tmp_path)
    days = ["03/02/24", "04/02/24", "05/08/24"]
    project.record(
        "one", "met-2025", [deployment("met-2025", date=day, threshold="0.6") for day in days], covers=("2024-01-01", "2024-12-31")
    )
    project.record("two", "met-2025", [deployment("met-2025", date="03/03/25", threshold="0.64")], covers=("2025-01-01", "2025-07-11"))
    html = page_of(project)
    assert words(re.findall("<h1>(.*?)</h1>", html, re.S)[0]) == "1 January to 11 July: 1 deployment in 2025, 2 on the same days of 2024"
    same = lines(html, "2025")
    assert same["Measure"] == ["1 January to 11 July 2025", "1 January to 11 July 2024"]
    # The deployment of August is in the whole year only.
    assert same["Deployments"] == ["1", "2"] and same["Alerts"] == ["3", "6"]
    assert same["Threshold in use"] == ["0.64", "0.60"]
    assert "whole-years" not in html  # there is but one


def test_whole_years_say_where_they_are_counted_in_another_way(tmp_path: Path) -> None:
    project = TinyProject(tmp_path)
    project.record("one", "met-2020", [deployment("met-2020", date="03/02/20")], covers=("2020-01-01", "2020-12-31"))
    project.record("two", "met-2025", [deployment("met-2025", date="03/02/21")], covers=("2021-01-01", "2021-12-31"))
    html = page_of(project)
    assert words(re.findall("<h1>(.*?)</h1>", html, re.S)[0]) == "Metropolitan Police: calendar years compared"
    whole = lines(html, "whole-years")
    assert whole["Measure"] == ["2021", "2020"] and whole["Deployments"] == ["1", "1"]
    assert "arrests and other disposals" in whole["Arrests"][1] and "arrests" not in whole["Arrests"][0]
    assert "estimate" in whole["Stops"][0] and "estimate" not in whole["Stops"][1]
