"""How forces print what took place: records in the known layouts, every cell as text, each row tied to its deployment.

Forces with an odd number print the layouts of the Metropolitan Police over the years, the others export a CSV log.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from random import Random

from lfr.lab.simulate.truth import INVENTED, LAST_YEAR, Deployment, deployments, since
from lfr.records.layouts import layouts

ROWS_A_PAGE = 30
LOG = "csv-log"
# The real records of these two layouts print the other outcomes in both columns. So do these.
PRINT_OUTCOMES_TWICE = ("met-2023", "met-2024")
_AS_WRITTEN = {"use_case", "platform", "threshold"}
# Printed of a deployment that was stopped early as well.
_ALWAYS = {"location", "date", "duration", "duration_minutes", "purpose", "watchlist_size", *_AS_WRITTEN}


@dataclass(eq=False)
class PrintedRow:
    """One row of a record: where it stands, what is printed, and the deployment that it stands for.

    `slipped` names the columns that a slip has changed.
    """

    layout: str
    cells: dict[str, str]
    of: Deployment
    page: int = 1
    row: int = 0
    is_copy: bool = False
    slipped: tuple[str, ...] = ()


@dataclass(eq=False)
class Record:
    """One document of a force. `supersedes` names the edition before it."""

    source_id: str
    publisher: str
    title: str
    covers_from: date
    covers_to: date
    rows: list[PrintedRow]
    record: str
    wordings: dict[str, str] = field(default_factory=dict)
    supersedes: str = ""

    @property
    def is_log(self) -> bool:
        return self.rows[0].layout == LOG

    def place_rows(self) -> None:
        """Give every row its page and number. A log is one page; a PDF begins a new page with a new layout."""
        page = 0
        for _, same in groupby(self.rows, key=lambda one: one.layout):
            for index, row in enumerate(same):
                page = page + 1 if index % ROWS_A_PAGE == 0 and (not self.is_log or page == 0) else page
                row.page, row.row = page, (index + 1 if self.is_log else index % ROWS_A_PAGE + 1)


@dataclass(eq=False)
class Force:
    """One invented force: its true deployments and the records that it published."""

    number: int
    id: str
    truth: list[Deployment]
    records: list[Record]


def force(number: int, years: int, per_year: int, seed: int) -> Force:
    """One force with its records as they would be without a slip."""
    made = Force(number, f"force-{number:02d}", deployments(number, years, per_year, seed), [])
    chance = Random(f"{seed}/{number}/print")
    begin = LAST_YEAR - years + 1
    for first, last in INVENTED["documents"] if number % 2 else [(year, year) for year in range(begin, LAST_YEAR + 1)]:
        first = max(first, begin)
        rows = []
        for one in made.truth:
            if first <= one.day.year <= last:
                layout = since("layouts", one.day) if number % 2 else LOG
                rows.append(PrintedRow(layout, print_cells(one, layout, chance), one))
        if not rows:
            continue
        name = f"{made.id}-{first}" + (f"-{last}" if last > first else "")
        record = Record(name, made.id, f"Deployments {first} to {last}", date(first, 1, 1), date(last, 12, 31), rows, name)
        if not record.is_log:
            kinds = {"purpose" if "purpose" in row.cells else "use_case" for row in rows}
            wordings = [wording for kind in sorted(kinds) for wording in INVENTED["keys"][kind].values()]
            record.wordings = {str(position): wording for position, wording in enumerate(wordings, start=1)}
        record.place_rows()
        made.records.append(record)
    return made


def print_cells(one: Deployment, layout: str, chance: Random) -> dict[str, str]:
    """The cells of one deployment in a layout, in its printed order."""
    cells = {name: _print_cell(one, name, layout, chance) for name in layouts()[layout].names}
    if one.is_stopped_early:
        cells |= {name: "" if layout == LOG else "N/A" for name in cells if name not in _ALWAYS}
    return cells


def _print_cell(one: Deployment, name: str, layout: str, chance: Random) -> str:
    match name:
        case "location":
            return f"{one.printed_place} (technical fault stopped deployment)" if one.is_stopped_early else one.printed_place
        case "date":
            return date_text(one.day, layout)
        case "duration":
            hours, rest = divmod(one.duration_minutes, 60)
            return chance.choice([f"{hours}h{rest:02d}m", f"{hours}hr {rest}m", f"{hours}h {rest:02d}m", f"{hours}h{rest:02d}"])
        case "purpose":
            return chance.choice(["1, 2", "1,2,3", "1,2,3,4"])
        case "faces_seen" if layout == "met-2020" and chance.random() < 0.3:
            return f"{one.faces_seen:,}"
        case "false_alert_rate":
            return _print_rate(one.count("false_alerts"), one.faces_seen)
        case "other_disposals" | "no_action" if layout in PRINT_OUTCOMES_TWICE:
            return str(one.other_disposals + one.no_action)
    return getattr(one, name) if name in _AS_WRITTEN else str(one.count(name))


def _print_rate(false_alerts: int, faces_seen: int) -> str:
    """The false alert rate in per cent, rounded to two decimals, or to the first that says something."""
    if false_alerts == 0:
        return "0%"
    rate = Decimal(100 * false_alerts) / Decimal(faces_seen)
    rounded = [rate.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) for decimals in (2, 3, 4, 5)]
    return f"{next((one for one in rounded if one), rounded[-1])}%"


def date_text(day: date, layout: str) -> str:
    return day.isoformat() if layout == LOG else day.strftime("%d/%m/%y")
