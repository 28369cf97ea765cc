"""What differs between the files that a release was counted from and those of today, each difference with its undoing.

A difference can be taken back by itself, so that figures can be counted with and without it: that, and no guess, says
which figures it changes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from lfr.curated.csv_lines import EXTRACTED_COLUMNS
from lfr.curated.registry import only_sources, with_source_key
from lfr.records.editions import differing_cells
from lfr.releases.decided import corrections, places
from lfr.releases.difference import Difference, Line, with_reason
from lfr.releases.explanations import Entry
from lfr.releases.inputs import Inputs, lines_of, with_lines

_PLACE = ("source_id", "page", "row")


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
    found += corrections(then, now)
    found += places(then, now, entries)
    return found


def _sources(inputs: Inputs) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in tomllib.loads(inputs["sources.toml"].decode("utf-8")).get("source", [])}


# -- documents -----------------------------------------------------------------------------------------------------------


def _new_source(source_id: str, source: dict[str, Any], now: Inputs) -> Difference:
    rows = len(lines_of(now, f"extracted/{source_id}.csv"))
    deployments = f"{rows} deployment{'' if rows == 1 else 's'}"

    def undo(inputs: Inputs) -> Inputs:
        kept = {name: content for name, content in inputs.items() if not name.startswith(f"extracted/{source_id}.")}
        kept["sources.toml"] = only_sources(kept["sources.toml"].decode("utf-8"), lambda one: one["id"] != source_id).encode("utf-8")
        for name in ("deployment_ids.csv", "manual/corrections.csv", "manual/decisions.csv"):
            kept = with_lines(kept, name, [line for line in lines_of(kept, name) if line["source_id"] != source_id])
        return kept

    days = f"{source['covers_from']} to {source['covers_to']}"
    if not source.get("supersedes"):
        why = f"A new record, {source_id}, covers {days} and lists {deployments}"
        return Difference("record", source_id, why, undo, publisher=source["publisher"])
    said = _say_edition(_deployments(now, source["supersedes"]), _deployments(now, source_id))
    why = f"The publisher issued a newer edition, {source_id}, in place of {source['supersedes']}: {said}"
    return Difference("edition", source_id, why, undo, publisher=source["publisher"])


def _deployments(inputs: Inputs, source_id: str) -> dict[str, Line]:
    """The printed cells of a document by the ids of their deployments."""
    ids = {place: line["deployment_id"] for place, line in _by_place(inputs, "deployment_ids.csv").items()}
    return {
        ids[_place(line)]: {name: cell for name, cell in line.items() if name not in EXTRACTED_COLUMNS}
        for line in lines_of(inputs, f"extracted/{source_id}.csv")
    }


def _say_edition(before: dict[str, Line], after: dict[str, Line]) -> str:
    """What a newer edition did to the rows of the edition before it, in a clause."""
    columns = [column for one in before if one in after for column, _, _ in differing_cells(before[one], after[one])]
    kinds = {
        "added": sum(one not in before for one in after),
        "with a place renamed": columns.count("location"),
        "changed": len(columns) - columns.count("location"),
        "gone": sum(one not in after for one in before),
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
            yield Difference("coverage", entry.change_id if entry else source_id, with_reason(said, entry), undo, bool(entry))
    name = f"extracted/{source_id}.csv"
    before, after = _by_place(then, name), _by_place(now, name)
    for place in [*before, *(one for one in after if one not in before)]:
        where = f"data/{name}, page {place[1]}, row {place[2]}"
        if place not in after or place not in before:
            said = f"{where}: the row {'is gone' if place in before else 'was not there'}, though the document is the same"
            yield _cell(said, source_id, place, "", entries, before.get(place), name)
            continue
        for column in dict.fromkeys([*before[place], *after[place]]):
            one, other = before[place].get(column, ""), after[place].get(column, "")
            if one != other:
                said = f"{where}, {column}: was “{one}”, is “{other}”, though the document is the same"
                yield _cell(said, source_id, place, column, entries, before[place], name)
    ids_then, ids_now = _by_place(then, "deployment_ids.csv"), _by_place(now, "deployment_ids.csv")
    for place, line in ids_then.items():
        if place[0] == source_id and line["deployment_id"] != ids_now.get(place, {}).get("deployment_id"):
            said = f"data/deployment_ids.csv: page {place[1]}, row {place[2]} of {source_id} was {line['deployment_id']}; ids never change"
            yield Difference("id", source_id, said, lambda inputs: {**inputs, "deployment_ids.csv": then["deployment_ids.csv"]}, False)


def _cell(said: str, source_id: str, key: tuple[str, ...], column: str, entries: list[Entry], before: Line | None, name: str) -> Difference:
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

    return Difference("mistake" if entry else "cell", entry.change_id if entry else source_id, with_reason(said, entry), undo, bool(entry))


def _place(line: Line) -> tuple[str, ...]:
    return tuple(line[name] for name in _PLACE)


def _by_place(inputs: Inputs, name: str) -> dict[tuple[str, ...], Line]:
    return {_place(line): line for line in lines_of(inputs, name)}


def _source_key_back(source_id: str, key: str, value: object) -> Callable[[Inputs], Inputs]:
    def undo(inputs: Inputs) -> Inputs:
        return {**inputs, "sources.toml": with_source_key(inputs["sources.toml"].decode("utf-8"), source_id, key, value).encode("utf-8")}

    return undo
