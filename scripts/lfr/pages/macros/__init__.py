"""What a page may ask for. `site/*.md` and `site/_templates/*.md` call these; nothing types a figure by hand."""

from __future__ import annotations

from collections.abc import Callable

from lfr.pages.macros.chart_macros import ChartMacros
from lfr.pages.macros.data_macros import DataMacros
from lfr.pages.macros.record_macros import RecordMacros
from lfr.pages.macros.table_macros import TableMacros

__all__ = ["Macros"]


class Macros(TableMacros, RecordMacros, DataMacros, ChartMacros):
    """The macros of one page: `url` is the page's address, from which every link is made relative."""

    def names(self) -> dict[str, Callable[..., object]]:
        """Every public method, by name, for the template engine."""
        return {name: getattr(self, name) for name in dir(self) if not name.startswith("_") and name not in ("figures", "url", "names")}
