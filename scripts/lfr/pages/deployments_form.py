"""The choices above the table of deployments. Hidden without the script: the table is then whole and in order of dates."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from lfr.warehouse.figures import Figures
from lfr.wording.html import block

# The same names as in site/assets/table.js.
SHOW = {
    "arrests": "Those with arrests",
    "false-alerts": "Those with false alerts",
    "corrected": "Those with a corrected cell",
    "stopped-early": "Those stopped early",
}


def deployments_form(figures: Figures, publisher: str, href: Callable[[str], str]) -> str:
    """A form with year, place and kind, a line that says how many rows show, and the file with all of them."""
    years = {str(year.year): year.label for year in figures.years(publisher).itertuples()}
    fields = [
        _field("Calendar year", _select("year", {"": "All years", **years})),
        _field("Place or borough", '<input id="filter-place" name="place" type="search" autocomplete="off" maxlength="100">'),
        _field("Show", _select("show", {"": "Every deployment", **SHOW})),
        '<p class="lfr-filter-end"><button type="reset">Show all, by date</button></p>',
    ]
    status = '<p class="lfr-filter-said" role="status">&nbsp;</p>'
    form = f'<form class="lfr-filter lfr-no-print" data-filters="table.lfr" data-will-show hidden>{"".join(fields)}{status}</form>'
    file = f'<p>The whole table as a file: <a href="{href("/data/latest/deployments.csv")}">deployments.csv</a>'
    described = f' (<a href="{href("/data/")}">what its columns mean</a>).</p>'
    return block(f'{form}{file}{described}<script src="{href("/assets/table.js")}" defer></script>')


def _field(label: str, control: str) -> str:
    name = control.partition('id="')[2].partition('"')[0]
    return f'<p><label for="{name}">{escape(label)}</label>{control}</p>'


def _select(name: str, options: dict[str, str]) -> str:
    items = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options.items())
    return f'<select id="filter-{name}" name="{name}" autocomplete="off">{items}</select>'
