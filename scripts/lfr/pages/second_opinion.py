"""The page on second opinions: what a second source says otherwise, how often, and which figures it would change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from lfr.compare.classes import CLASSES
from lfr.errors import LfrError, did_you_mean
from lfr.pages.totals_table import published_totals
from lfr.warehouse.figures import Figures
from lfr.wording.column_names import COLUMNS
from lfr.wording.html import Cell, block, entry, table
from lfr.wording.words import say_count, say_day

Href = Callable[[str], str]

_COUNTS = {"deployments": "Deployments", "faces_seen": "Faces seen", "alerts": "Alerts", "arrests": "Arrests"}
# Ways to write zero: told as a number, not row by row.
_ZEROS = ("dash_against_zero", "blank_against_zero")


def part(figures: Figures, name_of_part: str, name: str, href: Href) -> str:
    """One part of the page. Raises LfrError for an unknown one."""
    parts: dict[str, Callable[[], str]] = {
        "about": lambda: about(figures, name),
        "summary": lambda: summary(figures, name),
        "rule": lambda: str(_head(figures, name)["rule"]),
        "rows": lambda: rows_table(figures, name),
        "kinds": lambda: kinds_table(figures, name),
        "dates": lambda: dates_found(figures, name),
        "periods": lambda: periods_table(figures, name),
        "differences": lambda: differences_table(figures, name, href),
        "corrections": lambda: corrections_seen(figures, name, href),
        "current": lambda: still_current(figures, name),
        "totals": lambda: published_totals(figures, href),
    }
    if name_of_part not in parts:
        raise LfrError(f"reconciliation: there is no part “{name_of_part}”.{did_you_mean(name_of_part, parts)}")
    return parts[name_of_part]()


def about(figures: Figures, name: str) -> str:
    """What was compared with what."""
    head = _head(figures, name)
    url = str(head["url"])
    facts = {
        "Compiled by": escape(head["compiled_by"]),
        "Published at": f'<a href="{escape(url)}" rel="external">{escape(url)}</a>'
        if url.startswith("https://")
        else "address not recorded",
        "SHA-256 of the file": f"<code>{escape(head['sha256'])}</code>",
        "Rows in it": say_count(int(head["rows"])),
        "Compared on": say_day(head["compared_on"]),
    }
    return block(entry(name, head["title"], facts))


def summary(figures: Figures, name: str) -> str:
    """What came out, in three sentences."""
    rows, cells, periods = figures.reconciliation_rows(name), figures.reconciliation_cells(name), figures.reconciled_periods(name)
    theirs, matched = rows[rows["their_row"] > 0], rows[rows["outcome"] == "matched"]
    swapped = int((cells["kind"] == "day_and_month_swapped").sum())
    slips = int((~cells["kind"].isin([*_ZEROS, "day_and_month_swapped", "place_renamed"])).sum())
    months = periods[(periods["basis"] == "date") & (periods["month"] > 0)]
    wrong = int((months["deployments"] != months["deployments_theirs"]).sum())
    every = "All" if len(matched) == len(theirs) else f"{len(matched)} of"
    return (
        f"\n\n**{every} {len(theirs)} rows of it are deployments that we count too.** {swapped} of its dates have day and month exchanged;"
        f" in {slips} further cells it has another number, year or place. Counted by its dates, {wrong} of {len(months)}"
        " months would have another number of deployments.\n\n"
    )


def rows_table(figures: Figures, name: str) -> str:
    """What became of each row of either source; the last line adds up."""
    rows = figures.reconciliation_rows(name)
    theirs = rows[rows["their_row"] > 0]
    lines = [
        [Cell(words), Cell(say_count(int((theirs["outcome"] == outcome).sum())), number=True)]
        for outcome, words in (
            ("matched", "Matched with one of our deployments"),
            ("only_there", "Only there: no deployment of ours is like it"),
            ("ambiguous", "Ambiguous: it could be more than one of ours"),
        )
    ]
    lines.append([Cell("All rows of the second source"), Cell(say_count(len(theirs)), number=True)])
    text = table("Every row of the second source", ["What became of it", "Rows"], lines)
    return text + _only_here(rows)


def _only_here(rows: pd.DataFrame) -> str:
    ours = rows[(rows["their_row"] == 0) & (rows["outcome"] == "only_here")]
    unsure = int(((rows["their_row"] == 0) & (rows["outcome"] == "ambiguous")).sum())
    if ours.empty and not unsure:
        return "\n\nEach of our deployments is in the second source.\n\n"
    said = []
    if not ours.empty:
        first, last = ours["deployment_date"].min(), ours["deployment_date"].max()
        matched = rows[rows["outcome"] == "matched"]["deployment_date"].max()
        later = f", all of them later than its last row ({say_day(matched)})" if first > matched else ""
        said.append(f"{_deployments(len(ours))} only here, from {say_day(first)} to {say_day(last)}{later}.")
    if unsure:
        said.append(f"{_deployments(unsure)} could be more than one row there.")
    return f"\n\n{' '.join(said)}\n\n"


def _deployments(count: int) -> str:
    return "1 deployment is" if count == 1 else f"{say_count(count)} deployments are"


def kinds_table(figures: Figures, name: str) -> str:
    """How many cells differ in which way, and in how many rows; the cells alike and the differing ones make the cells compared."""
    cells, rows = figures.reconciliation_cells(name), figures.reconciliation_rows(name)
    lines = []
    for kind, words in CLASSES.items():
        own = cells[cells["kind"] == kind]
        if not own.empty:
            columns = own["column_name"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
            where = "; ".join(f"{COLUMNS.get(column, column)}: {count}" for column, count in columns.items())
            lines.append([Cell(words.capitalize()), _number(len(own)), _number(own["their_row"].nunique()), Cell(where)])
    compared, alike = int(rows["cells_compared"].sum()), int(rows["cells_alike"].sum())
    lines.append([Cell("All that differ"), _number(len(cells)), _number(cells["their_row"].nunique()), Cell("")])
    lines.append([Cell("Alike"), _number(alike), Cell("", number=True), Cell("")])
    lines.append([Cell("All cells compared"), _number(compared), _number(int((rows["outcome"] == "matched").sum())), Cell("")])
    return table("Differences by kind", ["Kind", "Cells", "Rows", "In which columns"], lines)


def dates_found(figures: Figures, name: str) -> str:
    """The exchanged dates by the second source alone and by comparison, and whether the two ways agree."""
    rows, cells = figures.reconciliation_rows(name), figures.reconciliation_cells(name)
    matched = rows[rows["outcome"] == "matched"]
    compared = set(cells[cells["kind"] == "day_and_month_swapped"]["their_row"])
    by_order = set(rows[rows["date_alone"] == "swapped"]["their_row"])
    by_type = set(rows[rows["date_alone"] == "swapped_by_type"]["their_row"])
    either = int((rows["date_alone"] == "either_way").sum())
    known = set(matched["their_row"])
    alone = by_order | by_type
    share = f"{len(compared) / len(matched):.0%}".replace("%", " %") if len(matched) else "none"
    said = [
        f"By comparison: {len(compared)} of {len(matched)} dates ({share}) have day and month in each other’s place.",
        f"By the second source alone, without our records: {len(alone)}. For {len(by_order)} of them only the exchanged date lies between"
        " the dates before and after it that cannot be read the other way round (a day after the 12th).",
    ]
    if by_type:
        said.append(
            f"For {len(by_type)} both readings do; they were found by the type of the cell: the file holds them as dates, not as text, and"
            " every other cell of that type whose order decides is exchanged."
        )
    if either:
        said.append(f"{either} dates have the same number for day and month: exchanging them changes nothing.")
    apart = sorted((alone & known) ^ compared)
    if apart:
        where = ", ".join(str(row) for row in apart)
        said.append(f"**The two ways do not agree in {len(apart)} rows of the file: {where}.**")
    else:
        said.append("**The two ways agree in every row.**")
    return "\n\n" + "\n".join(f"- {one}" for one in said) + "\n\n"


def periods_table(figures: Figures, name: str) -> str:
    """Every year and month that would be another if one counted by the second source; what is alike is said in one line."""
    frame = figures.reconciled_periods(name)
    pieces = []
    for caption, own in (
        ("Calendar years, by its column of years", frame[frame["basis"] == "year_column"]),
        ("Calendar years, by its dates as written", frame[(frame["basis"] == "date") & (frame["month"] == 0)]),
        ("Months, by its dates as written", frame[(frame["basis"] == "date") & (frame["month"] > 0)]),
    ):
        if own.empty:
            continue
        differs = own[[any(line[name] != line[f"{name}_theirs"] for name in _COUNTS) for line in own.to_dict("records")]]
        said = (
            f"{len(differs)} of {len(own)} would be wrong, if ours are right. What it would have stands in small print."
            if len(differs)
            else f"All {len(own)} are alike."
        )
        pieces.append(f"\n\n{caption}: {said}\n\n")
        if len(differs):
            lines = [[Cell(_period(line)), *(_both(line, count) for count in _COUNTS)] for line in differs.to_dict("records")]
            pieces.append(table(caption, ["Period", *_COUNTS.values()], lines))
    return "".join(pieces)


def _period(line: dict[str, Any]) -> str:
    return str(line["year"]) if line["month"] == 0 else f"{date(line['year'], line['month'], 1):%B %Y}"


def _both(line: dict[str, Any], count: str) -> Cell:
    ours, theirs = int(line[count]), int(line[f"{count}_theirs"])
    return Cell(say_count(ours), note="" if ours == theirs else f"there {say_count(theirs)}", number=True)


def differences_table(figures: Figures, name: str, href: Href) -> str:
    """Every cell that differs otherwise than by a way to write zero, with the printed row that speaks for our value."""
    cells = figures.reconciliation_cells(name)
    own = cells[~cells["kind"].isin(_ZEROS)]
    if own.empty:
        return "\n\nNo cell differs in any other way.\n\n"
    # The single slips first: names and exchanged dates are many and of one kind.
    order = {kind: (kind in ("place_renamed", "day_and_month_swapped"), i) for i, kind in enumerate(reversed(CLASSES))}
    lines = []
    for line in sorted(own.to_dict("records"), key=lambda one: (order[one["kind"]], one["their_row"])):
        where = Cell(
            f"{line['deployment_id']}, row {line['their_row']} there",
            href(f"/{line['publisher']}/records/{line['source_id']}/#p{line['page']}-r{line['row']}"),
        )
        column = COLUMNS.get(line["column_name"], line["column_name"])
        ours = say_day(line["ours"]) if line["column_name"] == "date" else line["ours"]
        lines.append([where, Cell(column), Cell(CLASSES[line["kind"]]), Cell(ours), Cell(line["theirs"])])
    return table(
        "Cells that differ, zeros aside",
        ["Deployment, with its printed row", "What", "Kind", "Here", "There, where the kind does not say it"],
        lines,
    )


def corrections_seen(figures: Figures, name: str, href: Href) -> str:
    """What the second source says of the cells that we corrected: it may speak for or against a correction."""
    shared = set(figures.reconciliation_rows(name).query("outcome == 'matched'")["deployment_id"])
    cells = figures.reconciliation_cells(name)
    ledger = figures.corrections()
    said = []
    for line in ledger[ledger["is_applied"]].to_dict("records"):
        if line["deployment_id"] not in shared:
            continue
        own = cells[(cells["deployment_id"] == line["deployment_id"]) & (cells["column_name"] == line["column_name"])]
        kind = own["kind"].iloc[0] if len(own) else ""
        if not kind:
            verdict = "the second source has the corrected value"
        elif kind == "day_and_month_swapped":
            verdict = "the second source has the corrected date, with day and month exchanged: it speaks for the corrected year"
        else:
            verdict = f"the second source has something else ({CLASSES[kind]})"
        link = href(f"/quality/corrections/#{line['correction_id']}")
        said.append(
            f'<li><a href="{link}">{escape(line["correction_id"])}</a> ({escape(line["location"])}, printed {escape(line["printed"])},'
            f" counted as {escape(line['corrected'])}): {escape(verdict)}.</li>"
        )
    return block("<ul>" + "".join(said) + "</ul>") if said else "\n\nNone of the rows we corrected is in it.\n\n"


def still_current(figures: Figures, name: str) -> str:
    """Says so where deployments were added or corrected after the comparison: the outcome is then one of older figures."""
    cells = figures.reconciliation_cells(name)
    ids = set(figures.reconciliation_rows(name)["deployment_id"]) - {""}
    missing = ids - set(figures.deployments()["deployment_id"])
    publisher = _head(figures, name)["publisher"]
    newer = set(figures.deployments(publisher)["deployment_id"]) - ids
    dates = cells[cells["column_name"] == "date"]
    moved = int((dates["ours"] != dates["deployment_date"].dt.strftime("%Y-%m-%d")).sum()) if len(dates) else 0
    said = []
    if newer:
        said.append(f"{len(newer)} deployments came into our figures after it")
    if missing:
        said.append(f"{len(missing)} have vanished from the records since")
    if moved:
        said.append(f"{moved} dates were corrected since")
    return f"\n\n**The comparison is older than our figures:** {'; '.join(said)}.\n\n" if said else ""


def _head(figures: Figures, name: str) -> dict[str, Any]:
    found = figures.reconciliations().set_index("id").loc[name]
    return {str(key): value for key, value in found.items()}


def _number(value: int) -> Cell:
    return Cell(say_count(value), number=True)
