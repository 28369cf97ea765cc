"""What a person decided by hand since a release: corrections of cells, and what places printed names stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lfr.releases.difference import Difference, Line, with_reason
from lfr.releases.explanations import Entry
from lfr.releases.inputs import Inputs, lines_of, with_lines

_COUNTED = {"accepted", "confirmed"}


def corrections(then: Inputs, now: Inputs) -> Iterator[Difference]:
    """Corrections made, decided again, or (which is not allowed) taken out of the file."""
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
            counted = (
                counts
                if line["status"] in _COUNTED
                else f"is printed as “{line['printed']}”; to count “{line['corrected']}” is {line['status']}"
            )
            yield Difference("correction", number, f"Correction {number}: {cell} {counted}. {line['reason'].rstrip('.')}", undo(number))
        elif any(before[number][key] != line[key] for key in ("source_id", "page", "row", "column", "printed", "corrected", "status")):
            was = (
                f"it was {before[number]['status']} with “{before[number]['corrected']}”, it is {line['status']} with “{line['corrected']}”"
            )
            yield Difference(
                "correction", number, f"Correction {number} was decided again ({cell}): {was}. {line['reason'].rstrip('.')}", undo(number)
            )
    for number in before:
        if number not in after:
            said = f"data/manual/corrections.csv: the line of {number} is gone; keep it and set its status to rejected, with the reason"
            yield Difference("correction", number, said, undo(number), is_explained=False)


def places(then: Inputs, now: Inputs, entries: list[Entry]) -> Iterator[Difference]:
    """Place names looked up, as one difference a file, and each that is looked up otherwise than before."""
    entry = next((one for one in entries if one.kind == "place"), None)
    for name, keys in (("manual/places.csv", ("publisher", "printed")), ("manual/boroughs.csv", ("borough",))):
        before = {tuple(line[key] for key in keys): line for line in lines_of(then, name)}
        after = {tuple(line[key] for key in keys): line for line in lines_of(now, name)}
        added = [key for key in after if key not in before]
        changed = [
            key
            for key in before
            if key not in after or any(before[key][one] != after[key].get(one) for one in ("place_id", "borough") if one in before[key])
        ]
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
            yield replace(one, ref=entry.change_id, why=with_reason(said, entry), is_explained=True) if entry else one


def _say_place(line: Line) -> str:
    return f"{line.get('place', line.get('borough_code', ''))} in {line.get('borough') or 'no known borough'}"


def _lines_back(name: str, keys: tuple[str, ...], back: dict[tuple[str, ...], Line | None]) -> Callable[[Inputs], Inputs]:
    def undo(inputs: Inputs) -> Inputs:
        lines = [line for line in lines_of(inputs, name) if tuple(line[key] for key in keys) not in back]
        return with_lines(inputs, name, [*lines, *(line for line in back.values() if line)])

    return undo
