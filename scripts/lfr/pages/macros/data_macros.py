"""Open data: files, lines of code, the dictionary, the API."""

from __future__ import annotations

from lfr.pages import check_lines
from lfr.pages import data_tables as show
from lfr.pages.macros.address_macros import Addresses
from lfr.wording.words import say_with_counts


class DataMacros(Addresses):
    """Open data: files, lines of code, the dictionary, the API."""

    def data_files(self) -> str:
        """Every table with its files and the lines of code that load them."""
        return show.file_list(self.figures, self.href)

    def download(self, name: str, text: str) -> str:
        """A link to one file under /data/latest/, with its size."""
        return show.download(self.figures, name, text, self.href)

    def data_symbols(self) -> str:
        """What stands in a cell without a value."""
        return show.symbol_list()

    def recount(self, publisher: str, year: int, measure: str) -> str:
        """One figure with the code that counts it again from the published rows."""
        return show.recount(self.figures, publisher, year, measure, self.href)

    def checked_figure(self, publisher: str, year: int, measure: str) -> str:
        """The figure that the page “check our work” takes as its example."""
        return check_lines.checked_figure(self.figures, publisher, year, measure, self.href)

    def check_lines(self, publisher: str, year: int, measure: str) -> str:
        """One line for each tool that counts a figure again from a downloaded file."""
        return check_lines.check_lines(self.figures, publisher, year, measure)

    def figures_said(self, publisher: str, year: int, measure: str, published: bool = False) -> str:
        """A figure without a link, for a sentence about what a line must print."""
        found = self.figures.figure(publisher, year, measure)
        return say_with_counts(found.as_published if published else found)

    def data_licence(self) -> str:
        """Whose facts these are, under which licence, and how to cite them."""
        return show.licence(self.figures, self.href)

    def data_releases(self) -> str:
        """Where the files of each release stay."""
        return show.release_list(self.figures, self.href)

    def dictionary(self) -> str:
        """Every column of every published table."""
        return show.dictionary(self.figures, self.href)

    def api_table(self) -> str:
        """What files the API has, each kind with an example."""
        return show.api_table(self.figures, self.href)

    def api_example(self, publisher: str, year: int, measure: str) -> str:
        """One figure as the API gives it."""
        return show.api_example(self.figures, publisher, year, measure)
