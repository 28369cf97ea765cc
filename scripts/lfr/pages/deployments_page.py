"""/<force>/deployments/ and /<force>/deployments/<year>/: every deployment, each with its place, its counts and its printed row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lfr.pages.deployment_rows import Told, heading, told
from lfr.pages.page import Page, lines_of

# The columns of a table that fits; the others are in the table of all deployments, to be sorted.
_OFTEN = {name: heading(name) for name in ("faces_seen", "alerts", "false_alerts", "stops", "arrests")}
_EVERY = {
    "duration_minutes": "Time deployed", "watchlist_size": "Watchlist", "threshold": "Threshold", "faces_seen": "Faces seen (estimate)",
    "alerts": "Alerts", "true_alerts": "True", "true_alerts_confirmed": "True, confirmed", "false_alerts": "False",
    "false_alerts_confirmed": "False, confirmed", "stops": "Stops", "arrests": "Arrests",
}  # fmt: skip


@dataclass(frozen=True)
class DeploymentsPage:
    """`year` is None on the page of all deployments."""

    publisher: str
    year: int | None
    titles: list[str]
    rows: list[Told]


def context(page: Page, publisher: str, year: int | None = None) -> DeploymentsPage:
    """The page of a year, or of all."""
    columns = _OFTEN if year else _EVERY
    rows = [told(page.figures, line, columns) for line in lines_of(page.figures.deployments(publisher, year))]
    return DeploymentsPage(publisher, year, [*columns.values()], rows)


def deployments_of_days(page: Page, publisher: str, days: Sequence[date]) -> list[Told]:
    """The deployments of certain days."""
    found = lines_of(page.figures.deployments(publisher))
    return [told(page.figures, line, _OFTEN) for line in found if line["deployment_date"].date() in days]
