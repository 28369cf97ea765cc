"""How forces print what took place: records in the known layouts, every cell as text, each row tied to its deployment.

Forces with an odd number print the layouts of the Metropolitan Police over the years, the others export a CSV log.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from random import Random

from lfr.lab.simulate.names import force_id, force_name
from lfr.lab.simulate.truth import LAST_YEAR, USE_CASES, Deployment, deployments

Cells = dict[str, str]
ROWS_A_PAGE = 30

# The key under a record: reference, what a row prints for it, and its wording.
KEYS: dict[str, list[tuple[str, str, str]]] = {
    "purpose": [(str(i), str(i), f"Made up: purpose number {i} of an invented force") for i in (1, 2, 3, 4)],
    "use_case": [(str(i), name, f"Made up: {name.lower()}, as an invented force words it") for i, name in enumerate(USE_CASES, start=1)],
}
_LAYOUTS = [(date(2025, 1, 1), "met-2025"), (date(2024, 9, 17), "met-2024"), (date(2023, 1, 1), "met-2023"), (date.min, "met-2020")]


@dataclass(eq=False)
class PrintedRow:
    """One row of a record: where it stands, what is printed, and the deployment that it stands for."""

    layout: str
    cells: Cells
    of: Deployment
    page: int = 1
    row: int = 0
    is_copy: bool = False


@dataclass(eq=False)
class Record:
    """One document of a force. `supersedes` names the edition before it."""

    source_id: str
    publisher: str
    title: str
    covers_from: date
    covers_to: date
    rows: list[PrintedRow] = field(default_factory=list)
    wordings: dict[str, str] = field(default_factory=dict)
    supersedes: str = ""
    record: str = ""

    @property
    def is_log(self) -> bool:
        return self.rows[0].layout == "csv-log"

    def place_rows(self) -> None:
        """Give every row its page and number. A log is one page; a PDF begins a new page with a new layout."""
        page = 0
        for _, same in groupby(self.rows, key=lambda one: one.layout):
            for index, row in enumerate(same):
                page = page + 1 if index % ROWS_A_PAGE == 0 and (not self.is_log or page == 0) else page
                row.page, row.row = page, (index + 1 if self.is_log else index % ROWS_A_PAGE + 1)


@dataclass
class Force:
    """One invented force: its true deployments and the records that it published."""

    number: int
    truth: list[Deployment]
    records: list[Record]

    @property
    def id(self) -> str:
        return force_id(self.number)

    @property
    def name(self) -> str:
        return force_name(self.number)


def force(number: int, years: int, per_year: int, seed: int) -> Force:
    """One force with its records as they would be without a slip."""
    truth = deployments(number, years, per_year, seed)
    chance = Random(f"{seed}/{number}/print")
    spans = [(year, year) for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1)]
    if number % 2:
        spans = [(first, last) for first, last in [(2000, 2022), (2023, 2024), (2025, 2025)] if last > LAST_YEAR - years]
        spans = [(max(first, LAST_YEAR - years + 1), last) for first, last in spans]
    records = []
    for first, last in spans:
        name = f"{force_id(number)}-{first}" + (f"-{last}" if last > first else "")
        record = Record(name, force_id(number), f"Deployments {first} to {last}", date(first, 1, 1), date(last, 12, 31), record=name)
        for one in truth:
            if first <= one.day.year <= last:
                layout = next(layout for start, layout in _LAYOUTS if one.day >= start) if number % 2 else "csv-log"
                record.rows.append(PrintedRow(layout, print_cells(one, layout, chance), one))
        if not record.rows:
            continue
        if not record.is_log:
            kinds = {"purpose" if row.layout in ("met-2020", "met-2023") else "use_case" for row in record.rows}
            keys = [key for kind in sorted(kinds) for key in KEYS[kind]]
            record.wordings = {str(position): wording for position, (_, _, wording) in enumerate(keys, start=1)}
        record.place_rows()
        records.append(record)
    return Force(number, truth, records)


def print_cells(one: Deployment, layout: str, chance: Random) -> Cells:
    """The cells of one deployment in a layout, in its printed order."""
    if layout == "csv-log":
        return _log_cells(one)
    place = f"{one.printed_place} (technical fault stopped deployment)" if one.is_stopped_early else one.printed_place
    cells = {"location": place, "date": one.day.strftime("%d/%m/%y")}
    if layout != "met-2020":
        cells["duration"] = _duration(one.minutes, chance)
    if layout in ("met-2020", "met-2023"):
        cells["purpose"] = chance.choice(["1, 2", "1,2,3", "1,2,3,4"])
    else:
        cells["use_case"] = one.use_case
    counts = {"watchlist_size": str(one.watchlist_size)}
    if layout == "met-2020":
        counts |= {
            "alerts": str(one.alerts),
            "false_alerts": str(one.false_alerts),
            "false_alert_engagements": str(one.false_engaged),
            "true_alerts": str(one.true_alerts),
            "true_alert_engagements": str(one.true_engaged),
            "arrests_disposals": str(one.arrests + one.other_disposals),
            "faces_seen": f"{one.faces_seen:,}" if chance.random() < 0.3 else str(one.faces_seen),
            "false_alert_rate": print_rate(one.false_alerts, one.faces_seen),
        }
    else:
        # The real records of these two layouts print the other outcomes in both columns. So do these.
        both = one.other_disposals + one.no_action if layout in ("met-2023", "met-2024") else None
        counts |= {
            "threshold": one.threshold,
            "alerts": str(one.alerts),
            "true_alerts_confirmed": str(one.true_confirmed),
            "true_alerts_unconfirmed": str(one.true_unconfirmed),
            "false_alerts_confirmed": str(one.false_confirmed),
            "false_alerts_unconfirmed": str(one.false_unconfirmed),
            "false_alert_rate": print_rate(one.false_alerts, one.faces_seen),
            "arrests": str(one.arrests),
            "other_disposals": str(one.other_disposals if both is None else both),
            "no_action": str(one.no_action if both is None else both),
            "faces_seen": str(one.faces_seen),
        }
    if one.is_stopped_early:
        kept = {"watchlist_size", "threshold"}
        counts = {name: text if name in kept else "N/A" for name, text in counts.items()}
    return cells | counts


def _log_cells(one: Deployment) -> Cells:
    counts = {
        "faces_seen": one.faces_seen,
        "alerts": one.alerts,
        "true_alerts_confirmed": one.true_confirmed,
        "true_alerts_unconfirmed": one.true_unconfirmed,
        "false_alerts_confirmed": one.false_confirmed,
        "false_alerts_unconfirmed": one.false_unconfirmed,
        "stops": one.true_engaged + one.false_engaged,
        "stops_accurate": one.true_engaged,
        "arrests": one.arrests,
        "other_disposals": one.other_disposals,
        "no_action": one.no_action,
    }
    return {
        "location": f"{one.printed_place} (technical fault stopped deployment)" if one.is_stopped_early else one.printed_place,
        "date": one.day.isoformat(),
        "duration_minutes": str(one.minutes),
        "platform": one.platform,
        "use_case": one.use_case,
        "watchlist_size": str(one.watchlist_size),
        "threshold": one.threshold,
        **{name: "" if one.is_stopped_early else str(count) for name, count in counts.items()},
    }


def _duration(minutes: int, chance: Random) -> str:
    hours, rest = divmod(minutes, 60)
    return chance.choice([f"{hours}h{rest:02d}m", f"{hours}hr {rest}m", f"{hours}h {rest:02d}m", f"{hours}h{rest:02d}"])


def print_rate(false_alerts: int, faces_seen: int) -> str:
    """The false alert rate in per cent, rounded to two decimals, or to the first that says something."""
    if false_alerts == 0:
        return "0%"
    rate = Decimal(100 * false_alerts) / Decimal(faces_seen)
    for decimals in (2, 3, 4, 5):
        rounded = rate.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if rounded:
            break
    return f"{rounded}%"


def date_text(day: date, layout: str) -> str:
    return day.isoformat() if layout == "csv-log" else day.strftime("%d/%m/%y")
