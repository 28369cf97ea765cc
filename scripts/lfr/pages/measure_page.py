"""/<force>/figures/<measure>/: a measure in every calendar year, its chart, and the way to each of its figures."""

from dataclasses import dataclass

from lfr.pages.chart_pages import has_chart
from lfr.pages.page import Page
from lfr.pages.releases.figure_pages import histories_of
from lfr.pages.single_figures import years_of
from lfr.releases.figure_rows import Row
from lfr.warehouse.figures import Figure
from lfr.warehouse.measures import Measure, measures
from lfr.wording.addresses import anchor

# The chart that shows a measure, where it has another name than the measure.
_CHARTS = {
    "deployments": "years", "true_alerts": "alerts", "accuracy_of_stops": "accuracy", "confirmed_alerts_true": "accuracy",
    "arrests": "outcomes",
    "outcomes_other_than_arrest": "outcomes", "false_alerts_per_face": "false-alert-rates", "false_alerts_per_alert": "false-alert-rates",
    "watchlist_size_median": "watchlist", "watchlist_size_minimum": "watchlist", "watchlist_size_maximum": "watchlist",
    "threshold_minimum": "threshold", "threshold_maximum": "threshold", "stops_lower": "stops", "stops_upper": "stops",
}  # fmt: skip


@dataclass(frozen=True)
class MeasurePage:
    """What the page of a measure knows. A measure that is no longer counted has no entry and no figures, only what was released last."""

    publisher: str
    title: str
    measure: Measure | None
    figures: list[Figure]
    gone: list[Row]
    chart: str


def context(page: Page, publisher: str, measure: str) -> MeasurePage:
    """The page of one measure."""
    figures, known = page.figures, measures().get(measure)
    last = [steps[-1] for steps in histories_of(figures).values()]
    gone = [] if known else [one for one in last if (one["publisher"], one["measure"]) == (publisher, measure)]
    charts = [f"{publisher}-{one}" for one in (anchor(measure), _CHARTS.get(measure, "")) if one and has_chart(page, f"{publisher}-{one}")]
    return MeasurePage(
        publisher=publisher,
        title=known.title if known else gone[0]["title"],
        measure=known,
        figures=[figures.figure(publisher, year, measure) for year in reversed(years_of(page, publisher))] if known else [],
        gone=sorted(gone, key=lambda one: one["year"], reverse=True),
        chart=charts[0] if charts else "",
    )
