"""What the columns of the CSV files mean, for programs: a Frictionless Data Package and CSV on the Web metadata."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lfr.downloads.about import DESCRIPTION, KEYWORDS, TITLE, About
from lfr.downloads.tables import MARKS, SYMBOLS, Column, Definition

# The types of columns, where these formats have another name for them.
_FRICTIONLESS = {"text": "string"}
_CSVW = {"text": "string", "number": "decimal", "date": {"base": "date", "format": "yyyy-MM-dd"}}


def write_json(path: Path, content: Any) -> None:
    """JSON that a person can read too, with one line break at its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_package(folder: Path, definitions: Iterable[Definition], about: About, marks: bool = True) -> None:
    """`folder/datapackage.json` for the CSV files of these tables in `folder`.

    `marks` says whether a cell without a value holds a symbol (`[x]`), but for plain files, or nothing at all.
    """
    known = {one.name: one for one in definitions}
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "lfr-statistics",
        "title": TITLE,
        "description": DESCRIPTION,
        **({"version": about.version} if about.version else {}),
        "created": f"{about.as_at.isoformat()}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [{"path": "LICENCE.txt", "title": about.licence}],
        "sources": [{"title": credit} for credit in about.credits],
        "citation": about.citation,
        "symbols": {f"[{name}]": meaning for name, meaning in SYMBOLS.items()}
        if marks
        else {"": "the records do not hold the value, or it does not apply"},
        "resources": [_resource(folder, one, known, marks and not one.is_plain) for one in known.values()],
    }
    write_json(folder / "datapackage.json", content)


def _resource(folder: Path, definition: Definition, known: Mapping[str, Definition], marks: bool) -> dict[str, Any]:
    data = (folder / f"{definition.name}.csv").read_bytes()
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in definition.columns],
        "missingValues": ["", *MARKS] if marks else [""],
    }
    if definition.key:
        schema["primaryKey"] = list(definition.key)
    keys = [
        {"fields": [column.name], "reference": {"resource": table, "fields": [name]}}
        for column in definition.columns
        for table, _, name in [column.references.partition(".")]
        if table in known
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": definition.name,
        "title": definition.title,
        "description": definition.description,
        "path": f"{definition.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


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


def write_csvw(folder: Path, definition: Definition, about: About, marks: bool = True) -> None:
    """`folder/<name>.csv-metadata.json`, where a CSVW reader looks for it by itself."""
    schema: dict[str, Any] = {"columns": [_csvw_column(column, marks) for column in definition.columns]}
    if definition.key:
        schema["primaryKey"] = list(definition.key)
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{definition.name}.csv",
        "dc:title": definition.title,
        "dc:description": definition.description,
        "dc:source": about.source,
        "dc:rights": about.licence,
        "dc:bibliographicCitation": about.citation,
        "dc:modified": {"@value": about.as_at.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "tableSchema": schema,
    }
    write_json(folder / f"{definition.name}.csv-metadata.json", content)


def _csvw_column(column: Column, marks: bool) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _CSVW.get(column.type, column.type),
        "null": ["", *MARKS] if marks else "",
        **({} if column.empty else {"required": True}),
    }
