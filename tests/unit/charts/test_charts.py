"""Every chart says its figures in words too, and brings nothing with it that a strict policy would stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from fixtures.project import Warehouse
from lfr.charts import draw_charts
from lfr.charts.bars import alerts_by_year, months_of_year, places_of_year, years
from lfr.figures import Figures, open_figures
from lfr.paths import Project

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figures(warehouse: Warehouse) -> Iterator[Figures]:
    opened = open_figures(warehouse.project)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def drawn(figures: Figures) -> dict[str, str]:
    count = draw_charts(figures)
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(figures.project.charts.glob("*.svg"))}
    assert len(found) == count
    return found


def _part(svg: str, name: str) -> str:
    found = ElementTree.fromstring(svg).find(f"{SVG}{name}")
    assert found is not None and found.text
    return found.text


def test_there_is_a_chart_of_the_years_and_of_each_year(drawn: dict[str, str]) -> None:
    months = {f"met-{year}-months" for year in range(2020, 2026)}
    places = {f"met-{year}-places" for year in range(2020, 2026) if year != 2021}
    assert set(drawn) == {"met-years", "met-alerts"} | months | places


def test_every_chart_is_an_image_with_a_title_and_a_description(drawn: dict[str, str]) -> None:
    for name, svg in drawn.items():
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img", name
        ids = {one.get("id"): one.tag for one in root.iter() if one.get("id")}
        assert [ids[one] for one in root.attrib["aria-labelledby"].split()] == [f"{SVG}title", f"{SVG}desc"], name
        assert all(one.startswith(f"{name}-") for one in ids if one), name


def test_no_chart_has_a_style_a_script_or_a_foreign_address(drawn: dict[str, str]) -> None:
    for name, svg in drawn.items():
        for one in ElementTree.fromstring(svg).iter():
            assert one.tag.removeprefix(SVG) not in ("style", "script", "image", "foreignObject", "a", "use"), name
            assert not [key for key in one.attrib if key == "style" or key.startswith("on") or key.endswith("href")], name
        assert re.findall(r"https?://(?!www\.w3\.org/(?:2000/svg|1999/xlink))", svg) == [], name


def test_a_description_holds_every_figure_of_the_chart(drawn: dict[str, str], figures: Figures) -> None:
    said = _part(drawn["met-years"], "desc")
    for year in figures.years("met").itertuples():
        found = figures.figure("met", year.year, "deployments")
        assert f"{year.label}: {found.value:.0f}" in said
        assert (f"{found.value:.0f} (as published {found.value_as_published:.0f})" in said) == found.is_corrected
    places = figures.places("met", 2023)
    for place in places[places["deployments"] > 0].itertuples():
        assert f"{place.place} {place.deployments}" in _part(drawn["met-2023-places"], "desc")


def test_the_months_of_a_year_add_up_to_its_deployments(drawn: dict[str, str], figures: Figures) -> None:
    for year in range(2020, 2026):
        sentence = _part(drawn[f"met-{year}-months"], "desc").partition(": ")[2]
        counts = re.findall(r"[A-Z][a-z]+ (\d+)", re.sub(r"\(as published \d+\)", "", sentence))
        assert sum(map(int, counts)) == figures.figure("met", year, "deployments").value, year


def test_the_part_year_is_labelled_in_every_chart(drawn: dict[str, str]) -> None:
    for name in ("met-years", "met-alerts"):
        labels = [one.text for one in ElementTree.fromstring(drawn[name]).iter(f"{SVG}text")]
        assert "2025, to 10 May" in labels and "2025" not in labels, name
        assert "2025, to 10 May: " in _part(drawn[name], "desc")
    for name in ("met-2025-months", "met-2025-places"):
        assert "2025, to 10 May" in _part(drawn[name], "title"), name
        assert "2025, to 10 May" in _part(drawn[name], "desc"), name


def test_a_month_without_a_record_is_named_and_not_drawn_as_nought(drawn: dict[str, str]) -> None:
    said = _part(drawn["met-2025-months"], "desc")
    assert "(part of the month), June not covered" in said and "December not covered" in said
    assert "January 0" in _part(drawn["met-2021-months"], "desc")
    labels = [one.text for one in ElementTree.fromstring(drawn["met-2025-months"]).iter(f"{SVG}text")]
    assert labels.count("no record") == 7


def test_a_chart_of_an_earlier_build_does_not_stay(
    drawn: dict[str, str], figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "project", Project(tmp_path))
    figures.project.charts.mkdir(parents=True)
    (figures.project.charts / "met-1999-months.svg").write_text("<svg></svg>")
    draw_charts(figures)
    assert sorted(path.stem for path in figures.project.charts.glob("*.svg")) == sorted(drawn)


def test_alerts_are_said_true_and_false_with_what_was_published() -> None:
    frame = pd.DataFrame({
        "measure": ["true_alerts", "false_alerts"], "value": [56.0, 2.0], "value_as_published": [66.0, 2.0],
        "label": ["2023", "2023"], "is_partial": [False, False],
    })  # fmt: skip
    assert alerts_by_year("met", frame).sentence == "Alerts: 2023: 56 (as published 66) true and 2 false."


def test_a_chart_of_places_names_how_many_it_leaves_out() -> None:
    places = pd.DataFrame({"place": [f"Place {i:02d}" for i in range(18)], "deployments": [18 - i for i in range(18)]})
    places["deployments_as_published"] = places["deployments"]
    sentence = places_of_year("met", 2024, "2024", places).sentence
    assert "Place 14 4" in sentence and "Place 15" not in sentence
    assert sentence.endswith("; and 3 more places.")


def test_a_place_with_markup_in_its_name_stays_text(figures: Figures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hostile = '<script>alert("1")</script> & id="x" url(#y)'
    places = figures.places("met").assign(place=hostile)
    monkeypatch.setattr(figures, "places", lambda publisher: places)
    monkeypatch.setattr(figures, "project", Project(tmp_path))
    draw_charts(figures)
    svg = (figures.project.charts / "met-2020-places.svg").read_text(encoding="utf-8")
    assert "<script" not in svg
    assert hostile in _part(svg, "desc")


def test_a_year_covered_in_part_is_drawn_lighter() -> None:
    frame = pd.DataFrame({
        "measure": ["deployments"] * 2, "value": [180.0, 74.0], "value_as_published": [179.0, 74.0],
        "label": ["2024", "2025, to 10 May"], "is_partial": [False, True],
    })  # fmt: skip
    opacity = years("met", frame).spec.to_dict()["layer"][0]["encoding"]["opacity"]
    assert opacity["field"] == "is_partial" and opacity["scale"]["range"][1] < opacity["scale"]["range"][0]


def test_a_month_covered_in_part_says_so() -> None:
    months = pd.DataFrame({"month": [4, 5, 6], "is_covered": [True, True, False], "is_part": [False, True, None], "deployments": [9, 4, 0]})
    months["deployments_as_published"] = months["deployments"]
    said = months_of_year("met", 2025, "2025, to 10 May", months).sentence
    assert said == "Deployments in 2025, to 10 May: April 9, May 4 (part of the month), June not covered."
