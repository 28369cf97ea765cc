"""Addresses, relative to the page that asks."""

from __future__ import annotations

import posixpath

from lfr.warehouse.figures import Figures


class Addresses:
    """Addresses, relative to the page that asks."""

    def __init__(self, figures: Figures, url: str) -> None:
        self.figures = figures
        self.url = url
        self._has_chart = False

    def href(self, address: str) -> str:
        """A site address ("/met/years/2024/#alerts") relative to this page, so that the site works in any folder."""
        path, mark, anchor = address.partition("#")
        relative = posixpath.relpath(path, "/" + self.url) if path else ""
        if path.endswith("/") and relative:
            relative += "/"
        return f"{relative}{mark}{anchor}"

    def rows_address(self, publisher: str, year: int) -> str:
        """Where the printed rows behind the figures of a year stand."""
        return f"/{publisher}/years/{year}/#rows"
