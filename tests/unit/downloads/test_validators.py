"""The files stand up to other people's validators: Frictionless, CSV on the Web, and what a catalogue needs."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import frictionless
import pytest
import rdflib
import yaml
from csvw import CSVW

from .conftest import Downloads

OLDER = ("yearly_figures", "deployments", "findings", "corrections", "template-log")


def complaints(package: Path) -> list[str]:
    report = frictionless.validate(str(package))
    return [error.message for error in report.errors] + [error.message for task in report.tasks for error in task.errors]


def csv_on_the_web_is_happy(path: Path) -> bool:
    with warnings.catch_warnings():
        # It says what is wrong by warnings of its own, which `is_valid` counts, or raises.
        warnings.simplefilter("always")
        try:
            return bool(CSVW(str(path), validate=True).is_valid)
        except ValueError:
            return False


@pytest.mark.parametrize("folder", ["data/latest", "data"])
def test_frictionless_finds_nothing(downloads: Downloads, folder: str) -> None:
    package = downloads.pages / folder / "datapackage.json"
    assert complaints(package) == []
    named = {one["path"] for one in json.loads(package.read_text(encoding="utf-8"))["resources"]}
    assert named == {path.name for path in package.parent.glob("*.csv")}


def test_csv_on_the_web_finds_nothing_in_any_file(downloads: Downloads) -> None:
    paths = [*downloads.latest.glob("*.csv"), *(downloads.pages / "data").glob("*.csv"), *(downloads.pages / "met").glob("*/*.csv")]
    assert len(paths) >= len(downloads.definitions) + len(OLDER) + 2
    for path in paths:
        assert path.with_name(f"{path.name}-metadata.json").is_file(), path.name
        assert csv_on_the_web_is_happy(path), path.name


@pytest.mark.parametrize(("before", "after"), [(",2020-02-11,", ",11/02/20,"), (",5816,", ",about 5816,"), ("met-0002,", "met-0001,")])
def test_both_notice_a_spoilt_cell(downloads: Downloads, tmp_path: Path, before: str, after: str) -> None:
    """So that silence means something."""
    shutil.copytree(downloads.latest, tmp_path / "latest")
    path = tmp_path / "latest" / "deployments.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert complaints(tmp_path / "latest" / "datapackage.json")
    assert not csv_on_the_web_is_happy(path)


def test_the_catalogue_is_dcat_and_leads_to_every_file(downloads: Downloads) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the parser warns of its own insides
        graph = rdflib.Graph().parse(downloads.latest / "catalogue.jsonld", format="json-ld", publicID="https://example.org/")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    [catalogue] = graph.subjects(rdflib.RDF.type, dcat.Catalog)
    [dataset] = graph.objects(catalogue, dcat.dataset)
    parts = list(graph.objects(dataset, dcat.distribution))
    named = {str(one).rpartition("/")[2] for part in parts for one in graph.objects(part, dcat.downloadURL)}
    data = {path.name for kind in ("csv", "json", "parquet", "xlsx", "zip") for path in downloads.latest.glob(f"*.{kind}")}
    assert named == {name for name in data if not name.endswith(("-metadata.json", "datapackage.json"))}


def test_the_dataset_for_search_engines_has_what_they_ask_for(downloads: Downloads) -> None:
    content = downloads.json("dataset.jsonld")
    assert content["@type"] == "Dataset" and 50 <= len(content["description"]) <= 5000
    assert content["temporalCoverage"] == "2020-01-01/2025-07-11" and content["isAccessibleForFree"]
    assert {"name", "license", "creator", "distribution", "keywords"} <= set(content)
    # The newest document counted says nothing of the day on which the data changed: that is the day of a release.
    assert "dateModified" not in content


def test_the_citation_file_reads(downloads: Downloads) -> None:
    content = yaml.safe_load((downloads.latest / "CITATION.cff").read_text(encoding="utf-8"))
    assert content["cff-version"] == "1.2.0" and content["type"] == "dataset"
    assert {"message", "title", "authors"} <= set(content)
    # The day of a release is that of the release, not of a document: without one there is none.
    assert "date-released" not in content and "version" not in content
