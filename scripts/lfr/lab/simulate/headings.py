"""What is printed above the columns of each layout, and how a PDF rules it.

The headings are written down here once more, and not taken from layouts.toml, so that a slip there is noticed.
The geometry is that of the real files: a 2023 or 2024 record rules its headings as a table of its own, in two
rows, some of them across several columns; a 2020 or 2025 record rules them as the first row of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lfr.lab.simulate.drawing import Pages

Heading = tuple[str, str, str]  # our name, the heading across several columns, the column's own heading

_SPLIT: list[Heading] = [
    ("watchlist_size", "", "Watchlist Size"),
    ("threshold", "", "Min Threshold Setting"),
    ("alerts", "", "Total Alerts"),
    ("true_alerts_confirmed", "True Alerts", "Confirmed"),
    ("true_alerts_unconfirmed", "True Alerts", "Unconfirmed"),
    ("false_alerts_confirmed", "False Alerts", "Confirmed"),
    ("false_alerts_unconfirmed", "False Alerts", "Unconfirmed"),
    ("false_alert_rate", "", "False Alert Rate"),
    ("arrests", "Engagement Outcomes", "Arrest"),
    ("other_disposals", "Engagement Outcomes", "Other Disposal"),
    ("no_action", "Engagement Outcomes", "No Action"),
    ("faces_seen", "", "Faces seen (Estimate)"),
]

HEADINGS: dict[str, list[Heading]] = {
    "met-2020": [
        ("location", "", "Deployment"),
        ("date", "", "Date (DD/MM/ YY)"),
        ("purpose", "", "Purpose Reference"),
        ("watchlist_size", "", "Watchlist Size"),
        ("alerts", "", "Total Alerts"),
        ("false_alerts", "", "False Alert / Confirmed False Alerts"),
        ("false_alert_engagements", "", "False Alert / Confirmed False Alert Engagements"),
        ("true_alerts", "", "True Alerts1"),
        ("true_alert_engagements", "", "True Alert Engagements"),
        ("arrests_disposals", "", "Arrests / Disposals"),
        ("faces_seen", "", "Faces seen (Estimate)"),
        ("false_alert_rate", "", "False Alert Rate"),
    ],
    "met-2023": [
        ("location", "", "Deployment Location"),
        ("date", "", "Date"),
        ("duration", "", "Duration of Deployment"),
        ("purpose", "", "LFR Purpose Reference / LFR Purpose"),
        *_SPLIT,
    ],
    "met-2024": [
        ("location", "", "Deployment Location"),
        ("date", "", "Date"),
        ("duration", "", "Duration"),
        ("use_case", "", "LFR Use Case"),
        *_SPLIT,
    ],
    "met-2025": [
        ("location", "", "Deployment Location"),
        ("date", "", "Date"),
        ("duration", "", "Duration"),
        ("use_case", "", "LFR Use Case"),
        ("watchlist_size", "", "Watchlist Size"),
        ("threshold", "", "Min Threshold Setting"),
        ("alerts", "", "Total Alerts"),
        ("true_alerts_confirmed", "", "True Alerts Confirmed"),
        ("true_alerts_unconfirmed", "", "True Alerts Unconfirmed"),
        ("false_alerts_confirmed", "", "False Alerts Confirmed"),
        ("false_alerts_unconfirmed", "", "False Alerts Unconfirmed"),
        ("false_alert_rate", "", "False Alert Rate"),
        ("arrests", "", "Outcome - Arrest"),
        ("other_disposals", "", "Outcome - Other"),
        ("no_action", "", "No action"),
        ("faces_seen", "", "Faces seen (estimate)"),
    ],
}
HEADINGS_APART = {"met-2023", "met-2024"}

WORKBOOK_HEADINGS = [
    "Year", "Date", "Watchlist size", "Total Alerts", "True Alerts Confirmed", "True Alerts Unconfirmed",
    "False Alerts Confirmed", "False Alerts Unconfirmed", "Faces seen", "Arrests", "Other Disposal", "No Action",
    "Duration", "Cumulative faces seen", "Source", "Deployment", "Borough", "LFR Use Case", "Min Threshold setting",
]  # fmt: skip


def draw_headings(pages: Pages, headings: list[Heading], edges: list[float], apart: bool) -> None:
    """Draw the headings of a layout in the way its records do."""
    from lfr.lab.simulate.drawing import Cell

    if not any(group for _, group, _ in headings):
        pages.row(edges, [own for _, _, own in headings])
        return
    upper, lower, start = [], [], 0
    while start < len(headings):
        group, end = headings[start][1], start + 1
        while group and end < len(headings) and headings[end][1] == group:
            end += 1
        if group:
            upper.append(Cell(edges[start], edges[end], group))
            lower += [Cell(edges[i], edges[i + 1], headings[i][2]) for i in range(start, end)]
        else:
            upper.append(Cell(edges[start], edges[end], headings[start][2], rows=2))
        start = end
    pages.heading_rows(upper, lower)
    if apart:
        pages.space(14)
