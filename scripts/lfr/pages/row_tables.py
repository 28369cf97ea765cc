"""Tables of single rows: deployments, printed cells, findings, corrections and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, block, entry, table
from lfr.wording.words import NOT_PUBLISHED, NOT_RECORDED, STOPPED_EARLY, say_count, say_minutes, say_with_counts

Href = Callable[[str], str]

_COUNTS = {
    "watchlist_size": "Watchlist",
    "threshold": "Threshold",
    "faces_seen": "Faces seen (estimate)",
    "alerts": "Alerts",
    "true_alerts": "True",
    "true_alerts_confirmed": "True, confirmed",
    "false_alerts": "False",
    "false_alerts_confirmed": "False, confirmed",
    "stops": "Stops",
    "arrests": "Arrests",
}


def deployment_table(figures: Figures, publisher: str, year: int | None, href: Href) -> str:
    """One row a deployment (of a year), in the order of dates. Each row has the deployment's id as its anchor."""
    if year is None:
        return _sortable(deployment_rows(figures, figures.deployments(publisher), "Deployments, one row each", href))
    label = figures.figure(publisher, year, "deployments").label
    return deployment_rows(figures, figures.deployments(publisher, year), f"Deployments, {label}, one row each", href)


def _sortable(html: str) -> str:
    """The table with a button in each heading, which the script of the page switches on (site/assets/table.js).

    Made here and not by the script: three hundred rows laid out a second time keep a slow phone busy.
    """
    head, end, rest = html.partition("</thead>")
    head = re.sub(r'(<th scope="col"[^>]*>)([^<]+)</th>', r'\1<button type="button" class="lfr-sort" disabled>\2</button></th>', head)
    return head.replace('class="lfr-table ', 'class="lfr-table lfr-sortable ', 1) + end + rest


def deployment_rows(figures: Figures, frame: pd.DataFrame, caption: str, href: Href) -> str:
    """The deployments of a frame: the date leads to the row's permanent address, the place to its page, the end to the printed row."""
    if frame.empty:
        return "\n\nThe records cover this year and list no deployment in it.\n\n"
    layouts = {name: set(figures.layout_columns(name)["column_name"]) for name in set(frame["layout"])}
    ids = frame["deployment_id"].tolist()
    printed, slugs = _printed_before(figures, ids), figures.place_slugs_of(ids)
    lines = []
    for line in frame.to_dict("records"):
        before = printed.get(line["deployment_id"], {})
        # No-break spaces: a date is read as one word, also in a narrow column.
        date = f"{line['deployment_date'].day}\u00a0{line['deployment_date']:%B}\u00a0{line['deployment_date']:%Y}"
        base = f"/{line['publisher']}"
        place = href(f"{base}/places/{slugs[line['deployment_id']]}/")
        cells = [
            Cell(date, href(f"{base}/deployments/#{line['deployment_id']}"), note=before.get("date", "")),
            Cell(str(line["location"]), place, note=before.get("location", "")),
            Cell(line["borough"] if isinstance(line["borough"], str) else "not known"),
            Cell(_duration(line, layouts), note=before.get("duration_minutes", ""), number=True),
        ]
        cells += [Cell(_count(line, name, layouts), note=before.get(name, ""), number=True) for name in _COUNTS]
        address = f"{base}/records/{line['source_id']}/#p{line['page']}-r{line['row']}"
        cells.append(Cell(f"page {line['page']}, row {line['row']}", href(address)))
        lines.append(cells)
    head = ["Date", "Place, as printed", "Borough", "Time deployed", *_COUNTS.values(), "Printed at"]
    return table(caption, head, lines, ids)


# Columns of a record whose correction shows under another heading of the table.
_SHOWN_UNDER = {"duration": "duration_minutes", "arrests_disposals": "arrests"}


def _printed_before(figures: Figures, deployment_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """What was printed where a correction counts: by deployment and by the column it shows under."""
    return {
        deployment_id: {_SHOWN_UNDER.get(column, column): f"printed {printed}" for column, printed in cells}
        for deployment_id, cells in figures.printed_before(deployment_ids).items()
    }


def _count(line: dict[str, Any], name: str, layouts: dict[str, set[str]]) -> str:
    """A count, or the word for why there is none: four kinds of nothing are four different words."""
    if name == "stops":
        low, high = line["stops_lower"], line["stops_upper"]
        if pd.isna(low) or pd.isna(high):
            return STOPPED_EARLY if line["is_stopped_early"] else NOT_RECORDED
        return say_count(int(low)) if low == high else f"{int(low)} to {int(high)}"
    value = line[name]
    if not pd.isna(value):
        return f"{value:.2f}" if name == "threshold" else say_count(float(value))
    held = layouts.get(str(line["layout"]), set()) | {"true_alerts", "false_alerts"}
    if name == "arrests":
        held |= {"arrests"} if "arrests_disposals" in held else set()
    if name not in held:
        return NOT_PUBLISHED
    return STOPPED_EARLY if line["is_stopped_early"] else NOT_RECORDED


def _duration(line: dict[str, Any], layouts: dict[str, set[str]]) -> str:
    if not pd.isna(line["duration_minutes"]):
        return say_minutes(float(line["duration_minutes"]))
    held = layouts.get(str(line["layout"]), set())
    return NOT_RECORDED if {"duration", "duration_minutes"} & held else NOT_PUBLISHED


def printed_record(figures: Figures, source_id: str, href: Href) -> str:
    """Every row of a document as printed; a corrected cell shows what is counted instead. Anchors p4-r15."""
    publisher = figures.sources().set_index("id")["publisher"][source_id]
    pieces = []
    for layout, of_layout in figures.printed_cells(source_id).groupby("layout", sort=False):
        heads = of_layout[["column_name", "heading"]].drop_duplicates()
        lines, ids = [], []
        # The cells come row by row: plain tuples, because a record may have thousands of rows and a frame a row takes its time.
        for (page, row), cells in groupby(of_layout.itertuples(index=False), key=lambda one: (one.page, one.row)):
            by_name = {one.column_name: one for one in cells}
            line = [Cell(f"page {page}, row {row}")]
            for name in heads["column_name"]:
                one = by_name[name]
                text = one.printed if isinstance(one.printed, str) else "(empty)"
                note = f"counted as {one.corrected} ({one.correction_id})" if isinstance(one.corrected, str) else ""
                line.append(Cell(text, note=note))
            line.append(Cell(str(one.deployment_id), href(f"/{publisher}/deployments/#{one.deployment_id}")))
            lines.append(line)
            ids.append(f"p{page}-r{row}")
        pieces.append(table(f"Rows as printed, layout {layout}", ["Where", *heads["heading"], "Deployment"], lines, ids))
    return "".join(pieces)


def year_corrections(figures: Figures, publisher: str, year: int, href: Href) -> str:
    """Corrections that move a deployment into or out of the year or change its numbers, then its open findings."""
    ledger = figures.corrections()
    ledger = ledger[(ledger["publisher"] == publisher) & ledger["is_applied"]]
    leaving = f"/{year % 100:02d}"
    touched = [
        line
        for line in ledger.to_dict("records")
        if line["deployment_date"].year == year or (line["column_name"] == "date" and str(line["printed"]).endswith(leaving))
    ]
    text = correction_list(touched, href) or "\n\nNo correction touches this year.\n\n"
    ids = set(figures.deployments(publisher, year)["deployment_id"])
    findings = figures.findings()
    still_open = findings[(findings["status"] == "open") & findings["deployment_id"].isin(ids)]
    where = href("/quality/findings/")
    return text + f'\n\nOpen findings in rows of this year: <a href="{where}">{len(still_open)}</a>.\n\n'


def correction_list(lines: Sequence[dict[Hashable, Any]], href: Href) -> str:
    """Corrections in a list: which row, what was printed, what is counted, why. Nothing for none."""
    items = []
    for line in lines:
        where = f"{line['source_id']}, page {line['page']}, row {line['row']}"
        items.append(
            f'<li><a href="{href("/quality/corrections/#" + line["correction_id"])}">{escape(line["correction_id"])}</a>:'
            f" {escape(line['location'])}, {escape(line['column_name'].replace('_', ' '))} printed as {escape(line['printed'])},"
            f" counted as {escape(line['corrected'])} ({escape(where)}). {escape(line['reason'])}</li>"
        )
    return block("<ul>" + "".join(items) + "</ul>") if items else ""


def corrections(figures: Figures, href: Href) -> str:
    """The ledger: one entry a correction, with what was printed, what is counted, why, and in which state it is."""
    pieces = []
    for line in figures.corrections().to_dict("records"):
        where = href(f"/{line['publisher']}/records/{line['source_id']}/#p{line['page']}-r{line['row']}")
        state = "retired: the publisher now prints something else" if line["is_retired"] else line["status"]
        title = f"{line['correction_id']}: {line['location']}, {line['column_name'].replace('_', ' ')}"
        place = f"{line['source_id']}, page {line['page']}, row {line['row']}"
        facts = {
            "Printed": f'<a href="{where}">{escape(line["printed"])}</a> ({escape(place)})',
            "Counted as": escape(line["corrected"]) if line["is_applied"] else "as printed",
            "State": f"{escape(state)}, {line['decided_on'].day} {line['decided_on']:%B %Y}",
            "Reason": escape(line["reason"]),
            "Evidence": escape(line["evidence"]),
        }
        pieces.append(entry(line["correction_id"], title, facts))
    return block("\n".join(pieces)) if pieces else "\n\nNo correction has been made.\n\n"


def changed_figures(figures: Figures, href: Href) -> str:
    """Every yearly figure whose value differs from the one counted from the cells as printed."""
    lines = []
    for publisher in figures.publishers()["id"]:
        for year in figures.years(publisher)["year"]:
            for one in figures.figures_of_year(publisher, int(year)):
                if one.is_corrected:
                    lines.append([
                        Cell(one.title, href(f"/{publisher}/years/{year}/#{one.measure.replace('_', '-')}")),
                        Cell(one.label),
                        Cell(say_with_counts(one.as_published), number=True),
                        Cell(say_with_counts(one), number=True),
                    ])  # fmt: skip
    return table("Figures that corrections change", ["Measure", "Calendar year", "As published", "As corrected"], lines)


def findings(figures: Figures, href: Href) -> str:
    """Every finding, in one table a check; a check without findings says so."""
    pieces = []
    every = figures.findings()
    publishers = figures.sources().set_index("id")["publisher"]
    for check in figures.checks().to_dict("records"):
        name = check["check_name"].replace("_", "-")
        pieces.append(f"\n\n## {check['title'].rstrip('.')} {{ #{name} }}\n\n{check['about']}\n\n")
        pieces.append(f"{check['severity'].capitalize()}. {check['findings']} found, {check['open']} of them open.\n\n")
        lines, ids = [], []
        for line in every[every["check_name"] == check["check_name"]].to_dict("records"):
            publisher = publishers[line["source_id"]]
            if pd.isna(line["row"]):
                where = Cell(line["source_id"], href(f"/{publisher}/records/{line['source_id']}/"))
            else:
                place = f"{line['source_id']}, page {int(line['page'])}, row {int(line['row'])}"
                where = Cell(place, href(f"/{publisher}/records/{line['source_id']}/#p{int(line['page'])}-r{int(line['row'])}"))
            status = str(line["status"]) + (f" ({line['correction_id']})" if isinstance(line["correction_id"], str) else "")
            reason = line["reason"] if isinstance(line["reason"], str) else ""
            column = str(line["column_name"] or "").replace("_", " ")
            lines.append(
                [
                    where,
                    Cell(column),
                    Cell(str(line["printed"])),
                    Cell(str(line["expected"])),
                    Cell(str(line["detail"])),
                    Cell(status, note=reason),
                ]
            )
            ids.append(line["finding_id"])
        if lines:
            head = ["Where", "Column", "Printed", "Expected", "What was found", "Decision"]
            pieces.append(table(check["title"].rstrip("."), head, lines, ids))
    return "".join(pieces)


def sources(figures: Figures, href: Href) -> str:
    """One entry a document: where it was published, its checksum, what it covers, how many rows were read."""
    pieces = [_document(line, href, line["id"], f"{line['title']} ({line['id']})") for line in figures.sources().to_dict("records")]
    return block("\n".join(pieces))


def document(figures: Figures, source_id: str, href: Href) -> str:
    """The same entry for one document, on the page of its rows: from a printed row to its document is no click at all."""
    [line] = [one for one in figures.sources().to_dict("records") if one["id"] == source_id]
    return block(_document(line, href, "document", f"The document {source_id}"))


def _document(line: dict[Hashable, Any], href: Href, entry_id: str, title: str) -> str:
    rows_page = href(f"/{line['publisher']}/records/{line['id']}/")
    url = str(line["url"])
    address = f'<a href="{escape(url)}" rel="external">{escape(url)}</a>' if url.startswith("https://") else escape(url)
    edition = pd.Timestamp(line["edition"])
    state = "counted" if line["is_current"] == "true" else "superseded by a newer edition, kept for comparison"
    facts = {
        "Published at": address,
        "Edition": f"{edition.day} {edition:%B %Y} (the date inside the file), {escape(state)}",
        "Covers": f"{_day(line['covers_from'])} to {_day(line['covers_to'])}",
        "Read from it": f'<a href="{rows_page}">{say_count(line["rows"])} deployments on {escape(line["pages"])} pages</a>',
        "Retrieved": escape(line["retrieved"]),
        "Licence": escape(line["licence"]),
        "SHA-256": f"<code>{escape(line['sha256'])}</code>",
    }
    return entry(entry_id, title, facts)


def code_lists(figures: Figures, href: Href) -> str:
    """The key to purposes and use cases of each document, in our words."""
    lines = [
        [
            Cell(str(line["source_id"]), href(f"/sources/#{line['source_id']}")),
            Cell(f"page {line['page']}"),
            Cell(str(line["reference"])),
            Cell(line["printed_as"] if isinstance(line["printed_as"], str) else "not looked at yet"),
            Cell(line["meaning"] if isinstance(line["meaning"], str) else "not looked at yet"),
        ]
        for line in figures.codes().to_dict("records")
    ]
    return table("Purposes and use cases, by document", ["Document", "Where", "Reference", "Printed in rows as", "Meaning"], lines)


def _day(value: object) -> str:
    day = pd.Timestamp(str(value))
    return f"{day.day} {day:%B %Y}"
