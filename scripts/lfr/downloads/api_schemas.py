"""The JSON Schemas of the API's files, and its OpenAPI description."""

from __future__ import annotations

from typing import Any

from lfr.downloads.about import DESCRIPTION, About
from lfr.downloads.tables import SYMBOLS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_YES_NO: Json = {"type": "boolean"}
_DAY: Json = {"type": "string", "format": "date"}
_YEAR: Json = {"type": "integer", "minimum": 1900, "maximum": 2200}
_NUMBER_OR_NULL: Json = {"type": ["number", "null"], "minimum": 0}
_COUNT_OR_NULL: Json = {"type": ["integer", "null"], "minimum": 0}
_ADDRESS: Json = {"type": "string", "pattern": "^/", "description": "An address inside the site."}


def _object(description: str, /, *more: Json, optional: tuple[str, ...] = (), **properties: Json) -> Json:
    """A schema of an object with these properties and no others; `more` has those whose names are words of Python."""
    known = {name: schema for one in (*more, properties) for name, schema in one.items()}
    required = [name for name in known if name not in optional]
    return {"type": "object", "description": description, "properties": known, "required": required, "additionalProperties": False}


def _ref(name: str) -> Json:
    return {"$ref": f"common.json#/$defs/{name}"}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_VALUE: dict[str, Json] = {
    "value": {
        **_NUMBER_OR_NULL,
        "description": "The figure; a rate is a proportion from 0 to 1. null: no_value says why.",
    },
    "text": {"type": "string", "description": "The figure as the pages say it; a rate with its counts and interval."},
    "no_value": _or_null(_ref("no_value")),
    "numerator": {**_COUNT_OR_NULL, "description": "First count under a rate."},
    "denominator": {**_COUNT_OR_NULL, "description": "Second count under a rate."},
    "interval": _or_null(_ref("interval")),
}
_PLACE_COUNTS = {name: _COUNT_OR_NULL for name in ("deployments", "faces_seen", "alerts", "arrests")}

_COMMON: dict[str, Json] = {
    "publisher": _object("A police force.", id=_TEXT, name=_TEXT),
    "measure": _object(
        "What is counted.",
        id=_TEXT,
        title=_TEXT,
        unit=_TEXT,
        kind={"enum": ["count", "level", "rate"]},
        definition={**_ADDRESS, "description": "The page that defines it."},
    ),
    "coverage": _object(
        "The days of the year that the records cover. A year covered in part must not be compared with a whole one.",
        {"from": _or_null(_DAY), "to": _or_null(_DAY)},
        label={"type": "string", "description": "The year in words, as in “2025, to 10 May”."},
        is_partial=_YES_NO,
    ),
    "no_value": _object("Why there is no value.", symbol={"enum": list(SYMBOLS)}, meaning=_TEXT),
    "interval": _object(
        "The interval of a rate.",
        lower=_NUMBER_OR_NULL,
        upper=_NUMBER_OR_NULL,
        level={"const": 0.95},
        method={"const": "Wilson score"},
    ),
    "recount": _object(
        "How to count the figure again from the published rows.",
        optional=("column", "over"),
        rows=_ADDRESS,
        where={"type": "object", "description": "Columns and the values that they must have."},
        how={"enum": ["count", "sum", "distinct", "minimum", "median", "maximum", "rate"]},
        column=_TEXT,
        over={"type": "string", "description": "The second count of a rate. Only rows that have both are counted."},
        sql=_TEXT,
    ),
    "figure": _object(
        "One figure.",
        _VALUE,
        id=_TEXT,
        publisher=_ref("publisher"),
        year=_YEAR,
        measure=_ref("measure"),
        as_published=_object("The same, counted from the cells as printed, without any correction.", _VALUE),
        coverage=_ref("coverage"),
        flags=_object(
            "What to know before using it.",
            is_partial={**_YES_NO, "description": "The records cover only a part of the year."},
            is_corrected={**_YES_NO, "description": "A correction changes the figure."},
            basis={**_list(_TEXT), "description": "How the layouts of the year give the measure."},
            basis_text=_TEXT,
        ),
        recount=_or_null(_ref("recount")),
        links=_object("Where it stands; null: no such page.", page=_ADDRESS, api=_ADDRESS, rows=_ADDRESS, history=_or_null(_ADDRESS)),
    ),
    "place_year": _object(
        "The counts of one place in one calendar year. null: the records do not hold it.",
        _PLACE_COUNTS,
        year=_YEAR,
        label=_TEXT,
        is_partial=_YES_NO,
        as_published=_object("The same from the cells as printed.", _PLACE_COUNTS),
    ),
}


def _head(kind: str) -> dict[str, Json]:
    return {
        "$schema": _TEXT,
        "api": {"const": "v1"},
        "type": {"const": kind},
        "site": {"type": "string", "description": "Where the site is served; addresses in the file follow it."},
        "self": _ADDRESS,
        "page": {**_ADDRESS, "description": "The page that shows the same."},
        "as_at": {**_DAY, "description": "Date of the newest document counted."},
        "release": {"type": ["string", "null"], "description": "The release that the figures equal; null between two releases."},
        "source": _TEXT,
        "licence": _TEXT,
        "citation": _TEXT,
    }


_KINDS: dict[str, tuple[str, dict[str, Json]]] = {
    "index": (
        "The beginning: which police forces there are.",
        {
            "title": _TEXT,
            "description": _TEXT,
            "publishers": _list(_object("A police force.", id=_TEXT, name=_TEXT, api=_ADDRESS)),
            "openapi": _ADDRESS,
            "downloads": _ADDRESS,
        },
    ),
    "publisher": (
        "What there is of one police force.",
        {
            "publisher": _ref("publisher"),
            "records_page": _TEXT,
            "years": _list(
                _object(
                    "A calendar year.",
                    {"from": _or_null(_DAY), "to": _or_null(_DAY)},
                    label=_TEXT,
                    is_partial=_YES_NO,
                    year=_YEAR,
                    api=_ADDRESS,
                )
            ),
            "measures": _list(
                _object(
                    "A measure.",
                    id=_TEXT,
                    title=_TEXT,
                    unit=_TEXT,
                    kind={"enum": ["count", "level", "rate"]},
                    definition=_ADDRESS,
                    api=_ADDRESS,
                )
            ),
            "places": _list(_object("A place.", id=_TEXT, name=_TEXT, borough={"type": ["string", "null"]}, api=_ADDRESS, page=_ADDRESS)),
            "answers": _list(_object("A standard answer.", id=_TEXT, question=_TEXT, api=_ADDRESS, page=_ADDRESS)),
        },
    ),
    "figure": ("One figure.", _COMMON["figure"]["properties"]),
    "year": (
        "Every figure of one calendar year.",
        {"publisher": _ref("publisher"), "year": _YEAR, "coverage": _ref("coverage"), "figures": _list(_ref("figure"))},
    ),
    "series": (
        "One measure in every calendar year.",
        {"publisher": _ref("publisher"), "measure": _ref("measure"), "figures": _list(_ref("figure"))},
    ),
    "place": (
        "One place, with its counts by calendar year and its deployments. A year without a deployment there has no entry.",
        {
            "publisher": _ref("publisher"),
            "id": _TEXT,
            "name": _TEXT,
            "borough": {"type": ["string", "null"]},
            "borough_code": {"type": ["string", "null"]},
            "years": _list(_ref("place_year")),
            "deployments": _list(_object("A deployment.", id=_TEXT, date=_DAY, is_stopped_early=_YES_NO, page=_ADDRESS)),
        },
    ),
    "answer": (
        "One standard question, what the records say to it, and how completely.",
        {
            "publisher": _ref("publisher"),
            "id": _TEXT,
            "question": _TEXT,
            "also_asked": _list(_TEXT),
            "short_answer": _TEXT,
            "means": _TEXT,
            "does_not_mean": _TEXT,
            "who_might_hold": _TEXT,
            "completeness": _list(
                _object(
                    "How far the published records answer it, in a range of calendar years.",
                    {"from": _YEAR, "to": _YEAR},
                    level={"enum": ["fully", "partly", "not held"]},
                    why=_TEXT,
                )
            ),
            "measures": _list(_TEXT),
            "figures": _list(_ref("figure")),
            "documents": _list(_TEXT),
            "disclosures": _list(_TEXT),
            "sections": _list(_TEXT),
            "related": _list(_TEXT),
            "reviewed": _DAY,
        },
    ),
}


def schemas(site: str) -> dict[str, Json]:
    """Every schema by name; `common` holds what the others share."""
    base = f"{site}/api/v1/schemas"
    found: dict[str, Json] = {"common": {"$schema": _DRAFT, "$id": f"{base}/common.json", "$defs": _COMMON}}
    for kind, (description, properties) in _KINDS.items():
        found[kind] = {"$schema": _DRAFT, "$id": f"{base}/{kind}.json", "title": kind, **_object(description, _head(kind), properties)}
    return found


PATHS = {
    "/index.json": ("index", "The police forces", ()),
    "/{publisher}/index.json": ("publisher", "What there is of one police force", ("publisher",)),
    "/{publisher}/years/{year}.json": ("year", "Every figure of one calendar year", ("publisher", "year")),
    "/{publisher}/figures/{measure}.json": ("series", "One measure in every calendar year", ("publisher", "measure")),
    "/{publisher}/figures/{measure}/{year}.json": ("figure", "One figure", ("publisher", "measure", "year")),
    "/{publisher}/places/{place}.json": ("place", "One place", ("publisher", "place")),
    "/{publisher}/answers/{answer}.json": ("answer", "One standard answer", ("publisher", "answer")),
}
PARAMETERS: dict[str, tuple[str, Json, Any]] = {
    "publisher": ("Id of the police force.", _TEXT, "met"),
    "year": ("Calendar year.", _YEAR, 2024),
    "measure": ("Name of the measure.", _TEXT, "arrests"),
    "place": ("Last part of the address of the place's page.", _TEXT, "oxford-circus"),
    "answer": ("Last part of the address of the answer's page.", _TEXT, "how-many-people-were-stopped"),
}


def openapi(about: About) -> Json:
    """The OpenAPI 3.1 description: files to be fetched with GET, no keys, no limits."""
    paths = {}
    for path, (kind, summary, names) in PATHS.items():
        paths[path] = {
            "get": {
                "operationId": f"get_{kind}",
                "summary": summary,
                "parameters": [
                    {"name": name, "in": "path", "required": True, "description": said, "schema": schema, "example": example}
                    for name in names
                    for said, schema, example in [PARAMETERS[name]]
                ],
                "responses": {
                    "200": {"description": summary, "content": {"application/json": {"schema": {"$ref": f"schemas/{kind}.json"}}}},
                    "404": {"description": "There is no such thing; the page of the site that says so."},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "LFR Statistics",
            "version": "1",
            "summary": "Figures on police use of live facial recognition, by calendar year.",
            "description": f"{DESCRIPTION} Static files: nothing is logged in to and nothing is asked for but the address.",
        },
        "servers": [{"url": f"{about.site}/api/v1"}],
        "paths": paths,
    }
