"""The files a reader takes away: every figure, deployment, finding and correction."""

from __future__ import annotations

from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import write_csv, write_csv_in_pieces

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
        "findings": figures.findings()[_FINDING_COLUMNS],
        "corrections": figures.corrections()[_CORRECTION_COLUMNS],
    }
    for name, frame in frames.items():
        write_csv(folder / f"{name}.csv", frame)
    # Force by force: the rows of all of them are never in memory at once.
    every = (figures.deployments(publisher)[_DEPLOYMENT_COLUMNS] for publisher in figures.publishers()["id"])
    write_csv_in_pieces(folder / "deployments.csv", every)
    # The header alone: the template that a force fills in.
    columns = ",".join(figures.layout_columns("csv-log")["column_name"])
    (folder / "template-log.csv").write_text(columns + "\n", encoding="utf-8")
    return len(frames) + 2
