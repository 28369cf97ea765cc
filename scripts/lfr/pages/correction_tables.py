"""Macros for corrections of printed cells, and for what the checks found."""

from collections.abc import Hashable, Sequence
from html import escape
from typing import Any

import pandas as pd

from lfr.pages.page import Page
from lfr.pages.record_tables import column_words
from lfr.wording.addresses import anchor, check_address, correction_address, figure_address, printed_row_address, record_address
from lfr.wording.html import Cell, block, entry, table
from lfr.wording.words import say_count, say_day, say_with_counts

Line = dict[Hashable, Any]


def year_corrections(page: Page, publisher: str, year: int) -> str:
    """Corrections that move a deployment into or out of the year or change its numbers, then its open findings."""
    ledger = page.figures.corrections()
    ledger = ledger[(ledger["publisher"] == publisher) & ledger["is_applied"]]
    leaving = f"/{year % 100:02d}"
    touched = [
        line
        for line in ledger.to_dict("records")
        if line["deployment_date"].year == year or (line["column_name"] == "date" and str(line["printed"]).endswith(leaving))
    ]
    text = correction_list(page, touched) or "\n\nNo correction touches this year.\n\n"
    findings = page.figures.findings()
    is_here = findings["deployment_id"].isin(page.figures.deployments(publisher, year)["deployment_id"])
    still_open = int(((findings["status"] == "open") & is_here).sum())
    return text + f'\n\nOpen findings in rows of this year: <a href="{page.href("/quality/findings/")}">{still_open}</a>.\n\n'


def correction_list(page: Page, lines: Sequence[Line]) -> str:
    """Corrections in a list: which row, what was printed, what is counted, why. Nothing for none."""
    items = [
        f'<li><a href="{page.href(correction_address(line["correction_id"]))}">{escape(line["correction_id"])}</a>:'
        f" {escape(line['location'])}, {escape(column_words(line['column_name']))} printed as {escape(line['printed'])},"
        f" counted as {escape(line['corrected'])} ({escape(_place(line))}). {escape(line['reason'])}</li>"
        for line in lines
    ]
    return block(f"<ul>{''.join(items)}</ul>") if items else ""


def corrections(page: Page) -> str:
    """The ledger: one entry per correction, with what was printed, what is counted, why, and in which state it is."""
    entries = []
    for line in page.figures.corrections().to_dict("records"):
        state = "retired: the publisher now prints something else" if line["is_retired"] else line["status"]
        where = _printed_row(page, line["publisher"], line)
        facts = {
            "Printed": f'<a href="{where}">{escape(line["printed"])}</a> ({escape(_place(line))})',
            "Counted as": escape(line["corrected"]) if line["is_applied"] else "as printed",
            "State": f"{escape(state)}, {say_day(line['decided_on'])}",
            "Reason": escape(line["reason"]),
            "Evidence": escape(line["evidence"]),
        }
        entries.append(
            entry(line["correction_id"], f"{line['correction_id']}: {line['location']}, {column_words(line['column_name'])}", facts)
        )
    return block("\n".join(entries)) if entries else "\n\nNo correction has been made.\n\n"


def changed_figures(page: Page) -> str:
    """Every yearly figure that a correction changes, with both values."""
    lines = [
        [
            Cell(one.title, page.href(figure_address(publisher, year, one.measure))),
            Cell(one.label),
            Cell(say_with_counts(one.as_published), number=True),
            Cell(say_with_counts(one), number=True),
        ]
        for publisher in page.figures.publishers()["id"]
        for year in page.figures.years(publisher)["year"]
        for one in page.figures.figures_of_year(publisher, int(year))
        if one.is_corrected
    ]
    return table("Figures that corrections change", ["Measure", "Calendar year", "As published", "As corrected"], lines)


def check_summary(page: Page) -> str:
    """One row per check: what it looks for, how many findings, how many undecided."""
    lines = [
        [
            Cell(line.title, page.href(check_address(line.check_name))),
            Cell(line.severity),
            Cell(say_count(line.findings), number=True),
            Cell(say_count(line.open), number=True),
        ]
        for line in page.figures.checks().itertuples()
    ]
    return table("Checks and what they found", ["Check", "Kind", "Findings", "Open"], lines)


def findings(page: Page) -> str:
    """Every finding of every check, under its check; a check without findings says so."""
    pieces = []
    every = page.figures.findings()
    publishers = page.figures.sources().set_index("id")["publisher"]
    for check in page.figures.checks().to_dict("records"):
        title = check["title"].rstrip(".")
        pieces.append(f"\n\n## {title} {{ #{anchor(check['check_name'])} }}\n\n{check['about']}\n\n")
        pieces.append(f"{check['severity'].capitalize()}. {check['findings']} found, {check['open']} of them open.\n\n")
        lines, ids = [], []
        for line in every[every["check_name"] == check["check_name"]].to_dict("records"):
            publisher = publishers[line["source_id"]]
            if pd.isna(line["row"]):
                where = Cell(line["source_id"], page.href(record_address(publisher, line["source_id"])))
            else:
                where = Cell(_place(line), _printed_row(page, publisher, line))
            status = str(line["status"]) + (f" ({line['correction_id']})" if isinstance(line["correction_id"], str) else "")
            lines.append([
                where,
                Cell(column_words(line["column_name"])),
                *(Cell(str(line[name])) for name in ("printed", "expected", "detail")),
                Cell(status, note=line["reason"] if isinstance(line["reason"], str) else ""),
            ])  # fmt: skip
            ids.append(line["finding_id"])
        if lines:
            head = ["Where", "Column", "Printed", "Expected", "What was found", "Decision"]
            pieces.append(table(title, head, lines, ids))
    return "".join(pieces)


def _place(line: Line) -> str:
    return f"{line['source_id']}, page {int(line['page'])}, row {int(line['row'])}"


def _printed_row(page: Page, publisher: str, line: Line) -> str:
    return page.href(printed_row_address(publisher, line["source_id"], line["page"], line["row"]))
