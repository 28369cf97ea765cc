"""What holds of every chart: it says its figures in words, brings nothing a strict policy would stop, and is small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import lfr.charts.all_charts
import pandas as pd
import pytest
from lfr.charts.all_charts import draw_charts
from lfr.charts.chart import Chart, charts_of
from lfr.charts.places import places_of_year
from lfr.charts.sheet import Sheet, room
from lfr.charts.theme import WIDTH
from lfr.project import Project
from lfr.warehouse.figures import Figures

from .conftest import SVG, Charts

ALL_YEARS = {
    "years", "alerts", "stops", "outcomes", "accuracy", "false-alert-rates", "months", "faces-seen", "watchlist", "threshold",
    "alerts-per-deployment", "places", "false-alerts", "faces-per-hour",
}  # fmt: skip


def test_there_is_each_chart_over_the_years_and_three_of_each_year(drawn: Charts) -> None:
    years = {f"met-{year}-{kind}" for year in range(2020, 2026) for kind in ("months", "boroughs", "places")}
    assert set(drawn) == {f"met-{key}" for key in ALL_YEARS} | years - {"met-2021-places"}


def test_a_new_chart_is_one_function(figures: Figures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def days(figures: Figures, publisher: str) -> Chart:
        sheet = Sheet()
        sheet.words(0, 12, "Days")
        columns, lines = {"Year": "words"}, [["2024"]]
        return Chart(publisher, "days", "Days", "A lead.", "A sentence.", columns, lines, drawing=sheet.cut(20), data=pd.DataFrame())

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
        # The strip of months has 72 boxes, and 12 more each year.
        assert len(chart.svg.encode()) <= (11 if name == "met-months" else 8) * 1024, name
        # Faces per hour has a dot per deployment, each at a place of its own.
        assert len(gzip.compress(chart.svg.encode(), mtime=0)) <= (2700 if name == "met-faces-per-hour" else 2200), name


def test_no_word_runs_off_the_sheet(drawn: Charts) -> None:
    for name, chart in drawn.items():
        root = chart.root
        for text in root.iter(f"{SVG}text"):
            _stays(name, root, text)


def _stays(name: str, root: ElementTree.Element, text: ElementTree.Element) -> None:
    around = next((one for one in root.iter(f"{SVG}g") if text in list(one)), root)
    anchor = text.get("text-anchor") or around.get("text-anchor", "start")
    # The room given to a label is that of a wide font; a tenth more or less is air.
    width = room(str(text.text), int(around.get("font-size", text.get("font-size", "13")))) * 0.9
    left = float(text.attrib["x"]) - {"start": 0, "middle": width / 2, "end": width}[anchor]
    assert left >= -1 and left + width <= WIDTH + 1, f"{name}: {text.text}"
    assert 0 < float(text.attrib["y"]) <= float(root.attrib["height"]), f"{name}: {text.text}"


def test_every_colour_has_its_class_and_a_fill_for_white(drawn: Charts) -> None:
    for name, chart in drawn.items():
        for one in chart.root.iter():
            if one.get("fill", "").startswith("#"):
                assert re.search(r"\bc-[a-z]+", one.get("class", "")), f"{name}: {one.attrib}"


def test_every_chart_can_be_explored_and_each_value_says_where_it_belongs(drawn: Charts) -> None:
    for name, chart in drawn.items():
        assert chart.values, name
        assert all(": " in one for one in chart.values), name


def test_the_words_beside_a_chart_are_short_and_of_the_newest_years(drawn: Charts) -> None:
    assert drawn["met-years"].said["lead"] == "Deployments, 2024: 180 (as published 179); 2025, to 11 July: 112."
    boroughs, months = (drawn[name].said["lead"] for name in ("met-2023-boroughs", "met-2024-months"))
    assert boroughs == "2023: deployments in 5 of 32 London boroughs, most in Westminster (10), Croydon (6), Camden (3)."
    assert drawn["met-2025-boroughs"].said["lead"].endswith("Camden (7). Borough not known: 2.")
    assert "may lie in any borough, also in one that says 0." in " ".join(drawn["met-2025-boroughs"].said["notes"])
    # A year without a deployment prints nothing, also no number of another basis.
    assert "True and false alerts, 2020, 2022: printed in the record." in drawn["met-alerts"].said["notes"]
    assert months == "2024: 180 (as published 179) deployments, most in March, April, October, November (18 each)."
    assert drawn["met-2021-months"].said["lead"] == "2021: no deployment in any of 12 months."
    assert drawn["met-months"].said["lead"] == "30 of the 67 months that the records cover have a deployment."
    # Stops were last printed in 2022: the newest years have the share of confirmed alerts alone.
    assert drawn["met-accuracy"].said["lead"].startswith("Confirmed alerts that were true, 2024: ")
    for name, chart in drawn.items():
        assert len(chart.said["lead"]) < (560 if name == "met-false-alert-rates" else 280), name


def test_the_downloaded_file_is_on_white_with_title_and_source(drawn: Charts) -> None:
    for name, chart in drawn.items():
        svg = chart.download
        words = " ".join(str(one.text) for one in ElementTree.fromstring(svg).iter(f"{SVG}text"))
        assert 'fill="#fff"' in svg and 'color="#1a1a1a"' in svg, name
        assert chart.said["title"] in words and "Source: Metropolitan Police Service" in words, name


def test_a_part_year_says_so_in_every_chart_that_shows_it(drawn: Charts, figures: Figures) -> None:
    last = figures.deployments("met")["deployment_date"].max()
    part_year = f"2025, to {last.day} {last:%B}"
    keys = "years alerts stops outcomes accuracy false-alert-rates false-alerts faces-seen months watchlist"
    for key in keys.split():
        chart = drawn[f"met-{key}"]
        assert part_year in chart.sentence, key
        assert any(part_year in label for label in chart.labels), key
    for kind in ("months", "places", "boroughs"):
        said = drawn[f"met-2025-{kind}"].said
        assert part_year in said["title"] and part_year in said["sentence"], kind
        assert any("do not compare it with a whole year" in note for note in said["notes"]), kind


def test_two_drawings_are_the_same_to_the_byte(drawn: Charts, figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "project", Project(tmp_path))
    assert draw_charts(figures) == 31
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
