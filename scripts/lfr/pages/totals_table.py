"""Totals that others published, source by source, beside what we count for the same days."""

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from lfr.curated.entry_dates import say_date
from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_count, say_day, say_or_not_recorded

Href = Callable[[str], str]


def published_totals(figures: Figures, href: Href) -> str:
    """One table per source: each stated total with our count of the same days, and whether the two agree."""
    frame = figures.published_totals()
    if frame.empty:
        return "\n\nNo total from elsewhere has been entered yet.\n\n"
    titles = figures.measures().set_index("measure")["title"]
    pieces = []
    for title in dict.fromkeys(frame.sort_values(["line"])["title"]):
        own = frame[frame["title"] == title].sort_values(["period_from", "period_to", "line"]).to_dict("records")
        stated_by, when = (
            str(own[0]["published_by"]),
            f", {say_date(own[0]['published_on'])}" if isinstance(own[0]["published_on"], str) else "",
        )
        pieces.append(block(f"<p>{escape(stated_by)}{escape(when)}: {_source(own[0])}.</p>"))
        notes = [line["note"] if isinstance(line["note"], str) else "" for line in own]
        # The note of the line before is not repeated.
        said = ["" if note == before else note for before, note in zip(["", *notes], notes, strict=False)]
        lines = [_line(line, str(titles[line["measure"]]), note) for line, note in zip(own, said, strict=True)]
        pieces.append(table(f"Stated by {stated_by}{when}", ["Period", "What", "Stated", "Here", "Result"], lines))
    return "".join(pieces)


def later_totals(figures: Figures, publisher: str) -> str:
    """What others state of days after the last one that the records cover, by period: by whom, and whether it was read or quoted."""
    titles = figures.measures().set_index("measure")["title"]
    lines, before = [], ""
    for line in figures.later_totals(publisher).to_dict("records"):
        note = line["note"] if isinstance(line["note"], str) else ""
        when = f", {say_date(line['published_on'])}" if isinstance(line["published_on"], str) else ""
        address = str(line["address"]) if str(line["address"]).startswith("https://") else ""
        lines.append([
            Cell(_period(line)), Cell(_what(line, str(titles[line["measure"]]))), Cell(_stated(line)),
            Cell(f"{line['published_by']}{when}", address, note=str(line["title"])),
            Cell("read" if line["seen"] == "read" else "quoted by others", note="" if note == before else note),
        ])  # fmt: skip
        before = note  # the note of the line before is not repeated
    return table("Totals by others, by period", ["Period", "What", "Stated", "By", "How it was seen"], lines)


def _source(line: dict[Any, Any]) -> str:
    title, has_address = escape(str(line["title"])), str(line["address"]).startswith("https://")
    if has_address:
        title = f'<a href="{escape(line["address"])}" rel="external">{title}</a>'
    if line["seen"] == "read":
        return title
    taken = "the totals are taken from where the address leads" if has_address else "the totals are as others quote them"
    return f"{title}. The source itself was not read; {taken}"


def _period(line: dict[Any, Any]) -> str:
    """In full, also a whole calendar year: only a part of it may be covered by the records."""
    first, last = line["period_from"], line["period_to"]
    if first == last:
        return say_day(first)
    return f"{say_day(first, with_year=first.year != last.year)} to {say_day(last)}"


def _what(line: dict[Any, Any], measure: str) -> str:
    """The measure, with the borough or place that the total is of."""
    where = [str(line[name]) for name in ("borough", "place") if isinstance(line[name], str)]
    return ", ".join([measure, *where])


def _stated(line: dict[Any, Any]) -> str:
    stated = say_count(int(line["stated"]))
    return stated if line["wording"] == "exactly" else f"{line['wording']} {stated}"


def _line(line: dict[Any, Any], measure: str, note: str) -> list[Cell]:
    ours = say_or_not_recorded(line["ours"]) if line["is_covered"] else "not covered to its end"
    return [Cell(_period(line)), Cell(_what(line, measure)), Cell(_stated(line)), Cell(ours), Cell(_verdict(line), note=note)]


def _verdict(line: dict[Any, Any]) -> str:
    if pd.isna(line["ours"]):
        return "nothing to compare yet"
    stated, ours = int(line["stated"]), int(line["ours"])
    if stated == ours:
        return "the same"
    agrees = {"about": abs(ours - stated) <= 0.01 * stated, "more than": ours > stated, "almost": stated * 0.95 <= ours < stated}
    if agrees.get(line["wording"]):
        return f"agrees with “{line['wording']}”"
    return f"{say_count(abs(ours - stated))} {'more' if ours > stated else 'fewer'} here"
