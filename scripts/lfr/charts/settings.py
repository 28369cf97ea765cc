"""Watchlist size and threshold of each deployment over time."""

from dataclasses import replace

from lfr.charts.chart import Chart
from lfr.charts.over_time import DEPLOYMENT, counts_up_to, over_time
from lfr.charts.series import over_years, say_threshold_changes, series, threshold_breaks
from lfr.charts.theme import BAR
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_count, say_day, say_figure, say_score


def watchlist(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the size of its watchlist on its day. Never a sum: the same images are on list after list."""
    frame = figures.deployments(publisher).dropna(subset=["watchlist_size"])
    if frame.empty:
        return None
    smallest, median, largest = found = [series(figures, publisher, f"watchlist_size_{name}") for name in ("minimum", "median", "maximum")]
    ticks = counts_up_to(frame["watchlist_size"].max())
    said = [
        f"{low.label}: {say_both(low)} to {say_both(high)} images, median {say_both(middle)}"
        if low.value is not None
        else f"{low.label}: {say_figure(low)}"
        for low, middle, high in zip(smallest, median, largest, strict=True)
    ]
    notes = ["Each dot is a deployment. Lists are never added up: the same images are on one list after the other."]
    if changes := say_threshold_changes(figures, publisher):
        notes.append(f"Rules mark where the threshold changed: {changes}.")
    dots = [(one.deployment_date.date(), one.watchlist_size, BAR) for one in frame.itertuples()]
    sheet = over_time(figures, publisher, dots, ticks, said, **threshold_breaks(figures, publisher))
    chart = over_years("watchlist", "Watchlist size of each deployment", "Watchlist size", said, sheet, found, notes)
    return replace(chart, data=frame[[*DEPLOYMENT, "watchlist_size"]])


def threshold(figures: Figures, publisher: str) -> Chart | None:
    """One dot per deployment: the threshold in use on its day, with the changes drawn."""
    every = figures.deployments(publisher)
    frame = every.dropna(subset=["threshold"])
    if frame.empty:
        return None
    lowest, highest = (series(figures, publisher, f"threshold_{name}") for name in ("minimum", "maximum"))
    said = [
        f"{low.label}: {say_figure(low)}" + ("" if low.value in (None, high.value) else f" to {say_figure(high)}")
        for low, high in zip(lowest, highest, strict=True)
    ]
    ticks = {value: say_score(value) for value in sorted(set(frame["threshold"]))}
    lines = [
        [say_day(one.from_date), say_day(one.to_date), say_score(one.threshold), say_count(one.deployments)]
        for one in figures.thresholds(publisher).itertuples()
    ]
    stretches = [f"{score} from {first} to {last} ({count} deployments)" for first, last, score, count in lines]
    notes = ["Each dot is a deployment. A higher threshold gives fewer alerts, true and false."]
    if missing := len(every) - len(frame):
        notes.append(f"{say_count(missing)} deployments print no threshold and have no dot.")
    notes += [f"{one.label}, {one.title.lower()}: {say_both(one)}." for one in (*lowest, *highest) if one.is_corrected]
    lead, sentence = (f"Threshold in use: {'; '.join(some)}." for some in (stretches[-2:], stretches))
    columns = {"From the deployment of": "words", "To the deployment of": "words", "Threshold": "number", "Deployments": "number"}
    dots = [(one.deployment_date.date(), one.threshold, BAR) for one in frame.itertuples()]
    drawing = over_time(figures, publisher, dots, ticks, said, margin=0.02, **threshold_breaks(figures, publisher))
    title, data = "Threshold of each deployment", frame[[*DEPLOYMENT, "threshold"]]
    return Chart(publisher, "threshold", title, lead, sentence, columns, lines, notes, drawing=drawing, data=data)
