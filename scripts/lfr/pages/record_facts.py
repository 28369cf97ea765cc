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
from lfr.wording.words import say_days


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
    """Which deployments have a note beside them, with a link to the first in the list; nothing where none has."""
    noted = [one for one in page.figures.deployments(publisher)["deployment_id"] if one in page.figures.deployment_notes]
    said = in_markdown(sentences.noted_deployments(page.figures, publisher))
    link = page.href(deployment_address(publisher, noted[0])) if noted else ""
    return said and f'{said} They were operational deployments and are counted as such; <a href="{link}">each is marked in the list</a>.'


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
    one = library_of(page.figures, publisher).documents[document]
    link = f'<a href="{page.href(document_address(publisher, one.id))}">{escape(one.title)}</a>'
    doubt = " <em>To be verified: second hand.</em>" if one.certainty == "recalled" else ""
    return f"{escape(one.publisher)}, {link}: {escape(one.summary)}{doubt}"


@cache
def library_of(figures: Figures, publisher: str) -> Library:
    """Read once for all pages of a site."""
    return read_library(figures.project, publisher)
