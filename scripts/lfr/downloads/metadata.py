"""What the files are and what the columns of the CSV files mean, for programs and catalogues: a Frictionless Data Package, CSV on the Web
metadata, schema.org Dataset and DCAT, made from the templates in papers/; JSON Schemas and OpenAPI of the API, made from api.toml.
"""

import hashlib
import json
import re
import shutil
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lfr.downloads.tables import BESIDE, DESCRIPTION, KEYWORDS, MARKS, SYMBOLS, TITLE, About, Column, Definition
from lfr.wording.addresses import file_address, year_address
from lfr.wording.csv_files import plain

NAME = "lfr-statistics.zip"
Json = dict[str, Any]
# The types of columns, where these formats have another name for them.
_FRICTIONLESS = {"text": "string"}
_CSVW = {"text": "string", "number": "decimal", "date": {"base": "date", "format": "yyyy-MM-dd"}}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# Of the API.
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
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
def _papers() -> Environment:
    """The templates in papers/. What they make is text or JSON, not HTML."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent / "papers"),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    found.globals |= {"title": TITLE, "description": DESCRIPTION, "keywords": KEYWORDS, "licence": file_address("LICENCE.txt")}
    found.policies["json.dumps_kwargs"] = {"sort_keys": False}
    return found


def filled(name: str, content: Mapping[str, Any]) -> Any:
    """What a template of JSON says once it is filled in."""
    return json.loads(_papers().get_template(f"{name}.j2").render(content))


def write_papers(folder: Path, definitions: list[Definition], about: About) -> None:
    """README.txt, LICENCE.txt and CITATION.cff, from the templates in papers/."""
    content = {
        "about": about,
        "definitions": definitions,
        "width": max(len(one.name) for one in definitions),
        "symbols": SYMBOLS,
        "beside": BESIDE,
        "example": year_address(about.publisher, 2024),
    }
    for name in ("README.txt", "LICENCE.txt", "CITATION.cff"):
        (folder / name).write_text(_papers().get_template(f"{name}.j2").render(content), encoding="utf-8")


def write_zip(folder: Path) -> None:
    """Every file of the folder in one ZIP beside them, in the order of their names."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]
    with zipfile.ZipFile(folder / NAME, "w") as archive:
        for path in files:
            entry = zip_entry(f"lfr-statistics/{path.name}")
            entry.file_size = path.stat().st_size  # known beforehand, because it decides how the archive notes sizes
            with path.open("rb") as file, archive.open(entry, "w") as packed:
                shutil.copyfileobj(file, packed, 1 << 20)


def zip_entry(name: str) -> zipfile.ZipInfo:
    """An entry of an archive. All have one time and one mode, so that the same files give the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def write_json(path: Path, content: Any) -> None:
    """JSON that a person can read too, with one line break at its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=plain) + "\n", encoding="utf-8")


def write_package(folder: Path, definitions: Iterable[Definition], about: About, marks: bool = False) -> None:
    """`folder/datapackage.json` for the CSV files of these tables in `folder`.

    `marks` says whether a cell without a value holds a symbol (`[x]`), but for plain files, or nothing at all.
    """
    known = {one.name: one for one in definitions}
    files = []
    for one in known.values():
        data = (folder / f"{one.name}.csv").read_bytes()
        keys = [
            {"fields": [column.name], "reference": {"resource": table, "fields": [name]}}
            for column in one.columns
            for table, _, name in [column.references.partition(".")]
            if table in known
        ]
        fields, missing = [_field(column) for column in one.columns], _missing(one, marks)
        said = {"table": one, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "fields": fields, "missing": missing}
        files.append({**said, "foreign_keys": keys})
    symbols = {f"[{name}]": meaning for name, meaning in SYMBOLS.items()}
    content = {
        "about": about,
        "symbols": symbols if marks else {"": "the records do not hold the value, or it does not apply"},
        "files": files,
    }
    write_json(folder / "datapackage.json", filled("datapackage.json", content))


def _missing(definition: Definition, marks: bool) -> list[str]:
    return ["", *MARKS] if marks and not definition.is_plain else [""]


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.empty:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.type in ("integer", "number"):
        constraints["minimum"] = 0
    found: dict[str, Any] = {"name": column.name, "type": _FRICTIONLESS.get(column.type, column.type), "description": column.meaning}
    if column.unit:
        found["unit"] = column.unit
    if column.type == "date":
        found["format"] = "default"
    if column.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    return found | ({"constraints": constraints} if constraints else {})


def write_csvw(folder: Path, definition: Definition, about: About, marks: bool = False) -> None:
    """`folder/<name>.csv-metadata.json`, where a CSVW reader looks for it by itself."""
    content = {"table": definition, "about": about, "types": _CSVW, "missing": _missing(definition, marks)}
    write_json(folder / f"{definition.name}.csv-metadata.json", filled("csvw.json", content))


def write_catalogue(folder: Path, definitions: list[Definition], about: About) -> None:
    """`folder/dataset.jsonld` (schema.org), which the data page carries too, and `folder/catalogue.jsonld` (DCAT)."""
    titles = {NAME: "Everything in one ZIP", "yearly_figures.xlsx": "Yearly figures, spreadsheet"}
    titles |= {f"{one.name}{end}": f"{one.title}, {said}" for one in definitions for end, said in one.formats.items()}
    files = []
    for name, title in titles.items():
        kind = name.rpartition(".")[2]
        files.append({"title": title, "address": f"{about.site}{file_address(name)}", "kind": kind, "media_type": _MEDIA_TYPES[kind]})
    for name in ("dataset.jsonld", "catalogue.jsonld"):
        write_json(folder / name, filled(name, {"about": about, "files": files}))


@cache
def _api() -> Json:
    return tomllib.loads((Path(__file__).resolve().parent / "api.toml").read_text(encoding="utf-8"))


def _schema(field: str | Json) -> Json:
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
