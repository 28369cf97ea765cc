"""Macros for what stands behind the figures: documents, printed cells, editions, and the keys to codes."""

from collections.abc import Hashable
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from lfr.pages.page import Page
from lfr.wording.addresses import deployment_address, printed_row_address, record_address
from lfr.wording.html import Cell, block, entry, table
from lfr.wording.words import say_count, say_day, say_number_of

Line = dict[Hashable, Any]


def source_of(page: Page, source_id: str) -> dict[str, object]:
    """One document, by the keys of sources.toml."""
    return dict(page.figures.sources().set_index("id").loc[source_id])


def sources(page: Page) -> str:
    """Every document and edition: address, checksum, dates, rows."""
    lines = page.figures.sources().to_dict("records")
    return block("\n".join(_document(page, line, line["id"], f"{line['title']} ({line['id']})") for line in lines))


def document(page: Page, source_id: str) -> str:
    """The same entry for one document, on the page of its rows: its reader needs no further click."""
    [line] = [one for one in page.figures.sources().to_dict("records") if one["id"] == source_id]
    return block(_document(page, line, "document", f"The document {source_id}"))


def _document(page: Page, line: Line, entry_id: str, title: str) -> str:
    rows, url = page.href(record_address(line["publisher"], line["id"])), escape(str(line["url"]))
    state = "counted" if line["is_current"] == "true" else "superseded by a newer edition, kept for comparison"
    facts = {
        "Published at": f'<a href="{url}" rel="external">{url}</a>' if url.startswith("https://") else url,
        "Edition": f"{say_day(line['edition'])} (the date inside the file), {escape(state)}",
        "Covers": f"{say_day(line['covers_from'])} to {say_day(line['covers_to'])}",
        "Read from it": f'<a href="{rows}">{say_count(line["rows"])} deployments on {escape(line["pages"])} pages</a>',
        "Retrieved": escape(line["retrieved"]),
        "Licence": escape(line["licence"]),
        "SHA-256": f"<code>{escape(line['sha256'])}</code>",
    }
    return entry(entry_id, title, facts)


def code_lists(page: Page) -> str:
    """The keys to purposes and use cases, by document: the same code means different things in different records."""
    lines = [
        [
            Cell(str(line.source_id), page.href(f"/sources/#{line.source_id}")),
            Cell(f"page {line.page}"),
            Cell(str(line.reference)),
            *(Cell(text if isinstance(text, str) else "not looked at yet") for text in (line.printed_as, line.meaning)),
        ]
        for line in page.figures.codes().itertuples()
    ]
    return table("Purposes and use cases, by document", ["Document", "Where", "Reference", "Printed in rows as", "Meaning"], lines)


def printed_record(page: Page, source_id: str) -> str:
    """Every row of a document as printed; a corrected cell shows what is counted instead. Each row has an anchor such as p4-r15."""
    publisher = page.figures.sources().set_index("id")["publisher"][source_id]
    tables = []
    for layout, of_layout in page.figures.printed_cells(source_id).groupby("layout", sort=False):
        heads = of_layout[["column_name", "heading"]].drop_duplicates()
        lines, ids = [], []
        # Plain tuples, row by row: a frame per row takes far longer, and a record may have thousands of rows.
        for (number, row), cells in groupby(of_layout.itertuples(index=False), key=lambda one: (one.page, one.row)):
            by_name = {one.column_name: one for one in cells}
            line = [Cell(f"page {number}, row {row}")]
            for name in heads["column_name"]:
                one = by_name[name]
                note = f"counted as {one.corrected} ({one.correction_id})" if isinstance(one.corrected, str) else ""
                line.append(Cell(_printed(one.printed), note=note))
            line.append(Cell(str(one.deployment_id), page.href(deployment_address(publisher, one.deployment_id))))
            lines.append(line)
            ids.append(f"p{number}-r{row}")
        tables.append(table(f"Rows as printed, layout {layout}", ["Where", *heads["heading"], "Deployment"], lines, ids))
    return "".join(tables)


def _printed(text: object) -> str:
    return text if isinstance(text, str) and text else "(empty)"


_KINDS = {"changed": "cell", "renamed": "place", "added": "deployment", "vanished": "deployment"}


def edition_changes(page: Page) -> str:
    """One section per force: the editions of its records, and each difference of an edition from the edition before."""
    pieces = []
    every, changes = page.figures.sources(), page.figures.edition_changes()
    for publisher in page.figures.publishers().itertuples():
        own = every[every["publisher"] == publisher.id]
        if own.empty:
            continue
        later = own[own["supersedes"].fillna("") != ""].to_dict("records")
        pieces.append(f'\n\n<h2 id="{escape(publisher.id)}">{escape(publisher.name)}</h2>\n\n')
        if not later:
            what = "any of its records" if len(own) > 1 else "its record"
            pieces.append(f"\n\n**No later edition of {what} is held yet, so nothing can be said of changes after publication.**\n\n")
        pieces.append(_editions_table(page, own))
        pieces += [_changes_table(page, source, changes[changes["source_id"] == source["id"]]) for source in later]
    return "".join(pieces)


def _editions_table(page: Page, own: pd.DataFrame) -> str:
    lines = [
        [
            Cell(str(line.record)),
            Cell(str(line.id), page.href(record_address(line.publisher, line.id))),
            Cell(say_day(line.edition)),
            Cell(say_count(line.rows), number=True),
            Cell("counted" if line.is_current == "true" else "superseded, kept for comparison"),
        ]
        for line in own.sort_values(["record", "edition", "id"]).itertuples()
    ]
    return table("Editions held", ["Record", "Edition", "Date inside the file", "Deployments", "State"], lines)


def _changes_table(page: Page, source: Line, changes: pd.DataFrame) -> str:
    before, now = str(source["supersedes"]), str(source["id"])
    counts = [f"{say_number_of((changes['kind'] == kind).sum(), noun)} {kind}" for kind, noun in _KINDS.items()]
    said = f"{', '.join(counts)}."
    late = int(changes["is_late"].fillna(False).astype(bool).sum())
    if late:
        said += f" Of those added, {late} took place on days that the earlier edition already covered."
    lines = []
    for line in changes.to_dict("records"):
        # A deployment that vanished stands in the edition before only.
        document, when = (before, "before") if line["kind"] == "vanished" else (now, "now")
        number, row = int(line[f"page_{when}"]), int(line[f"row_{when}"])
        day = "" if pd.isna(line["deployment_date"]) else f"{say_day(line['deployment_date'])}, "
        is_late = not pd.isna(line["is_late"]) and line["is_late"]
        is_row = line["kind"] in ("added", "vanished")
        lines.append([
            Cell(
                str(line["deployment_id"]),
                page.href(printed_row_address(str(source["publisher"]), document, number, row)),
                note=f"page {number}, row {row}",
            ),
            Cell(f"{day}{line['location']}"),
            Cell("place renamed" if line["kind"] == "renamed" else line["kind"], note="on a day covered before" if is_late else ""),
            Cell(column_words(line["column_name"])),
            *(Cell("" if is_row else _printed(line[name])) for name in ("was", "now")),
        ])  # fmt: skip
    heading = f'\n\n<h3 id="{escape(now)}">From {escape(before)} to {escape(now)}</h3>\n\n' + block(f"<p>{said}</p>")
    head = ["Deployment", "Date and place", "What happened", "Column", "Was", "Is"]
    return heading + (table(f"What {now} changed", head, lines) if lines else "")


def column_words(name: object) -> str:
    return name.replace("_", " ") if isinstance(name, str) else ""
