"""The releases, and how each figure is cited, as plain rows: for the downloads and the API, which know nothing of releases."""

from __future__ import annotations

from typing import Any

from lfr.pages.releases.figure_pages import newest_document, steps_of
from lfr.project import site_address
from lfr.releases.citation import Citation
from lfr.releases.figure_rows import figure_rows
from lfr.releases.frozen import read_releases
from lfr.warehouse.figures import Figures


def release_rows(figures: Figures) -> list[dict[str, Any]]:
    """One row a release, the newest first."""
    return [
        {
            "version": one.version,
            "date": one.date.isoformat(),
            "level": one.level,
            "note": one.note,
            "previous": one.previous,
            "figures": len(one.figures),
            "changes": len(one.changes),
            "code": one.code,
            "address": f"/releases/{one.version}/",
        }
        for one in reversed(read_releases(figures.project))
    ]


def citation_rows(figures: Figures) -> list[dict[str, str]]:
    """For each figure its id, the sentence to cite it by, and where that and its history stand."""
    site, shown, steps = site_address(figures.project), figures.shown(), steps_of(figures)
    rows = figure_rows(figures)
    names = figures.publishers().set_index("id")["name"].to_dict()
    known = {one: Citation(names[one], site, shown, newest_document(figures, one)) for one in {row["publisher"] for row in rows.values()}}
    found = []
    for key, row in rows.items():
        cite = known[row["publisher"]]
        page = f"/{row['publisher']}/figures/{row['measure'].replace('_', '-')}/#{row['year']}"
        # Without a release there is no step either: the sentence says so.
        found.append({"id": key, "text": cite.text(row, steps.get(key) or [{"version": ""}]), "page": page})
    return found
