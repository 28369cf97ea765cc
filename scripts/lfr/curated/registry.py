"""publishers.toml and sources.toml: who publishes, and each document and edition they published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomlkit

from lfr.curated.toml_files import read_toml
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Publisher:
    """One police force."""

    id: str
    name: str
    short_name: str
    records_page: str
    foi_page: str
    credit: str
    licence: str


@dataclass(frozen=True)
class Source:
    """One published document. `covers_from` to `covers_to` are the days it would hold a deployment of."""

    id: str
    publisher: str
    record: str
    title: str
    edition: date
    url: str
    sha256: str
    pages: int
    retrieved: str | date
    covers_from: date
    covers_to: date
    licence: str
    supersedes: str = ""


def read_publishers(project: Project) -> dict[str, Publisher]:
    """Every publisher by id. Raises BadData for an unknown or missing key and a repeated id."""
    return _read(project.data / "publishers.toml", "publisher", Publisher)


def read_sources(project: Project) -> dict[str, Source]:
    """Every document by id, in the order of the file.

    Raises BadData for an unknown or missing key, a repeated id or checksum, an unknown publisher,
    coverage that ends before it begins, and an edition that supersedes an unknown one.
    """
    path = project.data / "sources.toml"
    sources: dict[str, Source] = _read(path, "source", Source)
    publishers = read_publishers(project)
    by_sum: dict[str, str] = {}
    for source in sources.values():
        if source.publisher not in publishers:
            raise BadData(
                f"{path.name}, source “{source.id}”: unknown publisher “{source.publisher}”."
                f"{did_you_mean(source.publisher, publishers)} Add a new force to publishers.toml first."
            )
        if source.covers_to < source.covers_from:
            raise BadData(f"{path.name}, source “{source.id}”: covers_to lies before covers_from. Correct the two dates.")
        if source.supersedes and source.supersedes not in sources:
            raise BadData(
                f"{path.name}, source “{source.id}”: supersedes “{source.supersedes}”, which is not in the file."
                f"{did_you_mean(source.supersedes, sources)}"
            )
        if source.sha256 in by_sum:
            raise BadData(
                f"{path.name}: “{source.id}” and “{by_sum[source.sha256]}” have one checksum, so they are one"
                " document under two ids. Remove one of them."
            )
        by_sum[source.sha256] = source.id
    return sources


def current_sources(sources: dict[str, Source]) -> dict[str, Source]:
    """The newest edition of each record: figures are counted from these alone."""
    superseded = {source.supersedes for source in sources.values()}
    return {name: source for name, source in sources.items() if name not in superseded}


def _read(path: Path, key: str, kind: type[Any]) -> dict[str, Any]:
    if not path.is_file():
        raise BadData(f"{path}: the file is missing. Restore it from the repository.")
    _, content = read_toml(path)
    for name in content:
        if name != key:
            raise BadData(f"{path.name}: unknown table “{name}”.{did_you_mean(name, [key])}")
    found: dict[str, Any] = {}
    for number, entry in enumerate(content.get(key, []), start=1):
        item = _item(path, key, number, entry, kind)
        if item.id in found:
            raise BadData(f"{path.name}: the id “{item.id}” stands twice. Two documents need two ids.")
        found[item.id] = item
    return found


def _item(path: Path, key: str, number: int, entry: dict[str, Any], kind: type[Any]) -> Any:
    where = f"{path.name}, {key} {number} (“{entry.get('id', '?')}”)"
    known = {field.name: field for field in fields(kind)}
    for name in entry:
        if name not in known:
            raise BadData(f"{where}: unknown key “{name}”.{did_you_mean(name, known)}")
    for name, field in known.items():
        if name not in entry and field.default is MISSING:
            raise BadData(f"{where}: the key “{name}” is missing. Add it (see the head of the file).")
        if name in entry:
            _check_type(where, name, entry[name], str(field.type))
    if not _ID.fullmatch(entry["id"]):
        raise BadData(f"{where}: an id holds lower-case letters, digits and single hyphens. Rename it.")
    return kind(**entry)


def _check_type(where: str, name: str, value: object, wanted: str) -> None:
    kinds = {"str": str, "int": int, "date": date}
    allowed = tuple(kinds[part.strip()] for part in wanted.split("|"))
    if not isinstance(value, allowed) or isinstance(value, (bool, datetime)):
        example = {"str": "text in quotes", "int": "a whole number", "date": "a date without quotes, as 2025-05-12"}
        should = " or ".join(example[part.strip()] for part in wanted.split("|"))
        raise BadData(f"{where}: {name} is {value!r}; it should be {should}.")


def append_source(project: Project, source: Source) -> None:
    """Add one entry at the end of sources.toml, leaving every other line as it is."""
    path = project.data / "sources.toml"
    entry = tomlkit.table()
    for field in fields(Source):
        value = getattr(source, field.name)
        if field.name != "supersedes" or value:
            entry.add(field.name, value)
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n[[source]]\n{tomlkit.dumps(entry)}", encoding="utf-8")


def without_source(text: str, source_id: str) -> str:
    """sources.toml as it would be without one entry."""
    return only_sources(text, lambda one: one["id"] != source_id)


def only_sources(text: str, is_wanted: Callable[[Mapping[str, Any]], bool]) -> str:
    """sources.toml as it would be with some of its entries."""
    document: Any = tomlkit.parse(text)
    kept = tomlkit.aot()
    for one in document["source"]:
        if is_wanted(one):
            kept.append(one)
    document["source"] = kept
    return tomlkit.dumps(document)


def with_source_key(text: str, source_id: str, key: str, value: object) -> str:
    """sources.toml with another value of one key of one entry; None takes the key out."""
    document: Any = tomlkit.parse(text)
    for one in document["source"]:
        if one["id"] == source_id:
            one.pop(key, None)
            if value is not None:
                one[key] = value
    return tomlkit.dumps(document)
