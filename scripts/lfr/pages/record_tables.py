"""Macros for what stands behind the figures: documents, printed cells, editions, and the keys to codes (templates/records.html)."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part


def source_of(page: Page, source_id: str) -> dict[str, object]:
    """One document, by the keys of sources.toml."""
    return dict(page.figures.sources().set_index("id").loc[source_id])


def sources(page: Page) -> str:
    """Every document and edition: address, checksum, dates, rows."""
    return render_part(page, "records.html", "sources", lines=lines_of(page.figures.sources()))


def document(page: Page, source_id: str) -> str:
    """The same entry for one document, on the page of its rows: its reader needs no further click."""
    line = {**source_of(page, source_id), "id": source_id}
    return render_part(page, "records.html", "document", line=line, id="document", title=f"The document {source_id}")


def code_lists(page: Page) -> str:
    """The keys to purposes and use cases, by document: the same code means different things in different records."""
    return render_part(page, "records.html", "code_lists", lines=lines_of(page.figures.codes()))


def printed_record(page: Page, source_id: str) -> str:
    """Every row of a document as printed; a corrected cell shows what is counted instead. Each row has an anchor such as p4-r15."""
    publisher = source_of(page, source_id)["publisher"]
    by_layout: dict[str, list[list[dict[str, Any]]]] = {}
    for (layout, _, _), cells in groupby(lines_of(page.figures.printed_cells(source_id)), itemgetter("layout", "page", "row")):
        by_layout.setdefault(layout, []).append(list(cells))
    return render_part(page, "records.html", "printed_record", publisher=publisher, layouts=by_layout)


def edition_changes(page: Page) -> str:
    """One section per force: the editions of its records, and each difference of an edition from the edition before."""
    every, changes, forces = page.figures.sources(), page.figures.edition_changes(), []
    for force in page.figures.publishers().itertuples():
        own = every[every["publisher"] == force.id]
        later = [
            (source, lines_of(changes[changes["source_id"] == source["id"]]))
            for source in lines_of(own[own["supersedes"].fillna("") != ""])
        ]
        if not own.empty:
            forces.append((force, lines_of(own.sort_values(["record", "edition", "id"])), later))
    return render_part(page, "records.html", "edition_changes", forces=forces)
