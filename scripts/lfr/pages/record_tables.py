"""Macros for what stands behind the figures: documents, printed cells, editions, and the keys to codes (templates/records.html)."""

from itertools import groupby

from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part
from lfr.wording.addresses import deployment_address
from lfr.wording.html import Cell, table


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
                line.append(Cell(one.printed if isinstance(one.printed, str) and one.printed else "(empty)", note=note))
            line.append(Cell(str(one.deployment_id), page.href(deployment_address(publisher, one.deployment_id))))
            lines.append(line)
            ids.append(f"p{number}-r{row}")
        tables.append(table(f"Rows as printed, layout {layout}", ["Where", *heads["heading"], "Deployment"], lines, ids))
    return "".join(tables)


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
