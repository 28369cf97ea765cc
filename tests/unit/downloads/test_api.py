"""The static API: every file keeps its schema, leads somewhere, and says what the pages say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lfr.pages.figure_pages import citation_rows
from lfr.pages.shown import Macros, shown
from lfr.wording.words import say_with_counts
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource

from ...site.pages import parsed
from .conftest import Downloads


@pytest.fixture(scope="module")
def files(downloads: Downloads) -> dict[str, Any]:
    """Every file by its address, the schemas and the description aside."""
    found = {"/" + path.relative_to(downloads.pages).as_posix(): path for path in sorted(downloads.api.rglob("*.json"))}
    return {
        address: json.loads(path.read_text(encoding="utf-8"))
        for address, path in found.items()
        if "/schemas/" not in address and not address.endswith("openapi.json")
    }


def test_every_file_keeps_the_schema_that_it_names(downloads: Downloads, files: dict[str, Any]) -> None:
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((downloads.api / "schemas").glob("*.json"))]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas)
    validators = {one["$id"]: Draft202012Validator(one, registry=registry) for one in schemas}
    for one in schemas:
        Draft202012Validator.check_schema(one)
    for address, content in files.items():
        assert [f"{address}: {error.message}" for error in validators[content["$schema"]].iter_errors(content)] == []


def test_a_schema_notices_what_is_missing_or_new(downloads: Downloads, files: dict[str, Any]) -> None:
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in (downloads.api / "schemas").glob("*.json")]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas)
    content = files["/api/v1/met/figures/arrests/2024.json"]
    [schema] = [one for one in schemas if one["$id"] == content["$schema"]]
    validator = Draft202012Validator(schema, registry=registry)
    spoilt = [{**content, "value": "575"}, {**content, "more": 1}, {key: value for key, value in content.items() if key != "citation"}]
    assert [validator.is_valid(one) for one in (content, *spoilt)] == [True, False, False, False]


def test_the_description_for_programs_is_openapi_and_names_what_is_there(downloads: Downloads, files: dict[str, Any]) -> None:
    description = downloads.call("/api/v1/openapi.json")
    base = (downloads.api / "openapi.json").as_uri()
    OpenAPIV31SpecValidator(description, base_uri=base).validate()
    patterns = [re.sub(r"\\{\w+\\}", "[^/]+", re.escape(f"/api/v1{path}")) for path in description["paths"]]
    assert [address for address in files if not any(re.fullmatch(pattern, address) for pattern in patterns)] == []


def test_there_is_a_file_for_each_figure_year_measure_place_and_answer(downloads: Downloads, files: dict[str, Any]) -> None:
    kinds = [content["type"] for content in files.values()]
    years, measures = len(downloads.figures.years("met")), len(downloads.figures.measures())
    places = {row["slug"] for row in downloads.csv("places")}
    answers = {path.stem for path in (downloads.pages / "met" / "answers").glob("*.md")} - {"index", "ask-for-what-is-not-published"}
    expected = {"figure": years * measures, "year": years, "series": measures, "place": len(places), "answer": len(answers)}
    assert {kind: kinds.count(kind) for kind in expected} == expected
    assert {content["id"] for content in files.values() if content["type"] == "answer"} == answers


def test_everything_can_be_reached_from_the_index(files: dict[str, Any]) -> None:
    seen, waiting = set(), ["/api/v1/index.json"]
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            waiting += [one for one in _addresses(files[address]) if one in files]
    assert seen == set(files)


def _addresses(content: Any) -> Iterator[str]:
    if isinstance(content, str) and content.startswith("/"):
        yield content
    elif isinstance(content, dict | list):
        for one in content.values() if isinstance(content, dict) else content:
            yield from _addresses(one)


def test_every_file_says_its_own_address(files: dict[str, Any]) -> None:
    assert [address for address, content in files.items() if content["self"] != address] == []


def test_every_figure_is_said_as_on_the_page_of_its_year(downloads: Downloads, files: dict[str, Any]) -> None:
    """Over all figures: the row of the page with this anchor has its text, a mark where it was corrected, and its basis."""
    count = 0
    for year in downloads.figures.years("met")["year"]:
        page = parsed(shown(Macros(downloads.figures, f"met/years/{year}/"), "year", {"publisher": "met", "year": int(year)}))
        rows = {row.attributes["id"]: row.all("th", "td") for row in page.all("tr") if "id" in row.attributes}
        for one in files[f"/api/v1/met/years/{year}.json"]["figures"]:
            address = one["links"]["page"].split("/")
            cells = rows[address[-3]]
            mark = "* (corrected)" if one["flags"]["is_corrected"] else ""
            assert cells[1].figure == one["text"] + mark, one["id"]
            assert cells[3].text == one["flags"]["basis_text"]
            count += 1
    assert count == len(downloads.figures.measures()) * len(downloads.figures.years("met"))


def test_the_same_figure_is_the_same_in_every_file(downloads: Downloads, files: dict[str, Any]) -> None:
    told: dict[str, str] = {}
    for content in files.values():
        for one in [content] if content["type"] == "figure" else content.get("figures", []):
            own = {key: one[key] for key in ("id", "value", "text", "as_published", "coverage", "flags", "recount", "links")}
            assert told.setdefault(one["id"], json.dumps(own)) == json.dumps(own)
    for row in downloads.csv("yearly_figures"):
        one = json.loads(told[f"{row['publisher']}-{row['year']}-{row['measure'].replace('_', '-')}"])
        assert row["value"] == ("[x]" if one["value"] is None and "not published" in one["text"] else row["value"])
        assert one["value"] is None or float(row["value"]) == one["value"]
        assert one["text"] == say_with_counts(downloads.figures.figure(row["publisher"], int(row["year"]), row["measure"]))


def test_a_rate_has_its_counts_and_interval_and_an_unknown_its_reason(files: dict[str, Any]) -> None:
    rate = files["/api/v1/met/figures/accuracy_of_stops/2020.json"]
    assert (rate["numerator"], rate["denominator"]) == (1, 6)
    assert 0 < rate["interval"]["lower"] < rate["value"] < rate["interval"]["upper"] < 1
    unknown = files["/api/v1/met/figures/duration_minutes/2020.json"]
    assert (unknown["value"], unknown["no_value"], unknown["recount"]) == (None, {"symbol": "x", "meaning": "not published"}, None)
    none = files["/api/v1/met/figures/accuracy_of_stops/2021.json"]
    assert (none["value"], none["no_value"]["symbol"], none["interval"]) == (None, "z", None)


def test_a_partial_year_is_flagged_and_said(files: dict[str, Any]) -> None:
    one = files["/api/v1/met/figures/arrests/2025.json"]
    assert one["flags"]["is_partial"] and one["coverage"] == {
        "label": "2025, to 11 July",
        "from": "2025-01-01",
        "to": "2025-07-11",
        "is_partial": True,
    }
    assert "calendar year 2025, to 11 July" in one["citation"]


def test_a_figure_is_cited_as_on_its_page_of_citations(downloads: Downloads, files: dict[str, Any]) -> None:
    cited = {row["id"]: row for row in citation_rows(downloads.figures)}
    for content in files.values():
        if content["type"] == "figure":
            assert content["citation"] == cited[content["id"]]["text"]
            assert content["links"]["history"] == cited[content["id"]]["page"]
    assert "575" in cited["met-2024-arrests"]["text"] and "/met/figures/arrests/2024/" in cited["met-2024-arrests"]["text"]


def test_an_answer_says_its_figures_in_words(files: dict[str, Any]) -> None:
    for address, content in files.items():
        if content["type"] == "answer":
            texts = [content[name] for name in ("short_answer", "means", "does_not_mean")] + [one["why"] for one in content["completeness"]]
            assert not any("{{" in text for text in texts), address
    where = files["/api/v1/met/answers/where-is-lfr-used.json"]
    assert "shows 180 (179 before correction) deployments" in where["short_answer"]


def test_a_place_has_its_years_and_its_deployments(downloads: Downloads, files: dict[str, Any]) -> None:
    places = {content["id"]: content for content in files.values() if content["type"] == "place"}
    assert sum(len(one["deployments"]) for one in places.values()) == len(downloads.figures.deployments())
    for row in downloads.csv("places"):
        [year] = [one for one in places[row["slug"]]["years"] if str(one["year"]) == row["year"]]
        assert str(year["deployments"]) == row["deployments"] and year["is_partial"] == (row["label"] != row["year"])
