"""The page that a macro writes for."""

import posixpath
from functools import lru_cache

from lfr.warehouse.figures import Figures

_relative = lru_cache(4096)(posixpath.relpath)  # most addresses stand on a page many times


class Page:
    """A page that is being made: the figures it may read, and its own address, from which every link is made relative."""

    def __init__(self, figures: Figures, url: str) -> None:
        self.figures = figures
        self.url = url
        self.charts: list[str] = []  # the charts that it shows, by name

    def href(self, address: str) -> str:
        """A site address ("/met/years/2024/#alerts") relative to this page, so that the site works in any folder."""
        path, mark, anchor = address.partition("#")
        relative = _relative(path, "/" + self.url) if path else ""
        if path.endswith("/") and relative:
            relative += "/"
        return f"{relative}{mark}{anchor}"
