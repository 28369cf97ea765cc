"""Totals that others published, source by source, beside what we count for the same days."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_count, say_day

Href = Callable[[str], str]


def published_totals(figures: Figures, href: Href) -> str:
    """One table a source: each stated total with our count of the same days, and whether the two agree."""
    frame = figures.published_totals()
    if frame.empty:
        return "\n\nNo total from elsewhere has been entered yet.\n\n"
    titles = figures.measures().set_index("measure")["title"]
    pieces = []
    for title in dict.fromkeys(frame.sort_values(["line"])["title"]):
        own = frame[frame["title"] == title].sort_values(["period_from", "period_to", "line"]).to_dict("records")
        pieces.append(_source(own[0]))
        notes: list[str] = []
        lines = []
        for line in own:
            note = line["note"] if isinstance(line["note"], str) else ""
            lines.append(_line(line, str(titles[line["measure"]]), "" if note in notes[-1:] else note))
            notes.append(note)
        pieces.append(table(f"Stated by {own[0]['published_by']}{_when(own[0])}", ["Period", "What", "Stated", "Here", "Result"], lines))
    return "".join(pieces)


def _source(line: dict[Any, Any]) -> str:
    address = str(line["address"])
    title = escape(str(line["title"]))
    if address.startswith("https://"):
        title = f'<a href="{escape(address)}" rel="external">{title}</a>'
    read = "" if line["seen"] == "read" else ". The source itself was not read; the totals are taken from where the address leads"
    return block(f"<p>{escape(str(line['published_by']))}{escape(_when(line))}: {title}{read}.</p>")


def _when(line: dict[Any, Any]) -> str:
    return f", {say_day(line['published_on'])}" if isinstance(line["published_on"], str) else ""


def _period(line: dict[Any, Any]) -> str:
    """A whole calendar year is named by its number."""
    first, last = line["period_from"], line["period_to"]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return f"{say_day(first)} to {say_day(last)}"


def _line(line: dict[Any, Any], measure: str, note: str) -> list[Cell]:
    unknown = pd.isna(line["ours"])
    wording = "" if line["wording"] == "exactly" else f"{line['wording']} "
    ours = "not covered to its end" if not line["is_covered"] else "not recorded" if unknown else say_count(int(line["ours"]))
    return [
        Cell(_period(line)),
        Cell(measure),
        Cell(wording + say_count(int(line["stated"]))),
        Cell(ours),
        Cell("nothing to compare yet" if unknown else _verdict(line), note=note),
    ]


def _verdict(line: dict[Any, Any]) -> str:
    stated, ours = int(line["stated"]), int(line["ours"])
    if stated == ours:
        return "the same"
    agrees = {
        "about": abs(ours - stated) <= 0.01 * stated,
        "more than": ours > stated,
        "almost": stated * 0.95 <= ours < stated,
    }.get(line["wording"], False)
    if agrees:
        return f"agrees with “{line['wording']}”"
    apart = ours - stated
    return f"{say_count(abs(apart))} {'more' if apart > 0 else 'fewer'} here"
