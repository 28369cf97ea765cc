"""The releases, and how each figure is cited, as plain rows: for the downloads and the API, which know nothing of releases."""

from typing import Any

from lfr.pages.releases.figure_pages import citations, histories_of
from lfr.releases.figure_rows import figure_rows
from lfr.releases.frozen import read_releases
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import history_address, release_address


def release_rows(figures: Figures) -> list[dict[str, Any]]:
    """One row per release, the newest first."""
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
            "address": release_address(one.version),
        }
        for one in reversed(read_releases(figures.project))
    ]


def citation_rows(figures: Figures) -> list[dict[str, str]]:
    """For each figure its id, the sentence to cite it by, and where that and its history are."""
    cites, histories = citations(figures), histories_of(figures)
    return [
        {
            "id": key,
            # Without a release there is no step either: the sentence says so.
            "text": cites[row["publisher"]].text(row, histories.get(key) or [{"version": ""}]),
            "page": history_address(row["publisher"], row["measure"], row["year"]),
        }
        for key, row in figure_rows(figures).items()
    ]
