"""The disclosure log and the governance library: pages, a feed and the two as CSV."""

from __future__ import annotations

from pathlib import Path

from lfr.curated.library import Library
from lfr.pages.library import disclosure_groups, disclosure_pages, document_dates, document_pages, feed
from lfr.warehouse.figures import Figures

PUBLISHER = "met"


def write(figures: Figures, library: Library, root: Path) -> int:
    """Write the pages under `root`, with the files beside them. Returns how many pages."""
    years = [int(year) for year in figures.years(PUBLISHER)["year"]]
    home = root / PUBLISHER
    pages = disclosure_pages.write(library, home / "disclosures") + disclosure_groups.write(library, home / "disclosures")
    pages += document_pages.write(library, home / "documents") + document_dates.write(library, years, home / "documents")
    feed.write_feed(library, home / "disclosures" / "feed.xml")
    feed.write_disclosures(library, home / "disclosures" / "disclosures.csv")
    feed.write_documents(library, home / "documents" / "documents.csv")
    return pages
