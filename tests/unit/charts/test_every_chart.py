"""What holds of every chart: it says its figures in words, brings nothing a strict policy would stop, and is small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import lfr.charts.all_charts
import pandas as pd
import pytest
from lfr.charts.all_charts import draw_charts
from lfr.charts.by_year import alerts
from lfr.charts.chart import Chart, charts_of
from lfr.charts.chart import drawn as drawn_by_vega
from lfr.charts.places import places_of_year
from lfr.charts.theme import COLOURS, NARROW, WIDE
from lfr.project import Project
from lfr.warehouse.figures import Figures

from .conftest import SVG, Charts

ALL_YEARS = {
    "years", "alerts", "stops", "outcomes", "accuracy", "false-alert-rates", "months", "faces-seen", "watchlist", "threshold",
    "alerts-per-deployment", "places", "false-alerts", "faces-per-hour", "cumulative", "same-days", "boroughs",
}  # fmt: skip


def test_each_chart_that_has_an_address_is_still_there(drawn: Charts) -> None:
    years = {f"met-{year}-{kind}" for year in range(2020, 2026) for kind in ("months", "boroughs", "places", "steps")}
    # No place and no alert in a year without a deployment.
    assert set(drawn) >= {f"met-{key}" for key in ALL_YEARS} | years - {"met-2021-places", "met-2021-steps"}


def test_a_new_chart_is_one_function(figures: Figures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def days(figures: Figures, publisher: str) -> Chart:
        drawing = alt.Chart(alt.Data(values=[{"day": "Days"}])).mark_text(text="Days")
        table = {"Year": ["2024"]}
        return Chart(publisher, "days", "Days", "Each day.", "A sentence.", table, draw=lambda width: drawing, data=pd.DataFrame())

    monkeypatch.setattr(figures, "project", Project(tmp_path))
    monkeypatch.setattr(lfr.charts.all_charts, "OF_ALL_YEARS", [days])
    monkeypatch.setattr(lfr.charts.all_charts, "OF_A_YEAR", [])
    assert draw_charts(figures) == 1
    [chart] = charts_of(Project(tmp_path), "met")
    assert (chart.name, chart.address, chart.title) == ("met-days", "/met/charts/days/", "Days")
    assert ">Days</text>" in (tmp_path / "build" / "charts" / "met-days.svg").read_text(encoding="utf-8")


def test_every_chart_is_an_image_with_a_title_and_a_description(drawn: Charts) -> None:
    for name, chart in drawn.items():
        assert chart.root.get("role") == "img", name
        named = {one.get("id"): one for one in chart.root.iter() if one.get("id")}
        title, description = (named[one] for one in chart.root.attrib["aria-labelledby"].split())
        assert (title.tag, title.text) == (f"{SVG}title", chart.said["title"]), name
        assert (description.tag, description.text) == (f"{SVG}desc", chart.sentence), name
        # The narrow drawing is named by the words of the wide one, which are on the page once.
        narrow = ElementTree.fromstring(chart.narrow)
        assert narrow.get("role") == "img" and narrow.get("aria-labelledby") == chart.root.get("aria-labelledby"), name


def test_no_id_is_used_by_two_charts(drawn: Charts) -> None:
    ids = [one for chart in drawn.values() for one in re.findall(r' id="([^"]+)"', chart.svg)]
    assert len(ids) == len(set(ids))
    for name, chart in drawn.items():
        assert all(one.startswith(f"{name}-") for one in re.findall(r"url\(#([^)]+)\)", chart.svg)), name


def test_no_chart_has_a_style_a_script_or_a_foreign_address(drawn: Charts) -> None:
    for name, chart in drawn.items():
        for svg in (chart.svg, chart.download):
            for one in ElementTree.fromstring(svg).iter():
                assert one.tag.removeprefix(SVG) not in ("style", "script", "image", "foreignObject", "a", "use"), name
                assert not [key for key in one.attrib if key == "style" or key.startswith("on") or key.endswith("href")], name
            assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", svg) == [], name


def test_a_chart_weighs_little(drawn: Charts) -> None:
    for name, chart in drawn.items():
        # Some have a dot for each deployment, each with its own words.
        most = 5600 if name in ("met-watchlist", "met-faces-per-hour", "met-threshold") else 3000
        for svg in (chart.svg, chart.narrow):
            assert len(gzip.compress(svg.encode(), mtime=0)) <= most, name


def test_a_drawing_has_the_width_of_its_place(drawn: Charts) -> None:
    for name, chart in drawn.items():
        for svg, width in ((chart.svg, WIDE), (chart.narrow, NARROW)):
            assert abs(float(ElementTree.fromstring(svg).attrib["width"]) - width) <= 0.03 * width, name


def test_every_colour_of_a_page_is_one_of_the_theme_and_follows_light_and_dark(drawn: Charts) -> None:
    for name, chart in drawn.items():
        for svg in (chart.svg, chart.narrow):
            for one in ElementTree.fromstring(svg).iter():
                for colour in (one.get("fill", "none"), one.get("stroke", "none")):
                    assert colour in ("none", "transparent", *(f"var(--{known})" for known in COLOURS)), f"{name}: {one.attrib}"
        assert "var(" not in chart.download, name


def test_a_picture_and_the_vega_lite_of_a_chart_are_files_that_others_can_use(drawn: Charts) -> None:
    for name, chart in drawn.items():
        picture = (chart.folder / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG"), name
        # As wide as other sites show the picture of a link.
        assert 1100 <= int.from_bytes(picture[16:20]) <= 1250, name
        read = alt.Chart.from_dict(chart.spec)  # checked against the schema of Vega-Lite, too
        assert " ".join(chart.spec["title"]["text"]) == chart.said["title"] and read is not None, name
        assert chart.sentence in chart.spec["description"], name


def test_a_chart_can_be_changed_and_drawn_at_any_width(figures: Figures) -> None:
    chart = alerts(figures, "met").drawing(500)
    root = drawn_by_vega(chart.properties(height=100).to_dict())
    assert 490 <= float(root.attrib["width"]) <= 510
    assert "1,260 true and 27 false alerts in 2024" in " ".join(root.itertext())


def test_every_chart_can_be_explored_and_each_value_says_where_it_belongs(drawn: Charts) -> None:
    for name, chart in drawn.items():
        assert chart.values, name
        assert all(": " in one for one in chart.values), name


def test_the_heading_of_a_chart_is_its_finding(drawn: Charts) -> None:
    titles = {name.removeprefix("met-"): chart.said["title"] for name, chart in drawn.items()}
    assert titles["years"] == "180 deployments in 2024, 23 in 2023"
    assert titles["stops"] == "An estimated 1,241 to 1,276 stops in 2024, 56 to 58 in 2023"
    assert titles["outcomes"] == "575 arrests and 695 other outcomes in 2024"
    assert titles["accuracy"] == "1,242 of 1,269 confirmed alerts were true in 2024"
    assert titles["same-days"] == "112 deployments from 1 January to 11 July 2025, 91 on the same days of 2024"
    assert titles["2024-steps"] == "902,748 faces seen, 1,286 alerts, 575 arrests in 2024"
    assert titles["2023-boroughs"] == "2023: used in 5 of 32 London boroughs, most in Westminster (10), Croydon (6), Camden (3)"
    assert titles["2024-months"] == "2024: 180 deployments, most in March, April, October, November (18 each)"
    assert titles["2021-months"] == "2021: no deployment in any of 12 months"
    assert titles["months"] == "Used in 30 of the 67 months that the records cover, most often in May 2025 (20)"
    assert all(len(title) <= 100 and "before correction" not in title for title in titles.values())
    # Two streets run through boroughs without a deployment of their own; four boroughs have as many as the third or the fourth.
    assert titles["2025-boroughs"] == "2025, to 11 July: used in at least 27 of 32 London boroughs, most in Newham (16), Westminster (8)"
    assert "Edgware Road (1; in Barnet, Brent, Camden or Westminster)" in " ".join(drawn["met-2025-boroughs"].said["notes"])
    # A year without a deployment prints nothing, also no number of another basis.
    assert (
        "True and false alerts, 2020, 2022: added up from the numbers the force published for each deployment."
        in drawn["met-alerts"].said["notes"]
    )


def test_the_downloaded_file_is_on_white_with_finding_subtitle_and_source(drawn: Charts) -> None:
    for name, chart in drawn.items():
        words = " ".join(str(one.text) for one in ElementTree.fromstring(chart.download).iter(f"{SVG}text"))
        assert 'fill="#fff"' in chart.download, name
        assert chart.said["title"] in words and chart.said["subtitle"] in words and "Source: Metropolitan Police Service" in words, name


def test_a_part_year_says_so_in_every_chart_that_shows_it(drawn: Charts, figures: Figures) -> None:
    last = figures.deployments("met")["deployment_date"].max()
    part_year = f"2025, to {last.day} {last:%B}"
    keys = "years alerts stops outcomes accuracy false-alert-rates false-alerts faces-seen months watchlist"
    for key in keys.split():
        chart = drawn[f"met-{key}"]
        assert part_year in chart.sentence, key
        assert any(part_year.replace(",", "") in label for label in chart.labels), key
    for kind in ("months", "places", "boroughs"):
        said = drawn[f"met-2025-{kind}"].said
        assert part_year in said["subtitle"] and part_year in said["sentence"], kind
        assert any("compare it with the same days of another year only" in note for note in said["notes"]), kind


@pytest.mark.slow
def test_two_drawings_are_the_same_to_the_byte(drawn: Charts, figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "project", Project(tmp_path))
    ElementTree.register_namespace("", "http://www.w3.org/2005/Atom")  # as whoever writes a feed in the same process does
    assert draw_charts(figures) == len(drawn)
    for path in sorted(figures.project.charts.iterdir()):
        assert path.read_bytes() == (drawn["met-years"].folder / path.name).read_bytes(), path.name


def test_a_chart_of_an_earlier_build_does_not_stay(figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "project", Project(tmp_path))
    monkeypatch.setattr("lfr.charts.all_charts.OF_ALL_YEARS", [])
    monkeypatch.setattr("lfr.charts.all_charts.OF_A_YEAR", [])
    figures.project.charts.mkdir(parents=True)
    (figures.project.charts / "met-1999-months.svg").write_text("<svg></svg>")
    draw_charts(figures)
    assert list(figures.project.charts.iterdir()) == []


def test_a_place_with_markup_in_its_name_stays_text(figures: Figures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hostile = '<script>alert("1")</script> & id="x" url(#y)'
    places = figures.places("met").assign(place=hostile)
    monkeypatch.setattr(figures, "places", lambda publisher, year=None: places[places["year"] == year])
    monkeypatch.setattr(figures, "project", Project(tmp_path))
    monkeypatch.setattr("lfr.charts.all_charts.OF_ALL_YEARS", [])
    monkeypatch.setattr("lfr.charts.all_charts.OF_A_YEAR", [lambda *known: places_of_year(*known) if known[-1] == 2020 else None])
    draw_charts(figures)
    [chart] = Charts(figures.project.charts).values()
    assert "<script" not in chart.svg and "<script" not in chart.download
    assert hostile in chart.sentence and hostile in chart.labels
    ElementTree.fromstring(chart.svg)
