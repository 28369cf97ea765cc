"""What is said of a calendar year: its finding, one sentence of context, how sure its figures are; each figure beside that of the year
before (of a whole year the whole year, of a part year the same days); and the table that a build prints at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.sentences import thresholds_between
from lfr.wording.words import (
    NO_DEPLOYMENT,
    NO_NUMBER,
    NOT_COVERED,
    as_published,
    before_correction,
    is_estimate,
    say_both,
    say_count,
    say_day,
    say_figure,
    say_list,
    say_number_of,
    say_of_days,
    say_times,
    say_title,
    say_with_counts,
    with_note,
)

HEADLINE = ("deployments", "faces_seen", "alerts", "false_alerts", "stops", "arrests")


def heading_of_year(figures: Figures, publisher: str, year: int) -> str:
    """ "2024: 180 deployments, 1,286 alerts, 575 arrests"."""
    first = figures.figure(publisher, year, "deployments")
    if not first.value:
        return f"{first.label}: {NOT_COVERED if first.basis == 'not_covered' else NO_DEPLOYMENT}"
    return f"{first.label}: {', '.join(_counted(figures.figure(publisher, year, name)) for name in ('deployments', 'alerts', 'arrests'))}"


def _counted(figure: Figure) -> str:
    if figure.value is None:
        return f"{figure.measure} {say_figure(figure)}"
    if figure.basis == "arrests_or_disposals":
        return f"{say_number_of(figure.value, 'arrest')} or other {'disposal' if figure.value == 1 else 'disposals'}"
    return say_number_of(figure.value, figure.measure.removesuffix("s"))


def finding_of_year(figures: Figures, publisher: str, year: int) -> str:
    """How often a force used it in a year, and how that compares with the year before. Without a full stop: it is a heading, too."""
    one = figures.figure(publisher, year, "deployments")
    force = the_force(figures, publisher)
    force = f"{force[:1].upper()}{force[1:]}"
    if not one.value:
        return f"{force} recorded no use of live facial recognition {in_year(one)}"
    change = say_change(one, year_before(figures, one))
    return f"{force} used live facial recognition {say_times(int(one.value))} {in_year(one)}{', ' + change if change else ''}"


def the_force(figures: Figures, publisher: str) -> str:
    """The short name of a force inside a sentence, with its article where it has one: "the Metropolitan Police", "Essex Police"."""
    force = figures.publishers().fillna("").set_index("id").loc[publisher]
    return f"{force['article']} {force['short_name']}".strip()


def deployments_by_year(figures: Figures, publisher: str) -> list[Figure]:
    """The deployments of each calendar year of a force, oldest first: days covered and label are the same for every measure."""
    return [figures.figure(publisher, int(year), "deployments") for year in figures.years(publisher)["year"]]


def first_shown(figures: Figures, publisher: str) -> Figure:
    """The deployments of the year that a reader sees first: the newest whole year, or the newest of part years alone."""
    years = deployments_by_year(figures, publisher)[::-1]
    return next((one for one in years if not one.is_partial), years[0])


def not_recorded(figures: Figures, *found: Figure) -> int:
    """For how many deployments of a year something that some of its figures are counted from is not recorded; those stopped early apart."""
    frame = figures.deployments(found[0].publisher, found[0].year)
    columns = {column for one in found for column in measures()[one.measure].columns} & {*frame}
    return int(frame.loc[~frame["is_stopped_early"], sorted(columns)].isna().any(axis=1).sum())


def in_year(figure: Figure) -> str:
    """ "in 2024", "between 1 January and 11 July 2025"."""
    if not figure.is_partial:
        return f"in {figure.label}"
    return f"between {say_day(figure.covers_from, with_year=False)} and {say_day(figure.covers_to)}"


def context_of_year(figures: Figures, publisher: str, year: int) -> str:
    """Faces, and right and wrong alerts with equal weight."""
    faces, total, true, false = (figures.figure(publisher, year, name) for name in ("faces_seen", "alerts", "true_alerts", "false_alerts"))
    said = []
    if faces.value:
        said.append(f"The force's estimates of faces seen add up to {say_count(faces.value)}.")
    if total.value and true.value is not None and false.value is not None:
        said.append(f"Of {say_number_of(total.value, 'alert')}, {say_count(true.value)} were true and {say_count(false.value)} false.")
    return " ".join(said)


def parts_of_year(figures: Figures, publisher: str, year: int) -> str:
    """That true and false alerts do not add up to the alerts; nothing where they do."""
    frame = figures.deployments(publisher, year)
    sums = frame["true_alerts"] + frame["false_alerts"]
    wrong = int((sums != frame["alerts"]).fillna(False).sum())
    total, true, false = (figures.figure(publisher, year, name).value for name in ("alerts", "true_alerts", "false_alerts"))
    if total is None or true is None or false is None or true + false == total:
        return ""
    rows = "one row of the record is" if wrong == 1 else f"{say_count(wrong)} rows of the record are"
    return f"True and false alerts add up to {say_count(true + false)}, not {say_count(total)}: {rows} inconsistent."


def how_sure(figures: Figures, publisher: str, year: int) -> list[str]:
    """What to know before using the figures of a year, in about three sentences."""
    stops, faces, stopped, every = (
        figures.figure(publisher, year, name) for name in ("stops", "faces_seen", "deployments_stopped_early", "deployments")
    )
    said = []
    if stopped.value and every.value:
        have = "was stopped early and has" if stopped.value == 1 else "were stopped early and have"
        said.append(
            f"{say_count(stopped.value)} of {say_number_of(every.value, 'deployment')} {have} no counts: totals rest on the others."
        )
    if is_estimate(stops.basis):
        since = min(one for one in figures.years(publisher)["year"].tolist() if is_estimate(figures.figure(publisher, one, "stops").basis))
        said.append(f"Stops are an estimate: from {since} the record does not print how often people were stopped.")
    if faces.value:
        said.append("Faces seen are an estimate by the force. One person can be counted many times.")
    return [*said, *filter(None, [parts_of_year(figures, publisher, year)]), corrected_figures(figures, publisher, year)]


def corrected_figures(figures: Figures, publisher: str, year: int) -> str:
    """How many figures of a year a correction changed."""
    changed = sum(figures.figure(publisher, year, name).is_corrected for name in measures())
    if not changed:
        return "No figure of this year has been corrected."
    return f"{say_number_of(changed, 'figure')} of this year {'includes' if changed == 1 else 'include'} a correction."


def before_corrections(found: Sequence[Figure]) -> str:
    """What some figures were before they were corrected; nothing where none was."""
    before = [f"{say_figure(one.as_published)} {one.title.lower()}" for one in found if one.is_corrected]
    return f"{'Includes' if len(before) == 1 else 'Each includes'} a correction. Before it: {say_list(before)}." if before else ""


@dataclass(frozen=True)
class Before:
    """What a figure is compared with: its value in words, of when ("in 2023"), and whether the two compare. A range has no `value`.

    `said` has the value before a correction beside it, `was` is that note alone.
    """

    said: str
    was: str
    when: str
    is_comparable: bool
    value: float | None = None
    thresholds: str = ""  # where alerts do not compare without them

    @property
    def note(self) -> str:
        """ "23 in 2023", or that it cannot be compared."""
        return f"{self.said} {self.when}" if self.is_comparable else f"not comparable with {self.when.split(' ', 1)[1]}"


def year_before(figures: Figures, figure: Figure) -> Before | None:
    """The same measure a year before; None where the records do not reach that far, or do not hold it."""
    years = figures.years(figure.publisher).set_index("year")
    if figure.year - 1 not in years.index or not years["covered_days"][figure.year - 1]:
        return None
    if figure.is_partial:
        return _same_days(figures, figure)
    one = figures.figure(figure.publisher, figure.year - 1, figure.measure)
    if one.is_partial or one.basis in NO_NUMBER or figure.basis in NO_NUMBER:
        return None
    thresholds = _thresholds(figures, figure, one.covers_from, one.covers_to)
    # In a year without a deployment nothing tells arrests from arrests or other disposals: the year before says which it counts.
    title = say_title(one.measure, one.basis, "").lower() if figure.basis == "no_deployment" else ""
    was = before_correction(one)
    said = with_note(say_with_counts(one), "; ".join(filter(None, [was, title])))
    return Before(said, was, f"in {one.label}", _compares(figures, one, figure), one.value, thresholds)


def _thresholds(figures: Figures, figure: Figure, first: date, last: date) -> str:
    """The thresholds beside alerts of any kind or a share of them, where they changed: "0.60 then, 0.60 to 0.64 now"."""
    if not any("alerts" in name for name in measures()[figure.measure].columns):
        return ""
    days = ((first, last), (figure.covers_from, figure.covers_to))
    then, now = (thresholds_between(figures, figure.publisher, *map(pd.Timestamp, ends)) for ends in days)
    return f"{then} then, {now} now" if then != now else ""


def _compares(figures: Figures, one: Figure, other: Figure) -> bool:
    """Counted on the same basis, and no break of the series in between. A year without a deployment has no basis of its own."""
    known = measures()[other.measure]
    if known.unit == "score":
        return True  # a setting compares with a setting: its change is the break
    # Its own series, and those that it is worked out from.
    for name in dict.fromkeys((other.measure, *(end.measure for end in other.ends), *known.columns)):
        if name in measures():
            bases = {figures.figure(other.publisher, year, name).basis for year in (one.year, other.year)}
            if len(bases - {"no_deployment"}) > 1:
                return False
        breaks = pd.to_datetime(figures.breaks(other.publisher, name)["from_date"])
        if ((breaks > pd.Timestamp(one.covers_from)) & (breaks <= pd.Timestamp(other.covers_to))).any():
            return False
    return True


def _same_days(figures: Figures, figure: Figure) -> Before | None:
    found = figures.same_period(figure.publisher, figure.year)
    names = [one.measure for one in figure.ends or (figure,)]
    rows = found[(found["year"] == figure.year - 1) & found["measure"].isin(names)].set_index("measure")
    if set(rows.index) != set(names) or rows["value"].isna().any():
        return None
    basis = "+".join(rows["basis"])
    now, before = (say_of_days(figure.measure, [*rows.loc[names, version]], basis) for version in ("value", "value_as_published"))
    was = as_published(now, before)
    thresholds = _thresholds(figures, figure, *rows.iloc[0][["from_date", "to_date"]])
    when, is_comparable = f"on the same days of {figure.year - 1}", bool(rows["is_comparable"].all())
    value = float(rows["value"].iloc[0]) if len(names) == 1 else None
    return Before(with_note(now, was), was, when, is_comparable, value, thresholds)


def say_change(figure: Figure, before: Before | None) -> str:
    """How a count compares with the year before, in a clause: "nearly eight times as often as in 2023", "more often than in 2023 (80)"."""
    if before is None or not before.is_comparable or before.value is None or figure.value is None:
        return ""
    now, then = figure.value, before.value
    if not then:
        return f"none {before.when}"
    if now == then:
        return f"as often as {before.when}"
    ratio = now / then
    if ratio >= 1.9:
        return f"{_times(ratio)} as often as {before.when}"
    return f"{'more' if now > then else 'less'} often than {before.when} ({', '.join(filter(None, (say_count(then), before.was)))})"


_NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _times(ratio: float) -> str:
    """ "nearly eight times", "more than twice", "four times"."""
    low, near = int(ratio), round(ratio)
    if abs(ratio - near) < 0.02:
        return _in_words(near)
    return f"nearly {_in_words(low + 1)}" if ratio - low >= 0.75 else f"more than {_in_words(low)}"


def _in_words(number: int) -> str:
    return f"{_NUMBERS[number - 3]} times" if 3 <= number < 3 + len(_NUMBERS) else say_times(number)


_MEASURES = ["deployments", "faces_seen", "alerts", "true_alerts", "false_alerts", "arrests", "stops"]


def yearly_table(figures: Figures) -> str:
    """One table per force, with partial years marked, and below it each figure that a correction changes, with both values."""
    lines = []
    for publisher in figures.publishers().itertuples():
        rows = [["year", *(name.replace("_", " ") for name in _MEASURES)]]
        changed = []
        for year in figures.years(publisher.id).itertuples():
            found = [figures.figure(publisher.id, year.year, name) for name in _MEASURES]
            rows.append([year.label, *(say_figure(one) for one in found)])
            changed += [f"  {one.label}, {one.measure}: {say_both(one)}" for one in found if one.is_corrected]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines.append(f"\n{publisher.name}, by calendar year")
        for first, *others in rows:
            lines.append("  ".join([first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]))
        lines += changed
    return "\n".join(lines)
