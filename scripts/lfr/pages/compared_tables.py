"""Macros for tables that compare like with like: false alerts for each threshold, a part year with the same days of earlier years."""

from lfr.charts.series import threshold_notes
from lfr.pages import compare_page
from lfr.pages.page import Page
from lfr.pages.render import lines_of, render_part
from lfr.pages.single_figures import label, publisher_name


def false_alerts_by_threshold(page: Page, publisher: str) -> str:
    """False alerts, alerts and faces seen for each threshold in each year; nothing where no record prints thresholds."""
    lines = lines_of(page.figures.false_alerts_by_threshold(publisher))
    labelled = [{**line, "label": label(page, publisher, line["year"])} for line in lines]
    name = publisher_name(page, publisher, short=True)
    return render_part(page, "yearly.html", "by_threshold", publisher=publisher, name=name, lines=labelled) if lines else ""


def part_years(page: Page, publisher: str) -> list[int]:
    """The years that the records cover in part and of which there are the same days of earlier years."""
    return compare_page.part_years(page.figures, publisher)


def same_days_table(page: Page, publisher: str, year: int) -> str:
    """A part year beside the same days of each earlier year; nothing for a year that is covered to its end."""
    if year not in part_years(page, publisher):
        return ""
    part = compare_page.same_days(page.figures, publisher, year)
    first, _, last = part.days.partition(" to ")
    # A part year never stands as a bare year, and neither do the same days of another.
    until = f"to {last}" if first == "1 January" else part.days
    titles = [f"{one}, {until}" for one in part.years]
    notes = threshold_notes(page.figures, publisher)
    return render_part(page, "yearly.html", "same_days", year=year, days=part.days, titles=titles, lines=part.lines, notes=notes)


def series_breaks(page: Page, publisher: str) -> str:
    """The days from which a series no longer compares with itself (data/manual/breaks.csv); nothing where there is none."""
    lines = lines_of(page.figures.breaks(publisher))
    return render_part(page, "yearly.html", "series_breaks", name=publisher_name(page, publisher, short=True), lines=lines) if lines else ""
