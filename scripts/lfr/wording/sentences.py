"""Sentences made of counts, which a page, a letter and a file say alike. A hand-kept text calls each by its name."""

from collections.abc import Callable

import pandas as pd

from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import (
    NOT_PUBLISHED,
    as_published,
    say_both_counts,
    say_count,
    say_day,
    say_days,
    say_list,
    say_number_of,
    say_score,
    with_note,
)


def use_cases(figures: Figures, publisher: str) -> str:
    """From which day to which the records print a use case, and how many deployments have each."""
    frame = figures.use_cases(publisher)
    if frame.empty:
        return "The records print no use case."
    counts = frame.drop_duplicates("use_case").set_index("use_case")["all_deployments"]
    some = [f"{name} {say_count(int(count))}" for name, count in counts.items() if count]
    none = [str(name) for name, count in counts.items() if not count]
    said = f"From {say_day(frame['first_date'].iloc[0])} to {say_day(frame['last_date'].iloc[0])} the records print a use case"
    said += f" for {say_number_of(int(counts.sum()), 'deployment')}: {', '.join(some)}"
    return f"{said}; {', '.join(none)} none." if none else f"{said}."


def same_days(figures: Figures, publisher: str, *names: str) -> str:
    """Some counts of the last part year and of the same days of the year before; nothing where every year is whole.

    False alerts have the thresholds beside them, without which they do not compare.
    """
    frame = figures.same_period(publisher)
    if frame.empty:
        return ""
    year = int(frame["part_year"].max())
    found = frame[frame["part_year"] == year].set_index(["measure", "year"])
    days = " to ".join(say_day(found.loc[(names[0], year), end], with_year=False) for end in ("from_date", "to_date"))
    said = []
    for name in names:
        both = [say_both_counts(*found.loc[(name, one), ["value", "value_as_published"]]) for one in (year - 1, year)]
        said.append(f"{measures()[name].title.lower()} {' and '.join(both)}")
        if name == "false_alerts":
            ends = [found.loc[(name, one), ["from_date", "to_date"]] for one in (year - 1, year)]
            said[-1] += f" (at a threshold of {', and of '.join(thresholds_between(figures, publisher, *one) for one in ends)})"
    return f"{days}, {year - 1} and {year}: {'; '.join(said)}."


def last_year(figures: Figures, publisher: str) -> str:
    """The last year of which a record is held; where that is part of one, with the day to which it is covered, between commas."""
    label = str(figures.years(publisher).set_index("year")["label"].sort_index().iloc[-1])
    return f"{label}," if "," in label else label


def year_before(figures: Figures, publisher: str) -> str:
    """The year before the last one of which a record is held."""
    return str(figures.years(publisher)["year"].max() - 1)


def outcomes_beyond_true_alerts(figures: Figures, publisher: str, year: int) -> str:
    """By how many the outcomes of a year exceed its confirmed true alerts."""
    outcomes, alerts = (figures.figure(publisher, year, name).value or 0 for name in ("engagement_outcomes", "true_alerts_confirmed"))
    return say_count(outcomes - alerts)


def thresholds_between(figures: Figures, publisher: str, first: pd.Timestamp, last: pd.Timestamp) -> str:
    """The lowest and the highest threshold of some days: "0.60 to 0.62", with what they were before a correction."""
    said = []
    for version in ("corrected", "published"):
        frame = figures.deployment_versions(version, publisher)
        found = frame.loc[frame["deployment_date"].between(pd.Timestamp(first), pd.Timestamp(last)), "threshold"].dropna()
        said.append(" to ".join(say_score(float(one)) for one in sorted({*found})[:: max(1, found.nunique() - 1)]) or NOT_PUBLISHED)
    return with_note(said[0], as_published(*said))


def false_alerts_at_thresholds(figures: Figures, publisher: str, year: int) -> str:
    """False alerts of a year for each threshold, and from which one on there was none; nothing where none is printed."""
    frame = figures.false_alerts_by_threshold(publisher)
    frame = frame[(frame["year"] == year) & (frame["deployments"] > 0)].dropna(subset=["threshold"])
    if frame.empty:
        return ""
    said = [
        f"{say_both_counts(one.false_alerts, one.false_alerts_as_published)} of"
        f" {say_both_counts(one.alerts, one.alerts_as_published)} alerts at {say_score(float(one.threshold))}"
        for one in frame.itertuples()
    ]
    last, count = frame.iloc[-1], frame["false_alerts"].sum()
    lead = f"False alerts by threshold, {figures.figure(publisher, year, 'false_alerts').label}"
    if last["false_alerts"] == 0 < count and (frame["to_date"].iloc[:-1] < last["from_date"]).all():
        lead = f"All {say_number_of(count, 'false alert')} of {year} fell before {say_day(last['from_date'], with_year=False)}"
        lead += f", the day of the first deployment at {say_score(float(last['threshold']))}"
    return f"{lead}: {', '.join(said)}."


def outcomes_of_false_alerts(figures: Figures, publisher: str) -> str:
    """In how many rows with a false alert the outcomes add up to all alerts, where the record prints outcomes of every kind."""
    frame = figures.deployments(publisher)
    frame = frame[(frame["false_alerts"] > 0) & frame["outcomes_other_than_arrest"].notna()]
    counts = (frame["engagement_outcomes"] == frame["alerts"]).groupby(frame["deployment_year"]).agg(["sum", "size"])
    said = [f"{one.sum} of {one.size} in {figures.figure(publisher, int(one.Index), 'deployments').label}" for one in counts.itertuples()]
    return f"Of the rows with a false alert, the outcomes add up to all alerts in {'; '.join(said)}."


def noted_deployments(figures: Figures, publisher: str, year: int | None = None) -> str:
    """Which deployments, or which of a year, have a note beside them, one clause per note; nothing where none has."""
    frame = figures.deployments(publisher)
    frame = frame if year is None else frame[frame["deployment_year"] == year]
    days = frame["deployment_date"].dt.date.groupby(frame["deployment_id"].map(figures.deployment_notes))
    said = [f"{say_number_of(len(own), 'deployment')} ({say_days(own)}) {note}" for note, own in days]
    return f"{'; '.join(said)}." if said else ""


def without_borough(figures: Figures, publisher: str, year: int | None = None) -> str:
    """At which places of a year, or of all, the borough is not known, and in which these may lie; nothing where all are known."""
    found = _places(figures, publisher, year, have_borough=False)
    places = [f"{name} ({'; in '.join(filter(None, (say_count(count), say_list(among, ' or '))))})" for name, count, among in found]
    return f"The borough is not known for deployments at {say_list(places)}, which are counted in no borough." if places else ""


def in_two_boroughs(figures: Figures, publisher: str, year: int | None = None) -> str:
    """The places of a year, or of all, that are counted in one borough and lie, or may lie, in others too; nothing where there is none."""
    found = _places(figures, publisher, year, have_borough=True)
    places = [f"{name} ({say_count(count)}; {say_list(among)} too)" for name, count, among in found if among]
    said = f"Counted in one borough, but lying, or perhaps lying, in another too: deployments at {say_list(places)}."
    return said if places else ""


def at_least(figures: Figures, publisher: str, year: int | None = None) -> str:
    """ "at least", before how many boroughs have a deployment, where one of unknown borough may lie in a further one."""
    frame = figures.boroughs(publisher, year)
    used = {*frame.loc[frame["deployments"] > 0, "borough"].dropna()}
    return "at least" if any(not among or {*among} - used for *_, among in _places(figures, publisher, year, have_borough=False)) else ""


def _places(figures: Figures, publisher: str, year: int | None = None, *, have_borough: bool) -> list[tuple[str, int, list[str]]]:
    """The places with or without a known borough, with their deployments and the other boroughs in which they lie or may lie."""
    frame, shared = figures.places(publisher, year), figures.shared_places(publisher)
    counts = frame[(frame["borough"].notna() == have_borough) & (frame["deployments"] > 0)].groupby(["slug", "place"])["deployments"].sum()
    return [(place, int(count), [*shared.loc[shared["slug"] == slug, "also_in"]]) for (slug, place), count in counts.items()]


SENTENCES: dict[str, Callable[..., str]] = {
    one.__name__: one
    for one in (
        use_cases,
        same_days,
        last_year,
        year_before,
        false_alerts_at_thresholds,
        outcomes_of_false_alerts,
        outcomes_beyond_true_alerts,
        noted_deployments,
        without_borough,
        in_two_boroughs,
        at_least,
    )
}
