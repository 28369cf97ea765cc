"""The page on second opinions: what a second source says otherwise, how often, and which figures it would change."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

from lfr.compare.classes import CLASSES
from lfr.errors import LfrError, did_you_mean
from lfr.pages.area_pages import plain
from lfr.pages.totals_table import published_totals
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import correction_address, printed_row_address
from lfr.wording.column_names import COLUMNS
from lfr.wording.html import Cell, block, entry, table
from lfr.wording.words import say_count, say_day

Href = Callable[[str], str]

_COUNTS = {"deployments": "Deployments", "faces_seen": "Faces seen", "alerts": "Alerts", "arrests": "Arrests"}
_ZERO = "dash_against_zero"  # a way to write zero: said as a number, not row by row
_SWAPPED = "day_and_month_swapped"
PARTS = ("title", "about", "summary", "rule", "rows", "kinds", "dates", "periods", "differences", "corrections", "current")


def part(figures: Figures, name_of_part: str, name: str, href: Href) -> str:
    """One part of the page: of the comparison `name`, or the `totals`. Raises LfrError for an unknown part."""
    if name_of_part == "totals":
        return published_totals(figures, href)
    if name_of_part not in PARTS:
        raise LfrError(f"reconciliation: there is no part “{name_of_part}”.{did_you_mean(name_of_part, [*PARTS, 'totals'])}")
    return str(getattr(_Comparison(figures, name, href), name_of_part)())


class _Comparison:
    """One comparison: its head, what became of each row, and the cells that differ. Each method writes one part of the page."""

    def __init__(self, figures: Figures, name: str, href: Href) -> None:
        self.figures, self.name, self.href = figures, name, href
        self.head: dict[str, Any] = figures.reconciliations().set_index("id").loc[name].to_dict()
        self.of_rows = figures.reconciliation_rows(name)
        self.cells = figures.reconciliation_cells(name)
        self.of_periods = figures.reconciled_periods(name)
        self.matched = self.of_rows[self.of_rows["outcome"] == "matched"]
        self.theirs = self.of_rows[self.of_rows["their_row"] > 0]

    def title(self) -> str:
        """Its title, for a heading."""
        return plain(self.head["title"])

    def about(self) -> str:
        """What was compared with what."""
        url = str(self.head["url"])
        facts = {
            "Compiled by": escape(self.head["compiled_by"]),
            "Published at": f'<a href="{escape(url)}" rel="external">{escape(url)}</a>'
            if url.startswith("https://")
            else "address not recorded",
            "SHA-256 of the file": f"<code>{escape(self.head['sha256'])}</code>",
            "Rows in it": say_count(int(self.head["rows"])),
            "Columns compared": ", ".join(COLUMNS.get(column, column) for column in self.head["columns"].split(", ")),
            "Compared on": f"{say_day(self.head['compared_on'])}, with records that cover the days to {say_day(self.head['covers_to'])}",
        }
        return block(entry(self.name, self.head["title"], facts))

    def summary(self) -> str:
        """What came out, in a few sentences."""
        swapped = int((self.cells["kind"] == _SWAPPED).sum())
        slips = int((~self.cells["kind"].isin([_ZERO, _SWAPPED, "place_renamed"])).sum())
        months = self.of_periods[(self.of_periods["basis"] == "date") & (self.of_periods["month"] > 0)]
        wrong = int((months["deployments"] != months["deployments_theirs"]).sum())
        later = int((self.theirs["outcome"] == "later_there").sum())
        every = "All" if len(self.matched) == len(self.theirs) else f"{len(self.matched)} of"
        after = f" {later} are of days after {say_day(self.head['covers_to'])}, the last that our records cover: they are no disagreement."
        not_yet = after if later else ""
        return (
            f"\n\n**{every} {len(self.theirs)} rows of it are deployments that we count too.**{not_yet} {swapped} of its dates have day and"
            f" month exchanged; in {slips} further cells it has another number, year or place. Counted by its dates, {wrong} of"
            f" {len(months)} months would have another number of deployments.\n\n"
        )

    def rule(self) -> str:
        """How the rows were matched."""
        return str(self.head["rule"])

    def rows(self) -> str:
        """What became of each row of either source; the last line adds up."""
        words = {
            "matched": "Matched with one of our deployments",
            "only_there": "Only there: no deployment of ours is like it",
            "later_there": f"Only there, after {say_day(self.head['covers_to'])}, the last day that our records cover",
            "ambiguous": "Ambiguous: it could be more than one of ours",
        }
        lines = [[Cell(said), _number((self.theirs["outcome"] == outcome).sum())] for outcome, said in words.items()]
        lines.append([Cell("All rows of the second source"), _number(len(self.theirs))])
        return self._table("Every row of the second source", ["What became of it", "Rows"], lines) + self._only_here()

    def _only_here(self) -> str:
        here = self.of_rows[self.of_rows["their_row"] == 0]
        ours, unsure = here[here["outcome"] == "only_here"], int((here["outcome"] == "ambiguous").sum())
        if ours.empty and not unsure:
            return "\n\nEach of our deployments is in the second source.\n\n"
        said = []
        if not ours.empty:
            first, last = ours["deployment_date"].min(), ours["deployment_date"].max()
            begin, end = self.matched["deployment_date"].min(), self.matched["deployment_date"].max()
            side = f"later than its last row that we hold ({say_day(end)})" if first > end else ""
            side = f"earlier than its first row ({say_day(begin)})" if last < begin else side
            where = f", all of them {side}" if side else ""
            said.append(f"{_deployments(len(ours))} only here, from {say_day(first)} to {say_day(last)}{where}.")
        if unsure:
            said.append(f"{_deployments(unsure)} could be more than one row there.")
        return f"\n\n{' '.join(said)}\n\n"

    def kinds(self) -> str:
        """How many cells differ in which way, and in how many rows; the cells alike and the differing ones make the cells compared."""
        lines = []
        for kind, words in CLASSES.items():
            own = self.cells[self.cells["kind"] == kind]
            if not own.empty:
                columns = own["column_name"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
                where = "; ".join(f"{COLUMNS.get(column, column)}: {count}" for column, count in columns.items())
                lines.append([Cell(words.capitalize()), _number(len(own)), _number(own["their_row"].nunique()), Cell(where)])
        compared, alike = self.of_rows["cells_compared"].sum(), self.of_rows["cells_alike"].sum()
        lines.append([Cell("All that differ"), _number(len(self.cells)), _number(self.cells["their_row"].nunique()), Cell("")])
        lines.append([Cell("Alike"), _number(alike), Cell("", number=True), Cell("")])
        lines.append([Cell("All cells compared"), _number(compared), _number(len(self.matched)), Cell("")])
        return self._table("Differences by kind", ["Kind", "Cells", "Rows", "In which columns"], lines)

    def dates(self) -> str:
        """The exchanged dates by the second source alone and by comparison, and whether the two ways agree."""
        compared = set(self.cells[self.cells["kind"] == _SWAPPED]["their_row"])
        by_order, by_type, either = (
            set(self.of_rows[self.of_rows["date_alone"] == found]["their_row"]) for found in ("swapped", "swapped_by_type", "either_way")
        )
        alone = by_order | by_type
        share = f"{len(compared) / len(self.matched):.0%}".replace("%", " %") if len(self.matched) else "none"
        said = [
            f"By comparison: {len(compared)} of {len(self.matched)} dates ({share}) have day and month in each other’s place.",
            f"By the second source alone, without our records: {len(alone)}.",
        ]
        if by_order:
            said[-1] += (
                f" For {len(by_order)} of them only the exchanged date lies between the dates before and after it that cannot be read"
                " the other way round (a day after the 12th)."
            )
        if by_type:
            said.append(
                f"For {len(by_type)} both readings do; they were found by the type of the cell: the file holds them as dates, not as text,"
                " and every other cell of that type whose order decides is exchanged."
            )
        if either:
            said.append(f"{len(either)} dates have the same number for day and month: exchanging them changes nothing.")
        apart = sorted((alone & set(self.matched["their_row"])) ^ compared)
        where = ", ".join(str(row) for row in apart)
        said.append(
            f"**The two ways do not agree in {len(apart)} rows of the file: {where}.**" if apart else "**The two ways agree in every row.**"
        )
        return "\n\n" + "\n".join(f"- {one}" for one in said) + "\n\n"

    def periods(self) -> str:
        """Every year and month that would be another if one counted by the second source; what is alike is said in one line."""
        by_date, month = self.of_periods["basis"] == "date", self.of_periods["month"]
        labels = self.figures.years(self.head["publisher"]).set_index("year")["label"].to_dict()
        pieces = []
        for caption, is_wanted in (
            ("Calendar years, by its column of years", ~by_date),
            ("Calendar years, by its dates as written", by_date & (month == 0)),
            ("Months, by its dates as written", by_date & (month > 0)),
        ):
            own = self.of_periods[is_wanted].to_dict("records")
            differs = [line for line in own if any(line[name] != line[f"{name}_theirs"] for name in _COUNTS)]
            said = f"{len(differs)} of {len(own)} would be wrong, if ours are right. What it would have stands in small print."
            if own:
                pieces.append(f"\n\n{caption}: {said if differs else f'All {len(own)} are alike.'}\n\n")
            if differs:
                lines = [[Cell(_period(line, labels)), *(_both(line, count) for count in _COUNTS)] for line in differs]
                pieces.append(self._table(caption, ["Period", *_COUNTS.values()], lines))
        return "".join(pieces)

    def differences(self) -> str:
        """Every cell that differs otherwise than by a way to write zero, with the printed row that speaks for our value."""
        own = self.cells[self.cells["kind"] != _ZERO].to_dict("records")
        if not own:
            return "\n\nNo cell differs in any other way.\n\n"
        # The single slips first: names and exchanged dates are many and of one kind.
        order = {kind: (kind in ("place_renamed", _SWAPPED), i) for i, kind in enumerate(reversed(CLASSES))}
        lines = []
        for line in sorted(own, key=lambda one: (order[one["kind"]], one["their_row"])):
            # A deployment that has vanished from the records since has no printed row that counts; `current` says so.
            held = isinstance(line["source_id"], str)
            printed = self.href(printed_row_address(line["publisher"], line["source_id"], line["page"], line["row"])) if held else ""
            ours = say_day(line["ours"]) if line["column_name"] == "date" else line["ours"]
            texts = [COLUMNS.get(line["column_name"], line["column_name"]), CLASSES[line["kind"]], ours, line["theirs"]]
            lines.append([Cell(f"{line['deployment_id']}, row {line['their_row']} there", printed), *(Cell(text) for text in texts)])
        head = ["Deployment, with its printed row", "What", "Kind", "Here", "There, where the kind does not say it"]
        return self._table("Cells that differ, zeros aside", head, lines)

    def _table(self, caption: str, head: list[str], lines: list[list[Cell]]) -> str:
        """A table whose caption says of which comparison it is."""
        return table(f"{caption} ({self.title()})", head, lines)

    def corrections(self) -> str:
        """What the second source says of the cells that we corrected: it may speak for or against a correction."""
        kinds = {(line["deployment_id"], line["column_name"]): line["kind"] for line in self.cells.to_dict("records")}
        ledger = self.figures.corrections()
        shared = ledger[ledger["is_applied"] & ledger["deployment_id"].isin(self.matched["deployment_id"])]
        said = []
        for line in shared.to_dict("records"):
            kind = kinds.get((line["deployment_id"], line["column_name"]))
            if not kind:
                verdict = "the second source has the corrected value"
            elif kind == _SWAPPED:
                verdict = "the second source has the corrected date, with day and month exchanged: it speaks for the corrected year"
            else:
                verdict = f"the second source has something else ({CLASSES[kind]})"
            link = f'<a href="{self.href(correction_address(line["correction_id"]))}">{escape(line["correction_id"])}</a>'
            values = f"{escape(line['location'])}, printed {escape(line['printed'])}, counted as {escape(line['corrected'])}"
            said.append(f"<li>{link} ({values}): {escape(verdict)}.</li>")
        return block("<ul>" + "".join(said) + "</ul>") if said else "\n\nNone of the rows we corrected is in it.\n\n"

    def current(self) -> str:
        """Says so where deployments were added or corrected after the comparison: the outcome is then one of older figures."""
        ids = set(self.of_rows["deployment_id"]) - {""}
        newer = set(self.figures.deployments(self.head["publisher"])["deployment_id"]) - ids
        missing = ids - set(self.figures.deployments()["deployment_id"])
        dates = self.cells[self.cells["column_name"] == "date"].to_dict("records")
        moved = sum(f"{line['deployment_date']:%Y-%m-%d}" != line["ours"] for line in dates if line["deployment_id"] not in missing)
        words = {
            "deployments came into our figures after it": len(newer),
            "have vanished from the records since": len(missing),
            "dates were corrected since": moved,
        }
        said = "; ".join(f"{count} {what}" for what, count in words.items() if count)
        return f"\n\n**The comparison is older than our figures:** {said}.\n\n" if said else ""


def _number(value: int) -> Cell:
    return Cell(say_count(int(value)), number=True)


def _deployments(count: int) -> str:
    return "1 deployment is" if count == 1 else f"{say_count(count)} deployments are"


def _period(line: dict[Any, Any], labels: dict[int, str]) -> str:
    return labels.get(line["year"], str(line["year"])) if line["month"] == 0 else f"{date(line['year'], line['month'], 1):%B %Y}"


def _both(line: dict[Any, Any], count: str) -> Cell:
    ours, theirs = int(line[count]), int(line[f"{count}_theirs"])
    return Cell(say_count(ours), note="" if ours == theirs else f"there {say_count(theirs)}", number=True)
