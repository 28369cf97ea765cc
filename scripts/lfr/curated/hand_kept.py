"""The one reader of the files that people keep: TOML and CSV under `data/`, and the request of a letter.

A dataclass per kind of entry says which keys it has, of which type, and by which rules. A key without a default must be there.
Every fault is a BadData that names the file and line, what was found and what to do.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from datetime import date
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from lfr.curated.rules import Holds, Key, Known, NotBefore, Rule, Texts, Unique
from lfr.curated.text_files import iter_csv, iter_extracted, parse_toml
from lfr.errors import BadData, did_you_mean
from lfr.project import PACKAGE, Project

_HEADER = re.compile(r"\s*\[\[?([\w-]+)\]\]?\s*(#.*)?")

RuleOf = Callable[[Known], Rule]

_EXAMPLES = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date without quotes, as 2026-11-23",
    tuple[str, ...]: 'a list of texts, as ["a", "b"]',
    tuple[int, ...]: "a list of whole numbers, as [2023, 2024]",
}


@dataclass(frozen=True)
class Place:
    """Where an entry stands: file, first line and name. `lines` are its own, in which the line of a key is found."""

    file: str
    line: int
    name: str = ""
    lines: tuple[str, ...] = ()

    def of(self, key: str = "") -> str:
        return f"{self.file}, line {self.line_of(key)}{self.name}"

    def line_of(self, key: str) -> int:
        begins = re.compile(rf'\s*"?{re.escape(key)}"?\s*=')
        return next((number for number, text in enumerate(self.lines, self.line) if key and begins.match(text)), self.line)


@dataclass(frozen=True)
class Entry:
    """What every kind of entry has: the place of an entry, or of one of its keys, for messages."""

    at: Place = field(default=Place("", 0), kw_only=True, repr=False, compare=False)

    def where(self, key: str = "") -> str:
        return self.at.of(key)

    def fault(self, key: str, what: str) -> BadData:
        """What is wrong with the entry, at one of its keys ("": as a whole), and what to do."""
        return BadData(f"{self.at.of(key)}: {what}")

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong with values that each are as they should be, but not together: the key and what to do. An own kind says what."""
        yield from ()

    def cells(self) -> list[str]:
        """Each value as text, in the order of the keys; of a list its texts, parted by ;."""
        values = [getattr(self, key.field) for key in keys_of(type(self))]
        return [";".join(one) if isinstance(one, tuple) else str(one) for one in values]


E = TypeVar("E", bound=Entry)


def read_toml(path: Path, kind: type[E], project: Project | None = None) -> E:
    """A whole file. A field of the type `tuple[Kind, ...]` holds the [[tables]] of its name. References need the project."""
    lines, content = parse_toml(path)
    return _entry(kind, content, Place(path.name, 1, "", lines), _references(project))


def read_tables(path: Path, table: str, kind: type[E], project: Project | None = None) -> list[E]:
    """The entries of a file that holds nothing but [[tables]] of one name."""
    lines, content = parse_toml(path)
    key = _Key(table, table, tuple, (), (), kind)
    return [*_values((key,), content, Place(path.name, 1, "", lines), _references(project)).get(table, ())]


def read_lines(path: Path, kind: type[E], project: Project | None = None) -> list[E]:
    """The lines of a CSV whose columns are the fields of the dataclass. A cell may be empty where its field has a default."""
    rule_of, found = _references(project), []
    optional = {key.name for key in keys_of(kind) if not key.is_required}
    for number, cells in iter_csv(path, columns_of(kind), optional):
        values = {key.name: key.read(cells[key.name]) for key in keys_of(kind) if key.is_required or cells.get(key.name)}
        found.append(_entry(kind, values, Place(path.name, number), rule_of))
    _need_unique(found)
    return found


def columns_of(kind: type[Entry]) -> list[str]:
    """The keys of a kind of entry, in order."""
    return [key.name for key in keys_of(kind)]


def ids_in(path: Path, table: str) -> list[str]:
    """The ids of a file and nothing else, to check a reference without reading the whole of what refers back."""
    tables = parse_toml(path)[1].get(table, [])
    return [str(one.get("id")) for one in tables if isinstance(one, dict)] if isinstance(tables, list) else []


def _references(project: Project | None) -> RuleOf:
    """The rule of each reference, for which the ids are read once."""

    @cache
    def rule_of(known: Known) -> Rule:
        assert project, f"{known.home} cannot be found without a project"
        inside = known.home.removeprefix("scripts/lfr/")
        home = project.root / known.home if inside == known.home else PACKAGE / inside
        if known.home.endswith("/"):
            return known.rule([path.stem for path in sorted(home.glob("[a-z0-9]*.*"))])
        if home.suffix == ".csv":
            return known.rule([row[known.what] for row in iter_extracted(home, [known.what])])
        return known.rule(ids_in(home, known.what))

    return rule_of


def toml_of(entry: Entry) -> str:
    """An entry as TOML, one line per key; a key with its default is left out."""
    values = {key.name: value for key in keys_of(type(entry)) if (value := getattr(entry, key.field)) != key.default}
    # A string of JSON is one of TOML too.
    return "".join(f"{name} = {json.dumps(one, ensure_ascii=False) if isinstance(one, str) else one}\n" for name, one in values.items())


@dataclass(frozen=True)
class _Key:
    """One key of a kind of entry: the field it fills, its name in the file, and what its value must be (with `kind`, a list of such)."""

    field: str
    name: str
    type: Any
    default: Any
    rules: tuple[Any, ...]
    kind: type[Entry] | None = None

    @property
    def is_required(self) -> bool:
        return self.default is MISSING

    def read(self, cell: str) -> str | int | list[str]:
        """The value of a cell of a CSV."""
        if self.type is int and re.fullmatch("[0-9]+", cell):
            return int(cell)
        return cell.split(";") if self.type == tuple[str, ...] else cell


_keys: dict[type, tuple[_Key, ...]] = {}


def keys_of(kind: type[Entry]) -> tuple[_Key, ...]:
    """The keys of a kind of entry, worked out once."""
    if kind not in _keys:
        hints = get_type_hints(kind, include_extras=True)
        _keys[kind] = tuple(_key_of(one, hints[one.name]) for one in fields(kind)[1:])  # without `at`
    return _keys[kind]


def _key_of(one: Field[Any], hint: Any) -> _Key:
    wanted, *rules = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    name = next((rule.name for rule in rules if isinstance(rule, Key)), one.name)
    inner = get_args(wanted)[0] if get_origin(wanted) is tuple else None
    kind = inner if isinstance(inner, type) and issubclass(inner, Entry) else None
    return _Key(one.name, name, wanted, one.default, tuple(rules), kind)


def _entry(kind: type[E], values: Mapping[str, Any], at: Place, rule_of: RuleOf) -> E:
    found = kind(**_values(keys_of(kind), values, at, rule_of), at=at)
    names = {key.field: key.name for key in keys_of(kind)}
    for key in keys_of(kind):
        for rule in key.rules:
            if isinstance(rule, NotBefore) and rule.is_broken(getattr(found, rule.start), getattr(found, key.field)):
                raise found.fault(key.name, f"{key.name} lies before {names[rule.start]}. Correct the two dates.")
    for name, what in found.faults():
        raise found.fault(name, what)
    return found


def _values(keys: Sequence[_Key], values: Mapping[str, Any], at: Place, rule_of: RuleOf) -> dict[str, Any]:
    names = [key.name for key in keys]
    for name in values:
        if name not in names:
            what = "key" if at.name else "key or table"
            raise BadData(f"{at.of(name)}: unknown {what} “{name}”.{did_you_mean(name, names)}")
    if missing := [f"“{key.name}”" for key in keys if key.is_required and key.name not in values]:
        are = "the key {} is missing. Add it" if len(missing) == 1 else "the keys {} are missing. Add them"
        raise BadData(f"{at.of()}: {are.format(', '.join(missing))} (see the head of the file).")
    return {key.field: _value(key, values[key.name], at, names, rule_of) for key in keys if key.name in values}


def _value(key: _Key, value: Any, at: Place, names: Sequence[str], rule_of: RuleOf) -> Any:
    texts = next((rule for rule in key.rules if isinstance(rule, Texts)), None)
    if texts and isinstance(value, dict):
        rules = tuple(rule for rule in key.rules if rule is not texts)
        place = replace((_tables(key.name, at, names) or [at])[0], name=f", [{key.name}]")
        return _values([_Key(name, name, str, MISSING, rules) for name in texts.keys], value, place, rule_of)
    if key.kind:
        value = _entries(key.kind, key.name, value, at, names, rule_of)
    elif not _fits(value, key.type):
        wanted = get_args(key.type) if isinstance(key.type, UnionType) else (key.type,)
        should = " or ".join(_EXAMPLES.get(one, f"a table [{key.name}]") for one in wanted if one is not NoneType)
        raise BadData(f"{at.of(key.name)}: {key.name} is {value if isinstance(value, date) else repr(value)}; it should be {should}.")
    for rule in key.rules:
        check = rule_of(rule) if isinstance(rule, Known) else rule
        if isinstance(rule, Holds):
            faults = [rule.fault(key.name, len(value))]
        else:
            faults = [check(key.name, one) for one in (value if isinstance(value, list) else [value])] if callable(check) else []
        for fault in filter(None, faults):
            raise BadData(f"{at.of(key.name)}: {fault}")
    return tuple(value) if isinstance(value, list) else value


def _fits(value: object, wanted: Any) -> bool:
    """Whether a value is of a type and of no subtype: TOML's true is no number, its 2025-05-12T10:00:00 no date."""
    if get_origin(wanted) in (Union, UnionType):
        return any(_fits(value, one) for one in get_args(wanted))
    if get_origin(wanted) is tuple:
        return isinstance(value, list) and all(_fits(one, get_args(wanted)[0]) for one in value)
    return type(value) is wanted


def _entries(kind: type[E], name: str, values: Any, at: Place, names: Sequence[str], rule_of: RuleOf) -> tuple[E, ...]:
    if not (isinstance(values, list) and all(isinstance(one, dict) for one in values)):
        raise BadData(f"{at.of(name)}: write each {name} as a table of its own, under a line [[{name}]].")
    places = _tables(name, at, names)
    if len(places) != len(values):  # not written as tables, but within brackets
        places = [Place(at.file, at.line_of(name))] * len(values)
    found = []
    for number, (one, place) in enumerate(zip(values, places, strict=True), start=1):
        first = one.get(columns_of(kind)[0])
        title = first if isinstance(first, (str, int)) else number
        found.append(_entry(kind, one, replace(place, name=f"{at.name}, {name} “{title}”"), rule_of))
    _need_unique(found)
    return tuple(found)


def _tables(name: str, at: Place, names: Sequence[str]) -> list[Place]:
    """The places of the tables of one name: each from its line [[name]] to the next such line of any of the names."""
    headers = [(line, found[1]) for line, text in enumerate(at.lines, at.line) if (found := _HEADER.fullmatch(text)) and found[1] in names]
    return [
        Place(at.file, line, "", at.lines[line - at.line : end - at.line])
        for (line, one), (end, _) in pairwise([*headers, (at.line + len(at.lines), "")])
        if one == name
    ]


def _need_unique(entries: Sequence[Entry]) -> None:
    for key in keys_of(type(entries[0])) if entries else ():
        seen: dict[object, Entry] = {}
        for rule, one in product((rule for rule in key.rules if isinstance(rule, Unique)), entries):
            held = getattr(one, key.field)
            for value in held if isinstance(held, tuple) else (held,):
                alike = rule.by(value) if rule.by else value
                if alike in seen:
                    stands = f"the {key.name} “{value}” stands on line {seen[alike].at.line} too"
                    raise one.fault(key.name, f"{stands}. {rule.advice}")
                seen[alike] = one
