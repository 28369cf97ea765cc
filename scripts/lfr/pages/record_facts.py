"""Macros for what the rows of the records say beside the yearly figures: use cases, named days, deployments with a note, printed rates."""

from datetime import date
from functools import cache
from html import escape

from lfr.curated.library import Library, read_library
from lfr.pages.deployment_tables import deployment_table
from lfr.pages.page import Page
from lfr.pages.render import in_markdown, lines_of, render_part
from lfr.pages.single_figures import label
from lfr.warehouse.figures import Figures
from lfr.wording import sentences
from lfr.wording.addresses import deployment_address, document_address
from lfr.wording.words import say_days, say_number_of


def use_cases(page: Page, publisher: str) -> str:
    """One sentence: from which day to which the records print a use case, and how many deployments have each."""
    return in_markdown(sentences.use_cases(page.figures, publisher))


def same_days(page: Page, publisher: str, *names: str) -> str:
    """One sentence: some counts of the last part year and of the same days of the year before."""
    return escape(sentences.same_days(page.figures, publisher, *names))


def false_alerts_at_thresholds(page: Page, publisher: str, year: int) -> str:
    """One sentence: the false alerts of a year for each threshold."""
    return escape(sentences.false_alerts_at_thresholds(page.figures, publisher, year))


def outcomes_of_false_alerts(page: Page, publisher: str) -> str:
    """One sentence: in how many rows with a false alert the outcomes add up to all alerts."""
    return escape(sentences.outcomes_of_false_alerts(page.figures, publisher))


def use_case_table(page: Page, publisher: str) -> str:
    """Deployments by use case and calendar year; 0 is a use case of the record's key that no deployment has."""
    frame = page.figures.use_cases(publisher)
    if frame.empty:
        return ""
    heads = ["Use case, as printed", *((label(page, publisher, year), True) for year in sorted(set(frame["year"])))]
    counts: dict[str, dict[int, int]] = {}
    for one in frame.sort_values("year", kind="stable").itertuples():
        counts.setdefault(one.use_case, {})[one.year] = one.deployments
    ordered = {name: counts[name] for name in dict.fromkeys(frame["use_case"])}
    return render_part(page, "facts.html", "use_cases", publisher=publisher, heads=heads, counts=ordered)


def deployments_on(page: Page, publisher: str, days: list[str]) -> str:
    """The deployments of certain days (YYYY-MM-DD), one row each: what the record says of them, and no more."""
    frame = page.figures.deployments(publisher)
    wanted = frame[frame["deployment_date"].dt.date.isin([date.fromisoformat(day) for day in days])]
    return deployment_table(page, wanted.to_dict("records"), f"Deployments on {say_days(map(date.fromisoformat, days))}")


def noted_deployments(page: Page, publisher: str) -> str:
    """Which deployments have a note beside them, one sentence per note; nothing where none has."""
    notes, frame = page.figures.deployment_notes, page.figures.deployments(publisher).set_index("deployment_id")
    said = []
    for note in sorted({notes[one] for one in frame.index if one in notes}):
        own = [one for one in frame.index if notes.get(one) == note]
        address = page.href(deployment_address(publisher, own[0]))
        days = say_days(frame.loc[own, "deployment_date"].dt.date)
        said.append(f'<a href="{address}">{say_number_of(len(own), "deployment")}</a> ({days}) {escape(note)}')
    return f"{'; '.join(said)}. They were operational deployments and are counted as such; each is marked in the list." if said else ""


def without_borough(page: Page, publisher: str) -> str:
    """At which places the borough is not known, in a sentence; nothing where all are known."""
    frame = page.figures.places_ranked(publisher)
    places = [f"{in_markdown(one.place)} ({one.deployments})" for one in frame[frame["borough"].isna()].itertuples()]
    return f"The borough is not known for deployments at {' and '.join(places)}." if places else ""


def printed_rates(page: Page, publisher: str) -> str:
    """How the record rounds the false alert rates that it prints, counted from the rows."""
    counts = page.figures.printed_rates(publisher)
    return (
        f"Of the {counts['all']} printed rates above 0, {counts['rounded']} are rounded rightly, {counts['cut']} are cut off,"
        f" and {counts['neither']} {'follows' if counts['neither'] == 1 else 'follow'} from the counts neither way."
    )


def threshold_stretches(page: Page, publisher: str) -> str:
    """The threshold in use, one item per stretch of deployments."""
    return render_part(page, "facts.html", "thresholds", stretches=lines_of(page.figures.thresholds(publisher)))


def faces_per_hour(page: Page, publisher: str) -> str:
    """The median of the faces seen per hour deployed, one row per stretch between two breaks of the series."""
    return render_part(page, "facts.html", "faces_per_hour", stretches=lines_of(page.figures.faces_per_hour(publisher)))


def from_the_library(page: Page, publisher: str, document: str) -> str:
    """What an entry of the library says, in its own words, with how sure it is."""
    one = _library(page.figures, publisher).documents[document]
    link = f'<a href="{page.href(document_address(publisher, one.id))}">{escape(one.title)}</a>'
    doubt = " <em>To be verified: second hand.</em>" if one.certainty == "recalled" else ""
    return f"{escape(one.publisher)}, {link}: {escape(one.summary)}{doubt}"


@cache
def _library(figures: Figures, publisher: str) -> Library:
    """Read once for all pages of a site."""
    return read_library(figures.project, publisher)
