"""What is said of a calendar year: its finding, one sentence of context, and how sure its figures are."""

from collections.abc import Sequence

from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import NO_DEPLOYMENT, NOT_COVERED, is_estimate, say_count, say_day, say_figure, say_list, say_number_of, say_times
from lfr.wording.year_before import say_change, year_before

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
