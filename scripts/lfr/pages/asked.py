"""What parts of pages ask that no single answer of the warehouse says (templates/shown/parts)."""

from itertools import groupby

from lfr.curated.watched import STATES, read_watched
from lfr.errors import LfrError
from lfr.pages.page import Line, Page, lines_of
from lfr.records.layouts import log_layout
from lfr.warehouse.measures import measures
from lfr.wording.words import BASES, say_count, say_day

# The kinds of cells in the plain CSV log that a force can export.
_LOG_KINDS = {"text": "text", "iso_date": "a date, YYYY-MM-DD", "count": "a whole number", "decimal": "a number from 0 to 1"}


def corrections_of_year(page: Page, publisher: str, year: int) -> list[Line]:
    """Corrections that move a deployment into or out of the year or change its numbers."""
    leaving = f"/{year % 100:02d}"
    return [
        line
        for line in lines_of(page.figures.corrections())
        if line["publisher"] == publisher and line["is_applied"]
        if line["deployment_date"].year == year or (line["column_name"] == "date" and line["printed"].endswith(leaving))
    ]


def open_findings(page: Page, publisher: str, year: int) -> int:
    """How many findings in rows of a year nobody has decided yet."""
    findings = page.figures.findings()
    is_here = findings["deployment_id"].isin(page.figures.deployments(publisher, year)["deployment_id"])
    return int(((findings["status"] == "open") & is_here).sum())


def bases_of(page: Page, method: str) -> tuple[list[str], dict[str, list[str]]]:
    """The layouts, and on what basis each gives the measures of one method page, by title."""
    frame = page.figures.bases(method)
    if frame.empty:
        raise LfrError(f"no measure has the method “{method}” (warehouse/measures.toml).")
    layouts = list(dict.fromkeys(frame["layout"]))
    by_title = frame.pivot(index="title", columns="layout", values="basis").fillna("not_published")
    return layouts, {title: [BASES[by_title.at[title, name]] for name in layouts] for title in dict.fromkeys(frame["title"])}


def looked_at(page: Page, address: str) -> str:
    """When `lfr watch` last looked at an address, and what it saw; empty where it never did."""
    seen = read_watched(page.figures.project).get(address)
    return f"{say_day(seen.looked_on)}: {STATES[seen.state]}" if seen else ""


def columns_of_log(page: Page) -> list[tuple[str, str, str]]:
    """The columns of the plain CSV log, from the layout that reads it: name, what it holds, what it means."""
    return [(one.name, _LOG_KINDS[one.kind], one.meaning) for one in log_layout().columns]


def totals_by_source(page: Page) -> list[list[Line]]:
    """The totals that others published, source by source."""
    lines = _totals(lines_of(page.figures.published_totals()))
    sources = list(dict.fromkeys(line["title"] for line in sorted(lines, key=lambda one: one["line"])))
    by_source = groupby(sorted(lines, key=lambda one: sources.index(one["title"])), key=lambda one: one["title"])
    return [list(own) for _, own in by_source]


def totals_of_later_days(page: Page, publisher: str) -> list[Line]:
    """What others state of days after the last one that the records cover."""
    return _totals(lines_of(page.figures.later_totals(publisher)))


def _totals(lines: list[Line]) -> list[Line]:
    return [{**line, "measure_title": measures()[line["measure"]].title, "verdict": _verdict(line)} for line in lines]


def _verdict(line: Line) -> str:
    """Whether a total that others state and our count of the same days agree."""
    if line["ours"] is None:
        return "nothing to compare yet"
    stated, ours = int(line["stated"]), int(line["ours"])
    if stated == ours:
        return "the same"
    agrees = {"about": abs(ours - stated) <= 0.01 * stated, "more than": ours > stated, "almost": stated * 0.95 <= ours < stated}
    if agrees.get(line["wording"]):
        return f"agrees with “{line['wording']}”"
    return f"{say_count(abs(ours - stated))} {'more' if ours > stated else 'fewer'} here"
