"""Hand-kept TOML under data/, entry by entry, with the line that each stands on.

TOML readers forget line numbers, and a file of thirty answers is no place to search by eye. So the text is
kept beside the values, and every message can name the line of an entry or of one of its keys.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from lfr.curated.toml_files import read_toml
from lfr.errors import BadData, did_you_mean

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_EXAMPLES = {
    "str": "text in quotes",
    "int": "a whole number",
    "date": "a date without quotes, as 2026-11-23",
    "tuple[str, ...]": 'a list of texts, as ["a", "b"]',
}


@dataclass(frozen=True)
class Entry:
    """One table of a file: its values, the line it begins on, and the lines it may be searched in."""

    path: Path
    key: str
    name: str
    values: dict[str, Any]
    first_line: int
    lines: tuple[str, ...]

    def where(self, key: str = "") -> str:
        """File, line and entry; with a key, the line of that key."""
        line = self.first_line
        for number, text in enumerate(self.lines, start=self.first_line):
            if key and re.match(rf"\s*{re.escape(key)}\s*=", text):
                line = number
                break
        kind = f", {self.key} “{self.name}”" if self.key else ""
        return f"{self.path.name}, line {line}{kind}"


def read_tables(path: Path, key: str, top: Collection[str] = (), named_by: str = "id") -> tuple[Entry, list[Entry]]:
    """The head of a file (the keys named in `top`) and its [[key]] tables.

    Raises BadData for a missing file, TOML that does not parse, and a table or key of another name.
    """
    if not path.is_file():
        raise BadData(f"{path.name}: the file is missing from {path.parent.name}/. Restore it from the repository.")
    text, content = read_toml(path)
    lines = tuple(text.split("\n"))  # as TOML sees lines: no other mark ends one
    starts = [number for number, line in enumerate(lines, start=1) if line.split("#")[0].strip() == f"[[{key}]]"]
    head_lines = lines[: starts[0] - 1] if starts else lines
    head = Entry(path, "", "", {name: value for name, value in content.items() if name != key}, 1, head_lines)
    for name in head.values:
        if name not in top:
            raise BadData(f"{head.where(name)}: unknown key or table “{name}”.{did_you_mean(name, [key, *top])}")
    tables = content.get(key, [])
    if not isinstance(tables, list) or len(tables) != len(starts):
        raise BadData(f"{path.name}: write each entry as a table of its own, under a line [[{key}]].")
    ends = [*starts[1:], len(lines) + 1][: len(starts)]
    return head, [
        Entry(path, key, str(values.get(named_by, "?")), values, start, lines[start - 1 : end - 1])
        for values, start, end in zip(tables, starts, ends, strict=True)
    ]


def ids_in(path: Path, key: str) -> list[str]:
    """The ids of a file and nothing else, for checking a reference without reading the whole of what refers back."""
    return [entry.name for entry in read_tables(path, key)[1]]


def checked(entry: Entry, kind: type[Any], derived: Collection[str] = (), tables: Collection[str] = ()) -> dict[str, Any]:
    """The values of an entry as the fields of a dataclass want them (lists become tuples).

    Raises BadData for an unknown key, a missing one, and a value of the wrong type. A `derived` field has no key of
    its own; a key in `tables` must be there, and the caller reads it.
    """
    known = {field.name: field for field in fields(kind) if field.name not in derived}
    for name in entry.values:
        if name not in known:
            raise BadData(f"{entry.where(name)}: unknown key “{name}”.{did_you_mean(name, known)}")
    found: dict[str, Any] = {}
    for name, field in known.items():
        if name not in entry.values:
            if field.default is MISSING or name in tables:
                raise BadData(f"{entry.where()}: the key “{name}” is missing. Add it (see the head of the file).")
            continue
        if name not in tables:
            found[name] = _typed(entry, name, entry.values[name], str(field.type))
    return found


def _typed(entry: Entry, name: str, value: object, wanted: str) -> object:
    if wanted == "tuple[str, ...]":
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
    elif isinstance(value, {"str": str, "int": int, "date": date}[wanted]) and not isinstance(value, bool):
        return value
    raise BadData(f"{entry.where(name)}: {name} is {value!r}; it should be {_EXAMPLES[wanted]}.")


def need_id(entry: Entry, seen: Iterable[str], what: str = "id") -> None:
    """Raise BadData unless the id is well formed and new."""
    value = entry.values[what]
    if not ID.fullmatch(value):
        raise BadData(f"{entry.where(what)}: an {what} holds lower-case letters, digits and single hyphens. Rename “{value}”.")
    if value in seen:
        raise BadData(f"{entry.where(what)}: the {what} “{value}” stands twice. Two entries need two ids.")


def need_text(entry: Entry, *names: str) -> None:
    """Raise BadData for a key that is there but empty."""
    for name in names:
        value = entry.values.get(name, "")
        if isinstance(value, str) and not value.strip():
            raise BadData(f"{entry.where(name)}: {name} is empty. Fill it in; nothing is published without it.")


def need_one_of(entry: Entry, name: str, options: Collection[str]) -> None:
    """Raise BadData for a value outside a fixed list."""
    value = entry.values[name]
    if value not in options:
        raise BadData(f"{entry.where(name)}: unknown {name} “{value}”.{did_you_mean(value, options)}")


def need_known(entry: Entry, name: str, known: Collection[str], what: str, home: str) -> None:
    """Raise BadData for a reference (one or a list) to something that does not exist."""
    value = entry.values.get(name, [])
    for one in [value] if isinstance(value, str) else value:
        if one not in known:
            raise BadData(f"{entry.where(name)}: unknown {what} “{one}”.{did_you_mean(one, known)} It must stand in {home}.")
