"""Macros for corrections of printed cells, and for what the checks found (templates/corrections.html)."""

from collections.abc import Mapping, Sequence
from typing import Any

from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part


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
    findings = page.figures.findings()
    is_here = findings["deployment_id"].isin(page.figures.deployments(publisher, year)["deployment_id"])
    still_open = int(((findings["status"] == "open") & is_here).sum())
    return render_part(page, "corrections.html", "year_corrections", lines=touched, still_open=still_open)


def correction_list(page: Page, lines: Sequence[Mapping[Any, Any]]) -> str:
    """Corrections in a list: which row, what was printed, what is counted, why. Nothing for none."""
    return render_part(page, "corrections.html", "correction_list", lines=lines) if lines else ""


def corrections(page: Page) -> str:
    """The ledger: one entry per correction, with what was printed, what is counted, why, and in which state it is."""
    return render_part(page, "corrections.html", "corrections", lines=lines_of(page.figures.corrections()))


def changed_figures(page: Page) -> str:
    """Every yearly figure that a correction changes, with both values."""
    changed = [
        one
        for publisher in page.figures.publishers()["id"]
        for year in page.figures.years(publisher)["year"]
        for one in page.figures.figures_of_year(publisher, int(year))
        if one.is_corrected
    ]
    return render_part(page, "corrections.html", "changed_figures", figures=changed)


def check_summary(page: Page) -> str:
    """One row per check: what it looks for, how many findings, how many undecided."""
    return render_part(page, "corrections.html", "check_summary", lines=lines_of(page.figures.checks()))


def findings(page: Page) -> str:
    """Every finding of every check, under its check; a check without findings says so."""
    every = page.figures.findings()
    every["publisher"] = every["source_id"].map(page.figures.sources().set_index("id")["publisher"])
    checks = [(check, lines_of(every[every["check_name"] == check["check_name"]])) for check in lines_of(page.figures.checks())]
    return render_part(page, "corrections.html", "findings", checks=checks)
