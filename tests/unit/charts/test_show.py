"""What a notebook shows: the words of the site, unknown never zero, and nothing of a record becomes markup."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from fixtures.project import Warehouse
from lfr.charts.notebook import show_chart, show_figures, show_table
from lfr.charts.rates import accuracy
from lfr.errors import LfrError
from lfr.project import Project
from lfr.warehouse.figures import open_figures


def test_a_table_says_what_is_missing_and_keeps_its_numbers_whole() -> None:
    frame = pd.DataFrame(
        {"Alerts": pd.array([1286, None], dtype="Int64"), "Per cent": [15.0, 87.5]}, index=pd.Index(["<b>", "two"], name="Place")
    )
    shown = show_table(frame, "Some numbers", decimals=1, unknown="not published")
    assert repr(shown) == "Some numbers\nPlace | Alerts | Per cent\n<b> | 1,286 | 15.0\ntwo | not published | 87.5"
    html = shown._repr_html_()
    assert "<caption>Some numbers</caption>" in html and '<th scope="row">&lt;b&gt;</th>' in html and "<b>" not in html


def test_a_day_is_said_and_a_share_stands_with_the_numbers() -> None:
    frame = pd.DataFrame({"Day": [datetime.date(2025, 5, 10)], "Share": ["27%"]}, index=["first"])
    html = show_table(frame, "One day")._repr_html_()
    assert "<td>10 May 2025</td>" in html and '<td class="lfr-number">27%</td>' in html


def test_figures_are_shown_with_what_was_published_and_a_rate_with_its_counts(warehouse: Warehouse) -> None:
    figures = open_figures(warehouse.project)
    text = repr(show_figures(figures, "met", ["deployments", "stops", "accuracy_of_stops", "no_action"], "Some figures"))
    assert "2024 | 180 (179 before correction) | 1,241 to 1,276 (1,231 to 1,266 before correction)" in text
    assert "2020 | 3 | 6 | 1 of 6 (too few for a percentage; 95% confidence interval 3.0% to 56.4%) | not published" in text
    with pytest.raises(LfrError, match='Did you mean "arrests"'):
        show_figures(figures, "met", ["arrest"], "Some figures")
    figures.close()


def test_a_chart_carries_its_words_and_one_without_is_refused(warehouse: Warehouse) -> None:
    figures = open_figures(warehouse.project)
    html = show_chart(accuracy(figures, "met"))._repr_html_()
    figures.close()
    assert (
        'role="img"' in html
        and "1 of 6 (too few for a percentage;" in html
        and "<strong>1,242 of 1,269 confirmed alerts were true in 2024</strong>" in html
        and "with a 95% confidence interval: data</caption>" in html
    )
    points = alt.Chart(pd.DataFrame({"x": [1, 2], "y": [3, 4]})).mark_point().encode(x="x:Q", y="y:Q")
    with pytest.raises(LfrError, match="needs a title and a sentence"):
        show_chart(points)
    html = show_chart(points, "Two points", "At 1 and 2 & more.")._repr_html_()
    assert '<title id="notebook-two-points-title">Two points</title>' in html and "At 1 and 2 &amp; more." in html
    # Inside an image nothing speaks by itself, and colours follow the page.
    assert html.count("role=") == 1 and "style=" not in html and 'stroke="var(--bar)"' in html


def test_a_chart_that_the_build_drew_is_shown_as_drawn_and_another_is_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warehouse: Warehouse
) -> None:
    figures = open_figures(warehouse.project)
    chart = accuracy(figures, "met")
    figures.close()
    project = Project(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "publishers.toml").touch()
    project.charts.mkdir(parents=True)
    (project.charts / f"{chart.name}.json").write_text(replace(chart, order=3).words(), encoding="utf-8")
    for kind in ("svg", "narrow.svg"):
        (project.charts / f"{chart.name}.{kind}").write_text(f"<svg>as built, {kind}</svg>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    html = show_chart(chart)._repr_html_()
    assert "<svg>as built, svg</svg>" in html and "<svg>as built, narrow.svg</svg>" in html
    html = show_chart(replace(chart, sentence="Half of them."))._repr_html_()
    assert "as built" not in html and "Half of them.</desc>" in html
