"""What the script `verify.js` needs on the page of a year: where the rows are, how each measure is counted, and what we publish."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from lfr.downloads.recount import recount_of
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.html import block
from lfr.wording.words import say_with_counts

_ROWS = "/data/latest/deployments.csv"
_ROWS_AS_PUBLISHED = "/data/latest/deployments_as_published.csv"
_MORE = "/data/check-our-work/"


def verify_script(figures: Figures, publisher: str, year: int, href: Callable[[str], str]) -> str:
    """The data and the script that let a reader count each figure of a year again in the page. A figure without a value has no button."""
    page = {
        "publisher": publisher,
        "year": year,
        "file": href(_ROWS),
        "as_published": href(_ROWS_AS_PUBLISHED),
        "more": href(_MORE),
        "measures": {one.measure: _rule(one) for one in figures.figures_of_year(publisher, year) if one.value is not None},
    }
    # “<” is written as its number: no text can end the element early.
    data = json.dumps(page, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return block(
        f'<script type="application/json" id="lfr-verify">{data}</script>\n<script src="{href("/assets/verify.js")}" defer></script>'
    )


def _rule(figure: Figure) -> dict[str, Any]:
    rule = {**recount_of(figure.measure).as_json(), **_value(figure)}
    if figure.unit == "minutes":
        rule["unit"] = figure.unit
    if figure.is_corrected and figure.value_as_published is not None:
        rule["published"] = _value(figure.as_published)
    return rule


def _value(figure: Figure) -> dict[str, Any]:
    assert figure.value is not None
    value = int(figure.value) if float(figure.value).is_integer() and figure.kind != "rate" else figure.value
    rate = {"numerator": figure.numerator, "denominator": figure.denominator, "lower": figure.lower, "upper": figure.upper}
    return {"value": value, "said": say_with_counts(figure), **(rate if figure.kind == "rate" else {})}
