"""The JSON Schemas of the API's files and its OpenAPI description, made from api.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from lfr.downloads.about import About
from lfr.downloads.metadata import filled
from lfr.downloads.tables import SYMBOLS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]

_TYPES: dict[str, Json] = {
    "text": {"type": "string"},
    "text?": {"type": ["string", "null"]},
    "boolean": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "year": {"type": "integer", "minimum": 1900, "maximum": 2200},
    "number?": {"type": ["number", "null"], "minimum": 0},
    "count?": {"type": ["integer", "null"], "minimum": 0},
    "object": {"type": "object"},
    "address": {"type": "string", "pattern": "^/", "description": "An address inside the site."},
    "symbol": {"enum": list(SYMBOLS)},
}
# The keys of an object in api.toml that are no fields of it.
_NO_FIELDS = ("about", "list_of", "include", "optional", "path", "summary")


@cache
def _api() -> Json:
    return tomllib.loads((Path(__file__).resolve().parent / "api.toml").read_text(encoding="utf-8"))


def _schema(field: str | Json) -> Json:
    """The schema of one field."""
    if isinstance(field, str):
        kind, _, about = field.partition(": ")
        return {**_type(kind), "description": about} if about else _type(kind)
    if "list_of" in field:
        return {"type": "array", "items": _object(field, field["list_of"])}
    return _object(field, field["about"]) if "about" in field else field


def _type(kind: str) -> Json:
    if kind in _TYPES:
        return _TYPES[kind]
    if kind.startswith("list of "):
        return {"type": "array", "items": _type(kind.removeprefix("list of "))}
    if kind.endswith("?"):
        return {"anyOf": [_type(kind.removesuffix("?")), {"type": "null"}]}
    assert kind in _api()["part"], f"api.toml: there is no type “{kind}”"
    return {"$ref": f"common.json#/$defs/{kind}"}


def _properties(content: Json) -> Json:
    fields = {name: _schema(field) for name, field in content.items() if name not in _NO_FIELDS}
    included = content.get("include")
    return {**_properties(_api()["fields"].get(included) or _api()["part"][included]), **fields} if included else fields


def _object(content: Json, about: str, head: Json | None = None) -> Json:
    """The schema of an object with these properties and no others."""
    properties = {**(head or {}), **_properties(content)}
    required = [name for name in properties if name not in content.get("optional", ())]
    return {"type": "object", "description": about, "properties": properties, "required": required, "additionalProperties": False}


def schemas(site: str) -> dict[str, Json]:
    """Every schema by name; `common` holds what the others share."""
    base = f"{site}/api/v1/schemas"
    common = {name: _object(content, content["about"]) for name, content in _api()["part"].items()}
    found: dict[str, Json] = {"common": {"$schema": _DRAFT, "$id": f"{base}/common.json", "$defs": common}}
    for kind, content in _api()["file"].items():
        head = {name: {"const": kind} if field == "kind" else _schema(field) for name, field in _api()["head"].items()}
        found[kind] = {"$schema": _DRAFT, "$id": f"{base}/{kind}.json", "title": kind, **_object(content, content["about"], head)}
    return found


def paths(publisher: str) -> list[tuple[str, str, str]]:
    """For each kind of file what it is, its path, and an example of the path, of a force."""
    examples = {name: one.get("example", publisher) for name, one in _api()["parameter"].items()}
    return [(one["summary"], one["path"], one["path"].format_map(examples)) for one in _api()["file"].values()]


def openapi(about: About) -> Json:
    """The OpenAPI 3.1 description: files to be fetched with GET, no keys, no limits."""
    files = {}
    for kind, content in _api()["file"].items():
        named = {name: _api()["parameter"][name] for name in re.findall(r"{(\w+)}", content["path"])}
        parameters = {name: {"example": "", **one, "schema": _type(one["type"])} for name, one in named.items()}
        files[kind] = {"path": content["path"], "summary": content["summary"], "parameters": parameters}
    found: Json = filled("openapi.json", {"about": about, "files": files})
    return found
