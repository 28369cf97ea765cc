"""data/foi/synonyms.toml: the words by which the search of the site and the question box understand a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lfr.curated.toml_files import read_toml
from lfr.errors import BadData, did_you_mean
from lfr.project import Project

_TABLES = {"same": {"words"}, "phrase": {"said", "means"}}
_TEXTS = ("stop", "asked_only")
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Synonyms:
    """What the file says; its head explains the four."""

    stop: tuple[str, ...]
    asked_only: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    phrases: dict[str, tuple[str, ...]]


def read_synonyms(project: Project) -> Synonyms:
    """Read and check the file. Raises BadData, naming the entry, what was found and what to do."""
    path = project.data / "foi" / "synonyms.toml"
    if not path.is_file():
        raise BadData(f"{path}: the file is missing. Restore it; it may hold no entry at all.")
    _, content = read_toml(path)
    left_out = {name: _left_out(content.pop(name, ""), name) for name in _TEXTS}
    same: list[tuple[str, ...]] = []
    phrases: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for kind, entries in content.items():
        if kind not in _TABLES:
            raise BadData(f"synonyms.toml: unknown entry “{kind}”.{did_you_mean(kind, [*_TABLES, *_TEXTS])}")
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
            where = f"synonyms.toml, {kind} {number}"
            _check_keys(entry, kind, where)
            if kind == "same":
                same.append(_words(entry["words"], where, seen))
            else:
                said = _several(entry["said"], f"{where}, said")
                if said in phrases:
                    raise BadData(f"{where}: “{said}” stands twice. Keep one entry with all its meanings.")
                phrases[said] = tuple(_several(one, f"{where}, means", least=1) for one in _listed(entry["means"], where, "means"))
    return Synonyms(left_out["stop"], left_out["asked_only"], tuple(same), phrases)


def _left_out(value: object, name: str) -> tuple[str, ...]:
    return tuple(_several(value, f"synonyms.toml, {name}", least=1).split()) if value else ()


def _check_keys(entry: object, kind: str, where: str) -> None:
    if not isinstance(entry, dict):
        raise BadData(f"{where}: write it as [[{kind}]], with {' and '.join(sorted(_TABLES[kind]))} below.")
    for name in entry:
        if name not in _TABLES[kind]:
            raise BadData(f"{where}: unknown key “{name}”.{did_you_mean(name, _TABLES[kind])}")
    for name in sorted(_TABLES[kind] - entry.keys()):
        raise BadData(f"{where}: the key “{name}” is missing. Add it.")


def _listed(value: object, where: str, name: str, least: int = 1) -> list[str]:
    if not isinstance(value, list) or len(value) < least or not all(isinstance(one, str) for one in value):
        raise BadData(f"{where}: {name} must be a list of {'at least two' if least > 1 else 'one or more'} texts.")
    return value


def _words(value: object, where: str, seen: dict[str, str]) -> tuple[str, ...]:
    words = _listed(value, where, "words", least=2)
    for word in words:
        if not _WORD.fullmatch(word):
            raise BadData(f"{where}: “{word}” must be one word in lower case, without apostrophes. Several words are a [[phrase]].")
        if word in seen:
            raise BadData(f"{where}: “{word}” stands in {seen[word]} too. A word stands in one list: join the two, or drop it from one.")
        seen[word] = where.partition(", ")[2]
    return tuple(words)


def _several(value: object, where: str, least: int = 2) -> str:
    words = value.split() if isinstance(value, str) else []
    if len(words) < least or not all(_WORD.fullmatch(word) for word in words):
        need = "two or more words" if least > 1 else "words"
        raise BadData(f"{where}: “{value}” must be {need} in lower case, without apostrophes.")
    return " ".join(words)
