"""The files a reader takes away: UTF-8, ISO dates, no thousands separators, empty where there is no value."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd

from lfr.figures import Figures

# A spreadsheet runs a cell that begins like this as a formula; an apostrophe in front makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_RATE_DIGITS = 12

_DEPLOYMENT_COLUMNS = [
    "deployment_id", "publisher", "deployment_date", "deployment_year", "location", "place_id", "place", "borough", "borough_code",
    "place_precision", "platform", "purpose", "use_case", "is_stopped_early", "duration_minutes", "watchlist_size", "threshold",
    "faces_seen", "alerts", "true_alerts", "true_alerts_confirmed", "true_alerts_unconfirmed", "false_alerts",
    "false_alerts_confirmed", "false_alerts_unconfirmed", "stops_lower", "stops_upper", "accurate_stops", "arrests",
    "other_disposals", "no_action", "outcomes_other_than_arrest", "false_alert_rate_percent", "has_correction",
    "source_id", "page", "row", "layout",
]  # fmt: skip
_FINDING_COLUMNS = [
    "finding_id", "check_name", "severity", "source_id", "page", "row", "deployment_id", "column_name", "printed", "expected",
    "detail", "status", "correction_id", "reason",
]  # fmt: skip
_CORRECTION_COLUMNS = [
    "correction_id", "deployment_id", "source_id", "page", "row", "column_name", "printed", "corrected", "status", "is_applied",
    "is_retired", "reason", "evidence", "decided_on",
]  # fmt: skip


def write_downloads(figures: Figures) -> int:
    """Write the CSV files into `build/pages/data/`. Returns how many."""
    folder = figures.project.pages / "data"
    folder.mkdir(parents=True, exist_ok=True)
    frames = {
        "yearly_figures": figures.yearly(),
        "deployments": figures.deployments()[_DEPLOYMENT_COLUMNS],
        "findings": figures.findings()[_FINDING_COLUMNS],
        "corrections": figures.corrections()[_CORRECTION_COLUMNS],
    }
    for name, frame in frames.items():
        write_csv(folder / f"{name}.csv", frame)
    # The header alone: the template that a force fills in.
    columns = ",".join(figures.layout_columns("csv-log")["column_name"])
    (folder / "template-log.csv").write_text(columns + "\n", encoding="utf-8")
    return len(frames) + 1


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write one frame as CSV with one header row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([plain(value) for value in row] for row in _rows(frame))
    path.write_text(text.getvalue(), encoding="utf-8")


def _rows(frame: pd.DataFrame) -> Iterable[tuple[object, ...]]:
    return frame.itertuples(index=False, name=None)


def plain(value: object) -> str:
    """One value as a cell of a CSV: "" where there is none, "1276" and never "1276.0" for a count."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, (bool,)) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, (pd.Timestamp, datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(round(value, _RATE_DIGITS))), "f")
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
