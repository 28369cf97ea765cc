"""Totals that others published, beside what we count for the same days (templates/second-opinion.html)."""

from itertools import groupby
from typing import Any

import pandas as pd

from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part
from lfr.wording.words import say_count


def published_totals(page: Page) -> str:
    """One table per source: each stated total with our count of the same days, and whether the two agree."""
    lines = _lines(page, page.figures.published_totals())
    sources = list(dict.fromkeys(line["title"] for line in sorted(lines, key=lambda one: one["line"])))
    by_source = groupby(sorted(lines, key=lambda one: sources.index(one["title"])), key=lambda one: one["title"])
    return render_part(page, "second-opinion.html", "totals", sources=[list(own) for _, own in by_source])


def later_totals(page: Page, publisher: str) -> str:
    """What others state of days after the last one that the records cover, by period: by whom, and whether it was read or quoted."""
    return render_part(page, "second-opinion.html", "later_totals", lines=_lines(page, page.figures.later_totals(publisher)))


def _lines(page: Page, totals: pd.DataFrame) -> list[dict[str, Any]]:
    titles = page.figures.measures().set_index("measure")["title"]
    return [{**line, "measure_title": titles[line["measure"]], "verdict": _verdict(line)} for line in lines_of(totals)]


def _verdict(line: dict[str, Any]) -> str:
    if line["ours"] is None:
        return "nothing to compare yet"
    stated, ours = int(line["stated"]), int(line["ours"])
    if stated == ours:
        return "the same"
    agrees = {"about": abs(ours - stated) <= 0.01 * stated, "more than": ours > stated, "almost": stated * 0.95 <= ours < stated}
    if agrees.get(line["wording"]):
        return f"agrees with “{line['wording']}”"
    return f"{say_count(abs(ours - stated))} {'more' if ours > stated else 'fewer'} here"
