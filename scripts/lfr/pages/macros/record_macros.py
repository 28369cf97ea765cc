"""Records, corrections, findings, documents: what stands behind the figures."""

from __future__ import annotations

from lfr.errors import LfrError
from lfr.pages import audits, robustness, second_opinion
from lfr.pages import edition_changes as editions
from lfr.pages import row_tables as rows
from lfr.pages.macros.address_macros import Addresses
from lfr.pages.notebooks import notebook_pages
from lfr.records.layouts import log_layout
from lfr.wording.column_names import LOG_KINDS
from lfr.wording.html import Cell, table
from lfr.wording.words import BASES, FEW, say_count


class RecordMacros(Addresses):
    """Records, corrections, findings, documents: what stands behind the figures."""

    def printed_record(self, source_id: str) -> str:
        """Every cell of one document as printed, with corrections beside it."""
        return rows.printed_record(self.figures, source_id, self.href)

    def document(self, source_id: str) -> str:
        """One document: where it was published, its checksum, what it covers, when it was fetched."""
        return rows.document(self.figures, source_id, self.href)

    def year_corrections(self, publisher: str, year: int) -> str:
        """The corrections that touch a year, before or after, and its open findings."""
        return rows.year_corrections(self.figures, publisher, year, self.href)

    def corrections(self) -> str:
        """The corrections ledger, with the effect of each on the yearly figures."""
        return rows.corrections(self.figures, self.href)

    def findings(self) -> str:
        """Every finding of every check, under its check."""
        return rows.findings(self.figures, self.href)

    def check_summary(self) -> str:
        """One row a check: what it looks for, how many findings, how many undecided."""
        lines = [
            [
                Cell(line["title"], self.href(f"/quality/findings/#{line['check_name'].replace('_', '-')}")),
                Cell(line["severity"]),
                Cell(say_count(line["findings"]), number=True),
                Cell(say_count(line["open"]), number=True),
            ]
            for line in self.figures.checks().to_dict("records")
        ]
        return table("Checks and what they found", ["Check", "Kind", "Findings", "Open"], lines)

    def changed_figures(self) -> str:
        """Every yearly figure that a correction changes, with both values."""
        return rows.changed_figures(self.figures, self.href)

    def reconciliations(self) -> list[str]:
        """The names of the comparisons with second sources."""
        return list(self.figures.reconciliations()["id"])

    def reconciliation(self, part: str, name: str = "") -> str:
        """One part of the page on second opinions (pages/second_opinion.py)."""
        return second_opinion.part(self.figures, part, name, self.href)

    def edition_changes(self) -> str:
        """What newer editions of each record changed, publisher by publisher."""
        return editions.edition_changes(self.figures, self.href)

    def detectors(self, part: str) -> str:
        """How good the checks are (pages/audits.py): `kinds` of errors, `checks`, or the number of `rows` measured."""
        parts = {"kinds": audits.kinds_table, "checks": audits.checks_table, "rows": audits.rows_measured}
        return parts[part](self.figures.project)

    def robustness(self, part: str) -> str:
        """What came of reading spoiled files (pages/robustness.py): `files`, `ways`, `limits`, `failures` or the `table`."""
        return robustness.robustness(self.figures.project, part)

    def sources(self) -> str:
        """Every document and edition: address, checksum, dates, rows."""
        return rows.sources(self.figures, self.href)

    def code_lists(self) -> str:
        """The keys to purposes and use cases, by document: the same code means different things in different records."""
        return rows.code_lists(self.figures, self.href)

    def bases(self, method: str) -> str:
        """On what basis each layout gives the measures of one method page."""
        frame = self.figures.bases(method)
        if frame.empty:
            raise LfrError(f"no measure has the method “{method}” (warehouse/measures.toml).")
        layouts = list(dict.fromkeys(frame["layout"]))
        lines = []
        for title, group in frame.groupby("title", sort=False):
            by_layout = group.set_index("layout")["basis"]
            lines.append(
                [
                    Cell(str(title)),
                    *(Cell(BASES[by_layout[name] if isinstance(by_layout[name], str) else "not_published"]) for name in layouts),
                ]
            )
        return table("Basis in each layout", ["Measure", *layouts], lines)

    def few(self) -> int:
        """Fewer cases than this are said as counts, not as a percentage."""
        return FEW

    def basis_codes(self) -> dict[str, str]:
        """What the codes in the column `basis` mean."""
        return BASES

    def log_columns(self) -> str:
        """The columns of the plain CSV log, from the layout that reads it."""
        lines = [[Cell(column.name), Cell(LOG_KINDS[column.kind]), Cell(column.meaning)] for column in log_layout().columns]
        return table("Columns of the log", ["Column", "Holds", "Meaning"], lines)

    def notebook_list(self) -> str:
        """Every notebook with its question."""
        return notebook_pages.notebook_list(self.figures.project.root / "notebooks")
