"""What differs between the files that a release was counted from and those of today, each difference with its undoing.

A difference can be taken back by itself, so that figures can be counted with and without it: that, and no guess, says
which figures it changes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import tomlkit

from lfr.releases.entries import Entry
from lfr.releases.inputs import Inputs, lines_of, with_lines

Line = dict[str, str]
_PLACE = ("source_id", "page", "row")
_COUNTED = {"accepted", "confirmed"}


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was. `kind` is a kind of models/… (see words.CAUSES), `ref` its id, `why` a sentence."""

    kind: str
    ref: str
    why: str
    undo: Callable[[Inputs], Inputs]
    is_explained: bool = True
    details: tuple[tuple[str, ...], ...] = ()
    publisher: str = ""


def differences(then: Inputs, now: Inputs, entries: list[Entry]) -> list[Difference]:
    """Every difference that figures may rest on, in the order of the files."""
    found: list[Difference] = []
    was, is_now = _sources(then), _sources(now)
    for source_id in is_now:
        if source_id not in was:
            found.append(_new_source(source_id, is_now[source_id], now))
        else:
            found += _known_source(was[source_id], is_now[source_id], then, now, entries)
    for source_id in was:
        if source_id not in is_now:
            why = f"data/sources.toml: the document “{source_id}” is no longer in the file"
            found.append(Difference("record", source_id, why, lambda inputs: then, is_explained=False))
    found += _corrections(then, now)
    found += _places(then, now, entries)
    return found


def _sources(inputs: Inputs) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in tomllib.loads(inputs["sources.toml"].decode("utf-8")).get("source", [])}


# -- documents -----------------------------------------------------------------------------------------------------------


def _new_source(source_id: str, source: dict[str, Any], now: Inputs) -> Difference:
    rows = len(lines_of(now, f"extracted/{source_id}.csv"))
    deployments = f"{rows} deployment{'' if rows == 1 else 's'}"

    def undo(inputs: Inputs) -> Inputs:
        kept = {name: content for name, content in inputs.items() if not name.startswith((f"extracted/{source_id}.", f"editions/{source_id}."))}
        document = tomlkit.parse(kept["sources.toml"].decode("utf-8"))
        rest = tomlkit.aot()
        for one in document["source"]:  # type: ignore[union-attr]
            if one["id"] != source_id:
                rest.append(one)
        document["source"] = rest
        kept["sources.toml"] = tomlkit.dumps(document).encode("utf-8")
        for name in ("deployment_ids.csv", "manual/corrections.csv", "manual/decisions.csv"):
            kept = with_lines(kept, name, [line for line in lines_of(kept, name) if line["source_id"] != source_id])
        return kept

    days = f"{source['covers_from']} to {source['covers_to']}"
    if not source.get("supersedes"):
        why = f"A new record, {source_id}, covers {days} and lists {deployments}"
        return Difference("record", source_id, why, undo, publisher=source["publisher"])
    changes = [(one["kind"], one["deployment_id"], one["column"], one["was"], one["is"]) for one in lines_of(now, f"editions/{source_id}.csv")]
    why = f"The publisher issued a newer edition, {source_id}, in place of {source['supersedes']}: {say_edition(changes)}"
    return Difference("edition", source_id, why, undo, details=tuple(changes), publisher=source["publisher"])


def say_edition(changes: list[tuple[str, ...]]) -> str:
    """What an edition did to the rows before it, in a clause; the columns of data/editions/*.csv but for the first header."""
    kinds = {
        "added": sum(one[0] == "added" for one in changes),
        "with a place renamed": sum(one[0] == "changed" and one[2] == "location" for one in changes),
        "changed": sum(one[0] == "changed" and one[2] != "location" for one in changes),
        "gone": sum(one[0] == "vanished" for one in changes),
    }
    nouns = {"added": "row", "gone": "row", "changed": "cell", "with a place renamed": "row"}
    said = [f"{count} {nouns[kind]}{'' if count == 1 else 's'} {kind}" for kind, count in kinds.items() if count]
    return ", ".join(said) or "the same rows"


def _known_source(was: dict[str, Any], now_is: dict[str, Any], then: Inputs, now: Inputs, entries: list[Entry]) -> Iterator[Difference]:
    source_id = was["id"]
    for key in ("covers_from", "covers_to", "supersedes", "publisher", "record"):
        if was.get(key) != now_is.get(key):
            entry = next((one for one in entries if one.kind == "coverage" and one.source_id == source_id), None)
            said = f"data/sources.toml, {source_id}, {key}: was {was.get(key, 'not there')}, is {now_is.get(key, 'not there')}"
            undo = _source_key_back(source_id, key, was.get(key))
            yield Difference("coverage", entry.change_id if entry else source_id, _with_reason(said, entry), undo, bool(entry))
    name = f"extracted/{source_id}.csv"
    before, after = _by_place(then, name), _by_place(now, name)
    for key in [*before, *(one for one in after if one not in before)]:
        where = f"data/{name}, page {key[1]}, row {key[2]}"
        if key not in after or key not in before:
            said = f"{where}: the row {'is gone' if key in before else 'was not there'}, though the document is the same"
            yield _cell(said, source_id, key, "", entries, before.get(key), name)
            continue
        for column in dict.fromkeys([*before[key], *after[key]]):
            one, other = before[key].get(column, ""), after[key].get(column, "")
            if one != other:
                said = f"{where}, {column}: was “{one}”, is “{other}”, though the document is the same"
                yield _cell(said, source_id, key, column, entries, before[key], name)
    ids_then, ids_now = _by_place(then, "deployment_ids.csv"), _by_place(now, "deployment_ids.csv")
    for key in ids_then:
        if key[0] == source_id and ids_then[key]["deployment_id"] != ids_now.get(key, {}).get("deployment_id"):
            said = f"data/deployment_ids.csv: page {key[1]}, row {key[2]} of {source_id} was {ids_then[key]['deployment_id']}; an id never changes"
            yield Difference("id", source_id, said, lambda inputs: {**inputs, "deployment_ids.csv": then["deployment_ids.csv"]}, False)


def _cell(
    said: str, source_id: str, key: tuple[str, ...], column: str, entries: list[Entry], before: Line | None, name: str
) -> Difference:
    entry = next((one for one in entries if one.is_about_cell(source_id, key[1], key[2], column)), None)

    def undo(inputs: Inputs) -> Inputs:
        lines = lines_of(inputs, name)
        kept = [line for line in lines if _place(line) != key]
        if before is None:
            return with_lines(inputs, name, kept)
        here = next((i for i, line in enumerate(lines) if _place(line) == key), None)
        if here is None:
            return with_lines(inputs, name, [*kept, before])
        lines[here] = {**lines[here], **({column: before.get(column, "")} if column else before)}
        return with_lines(inputs, name, lines)

    return Difference("mistake" if entry else "cell", entry.change_id if entry else source_id, _with_reason(said, entry), undo, bool(entry))


def _with_reason(said: str, entry: Entry | None) -> str:
    return f"{entry.reason.rstrip('.')} ({said})" if entry else said


def _place(line: Line) -> tuple[str, ...]:
    return tuple(line[name] for name in _PLACE)


def _by_place(inputs: Inputs, name: str) -> dict[tuple[str, ...], Line]:
    return {_place(line): line for line in lines_of(inputs, name)}


def _source_key_back(source_id: str, key: str, value: object) -> Callable[[Inputs], Inputs]:
    def undo(inputs: Inputs) -> Inputs:
        document = tomlkit.parse(inputs["sources.toml"].decode("utf-8"))
        for one in document["source"]:  # type: ignore[union-attr]
            if one["id"] == source_id:
                if value is None:
                    del one[key]
                else:
                    one[key] = value
        return {**inputs, "sources.toml": tomlkit.dumps(document).encode("utf-8")}

    return undo


# -- what was decided by hand ----------------------------------------------------------------------------------------------


def _corrections(then: Inputs, now: Inputs) -> Iterator[Difference]:
    name = "manual/corrections.csv"
    before = {line["correction_id"]: line for line in lines_of(then, name)}
    after = {line["correction_id"]: line for line in lines_of(now, name)}

    def undo(number: str) -> Callable[[Inputs], Inputs]:
        def without(inputs: Inputs) -> Inputs:
            lines = [line for line in lines_of(inputs, name) if line["correction_id"] != number]
            return with_lines(inputs, name, [*lines, *([before[number]] if number in before else [])])

        return without

    for number, line in after.items():
        cell = f"{line['source_id']}, page {line['page']}, row {line['row']}, {line['column']}"
        counts = f"is printed as “{line['printed']}” and counted as “{line['corrected']}”"
        if number not in before:
            counted = counts if line["status"] in _COUNTED else f"is printed as “{line['printed']}”; to count “{line['corrected']}” is {line['status']}"
            yield Difference("correction", number, f"Correction {number}: {cell} {counted}. {line['reason'].rstrip('.')}", undo(number))
        elif any(before[number][key] != line[key] for key in (*_PLACE, "column", "printed", "corrected", "status")):
            was = f"it was {before[number]['status']} with “{before[number]['corrected']}”, it is {line['status']} with “{line['corrected']}”"
            yield Difference("correction", number, f"Correction {number} was decided again ({cell}): {was}. {line['reason'].rstrip('.')}", undo(number))
    for number in before:
        if number not in after:
            said = f"data/manual/corrections.csv: the line of {number} is gone; keep it and set its status to rejected, with the reason"
            yield Difference("correction", number, said, undo(number), is_explained=False)


def _places(then: Inputs, now: Inputs, entries: list[Entry]) -> Iterator[Difference]:
    entry = next((one for one in entries if one.kind == "place"), None)
    for name, keys in (("manual/places.csv", ("publisher", "printed")), ("manual/boroughs.csv", ("borough",))):
        before = {tuple(line[key] for key in keys): line for line in lines_of(then, name)}
        after = {tuple(line[key] for key in keys): line for line in lines_of(now, name)}
        added = [key for key in after if key not in before]
        changed = [key for key in before if key not in after or any(before[key][one] != after[key].get(one) for one in ("place_id", "borough") if one in before[key])]
        if added:
            new = frozenset(added)
            yield Difference(
                "place",
                name.removeprefix("manual/"),
                f"{len(added)} printed place name{' was' if len(added) == 1 else 's were'} looked up (data/{name})",
                _lines_back(name, keys, {key: None for key in new}),
            )
        for key in changed:
            said = f"data/{name}, “{key[-1]}”: was {_say_place(before[key])}, is {_say_place(after[key]) if key in after else 'gone'}"
            one = Difference("place", name.removeprefix("manual/"), said, _lines_back(name, keys, {key: before[key]}), False)
            yield replace(one, ref=entry.change_id, why=_with_reason(said, entry), is_explained=True) if entry else one


def _say_place(line: Line) -> str:
    return f"{line.get('place', line.get('borough_code', ''))} in {line.get('borough') or 'no known borough'}"


def _lines_back(name: str, keys: tuple[str, ...], back: dict[tuple[str, ...], Line | None]) -> Callable[[Inputs], Inputs]:
    def undo(inputs: Inputs) -> Inputs:
        lines = [line for line in lines_of(inputs, name) if tuple(line[key] for key in keys) not in back]
        return with_lines(inputs, name, [*lines, *(line for line in back.values() if line)])

    return undo
