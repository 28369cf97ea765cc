"""The data set for catalogues and search engines: schema.org Dataset and DCAT, as JSON-LD."""

from datetime import date
from pathlib import Path
from typing import Any

from lfr.downloads.about import DESCRIPTION, KEYWORDS, TITLE, About
from lfr.downloads.archive import NAME
from lfr.downloads.metadata import write_json
from lfr.downloads.tables import FORMATS, Definition
from lfr.wording.addresses import file_address

_KINDS = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"


def write_catalogue(folder: Path, definitions: list[Definition], about: About) -> None:
    """`folder/dataset.jsonld` (schema.org), which the data page carries too, and `folder/catalogue.jsonld` (DCAT)."""
    files = [(NAME, "Everything in one ZIP"), ("yearly_figures.xlsx", "Yearly figures, spreadsheet")]
    files += [(f"{one.name}{end}", f"{one.title}, {said}") for one in definitions for end, said in FORMATS.items()]
    write_json(folder / "dataset.jsonld", _schema_org(files, about))
    write_json(folder / "catalogue.jsonld", _dcat(files, about))


def _schema_org(files: list[tuple[str, str]], about: About) -> dict[str, Any]:
    content: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{about.site}/data/#dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "url": f"{about.site}/data/",
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": "LFR Statistics", "url": f"{about.site}/"},
        "creditText": about.source,
        "license": f"{about.site}{file_address('LICENCE.txt')}",
        "citation": about.citation,
        "dateModified": about.as_at.isoformat(),
        "isAccessibleForFree": True,
        "spatialCoverage": "London, United Kingdom",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": title,
                "contentUrl": f"{about.site}{file_address(name)}",
                "encodingFormat": _KINDS[name.rpartition(".")[2]],
            }
            for name, title in files
        ],
    }
    if about.covers_from:
        content["temporalCoverage"] = f"{about.covers_from}/{about.covers_to}"
    if about.version:
        content["version"] = about.version
    return content


def _dcat(files: list[tuple[str, str]], about: About) -> dict[str, Any]:
    publisher = {"@type": "foaf:Organization", "foaf:name": "LFR Statistics"}
    entry: dict[str, Any] = {
        "@id": f"{about.site}/data/#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _english(TITLE),
        "dct:description": _english(DESCRIPTION),
        "dct:identifier": "lfr-statistics",
        "dct:publisher": publisher,
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "dct:modified": _day(about.as_at),
        "dct:rights": about.licence,
        "dct:source": about.source,
        "dct:bibliographicCitation": about.citation,
        "dcat:keyword": [_english(one) for one in KEYWORDS],
        "dcat:landingPage": {"@id": f"{about.site}/data/"},
        "dcat:distribution": [_distribution(name, title, about) for name, title in files],
    }
    if about.version:
        entry["dcat:version"] = about.version
    if about.covers_from and about.covers_to:
        days = {"dcat:startDate": _day(about.covers_from), "dcat:endDate": _day(about.covers_to)}
        entry["dct:temporal"] = {"@type": "dct:PeriodOfTime", **days}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{about.site}/data/#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _english("LFR Statistics"),
        "dct:description": _english("Data sets on police use of live facial recognition."),
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{about.site}/"},
        "dcat:dataset": [entry],
    }


def _distribution(name: str, title: str, about: About) -> dict[str, Any]:
    kind = name.rpartition(".")[2]
    return {
        "@id": f"{about.site}{file_address(name)}",
        "@type": "dcat:Distribution",
        "dct:title": _english(title),
        "dct:format": {"@id": f"{_FILE_TYPES}{kind.upper()}"},
        "dct:rights": about.licence,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_KINDS[kind]}"},
        "dcat:accessURL": {"@id": f"{about.site}/data/"},
        "dcat:downloadURL": {"@id": f"{about.site}{file_address(name)}"},
    }


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}
