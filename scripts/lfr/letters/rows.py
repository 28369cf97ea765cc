"""The deployments of a force as rows of a letter: what each is found by, its cells as text, and its exact address."""

import re
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import Measure, measures
from lfr.wording.addresses import deployment_address
from lfr.wording.words import (
    NOT_PUBLISHED,
    NOT_RECORDED,
    STOPPED_EARLY,
    say_count,
    say_day,
    say_minutes,
    say_score,
    say_stops,
    with_note,
)

_FIRST = ("Date", "Place, as printed", "Borough", "Time deployed", "Purpose code or use case, as printed")
_DATE, _PLACE, BOROUGH, _TIME, PURPOSE = range(len(_FIRST))
# A measure of a year is the smallest or the largest of these; a row has the thing itself.
_TITLES = {"watchlist_size": "Watchlist, images", "threshold": "Threshold"}


def row_head() -> list[str]:
    """The columns that rows can have: the first of every letter, then one per thing that is counted."""
    return [*_FIRST, *_counted()]


def row_columns(answer_measures: list[str], is_list: bool) -> list[int]:
    """Which columns the rows of an answer have: date, place and time; of a list the borough, and the purpose; what the answer counts."""
    titles = [_title(measures()[name]) for name in answer_measures]
    places = list(_counted())
    counted = {len(_FIRST) + places.index(title) for title in titles if title in places}
    of_list = [BOROUGH] if answer_measures else [BOROUGH, PURPOSE]
    of_list = [BOROUGH] if answer_measures else [BOROUGH, PURPOSE]
    return sorted({_DATE, _PLACE, _TIME, *(of_list if is_list else ()), *counted})


def deployment_rows(figures: Figures, publisher: str) -> list[dict[str, Any]]:
    """Every deployment, in the order of dates."""
    counted = _counted()
    found = []
    for line in figures.deployments(publisher).to_dict("records"):
        printed = {field: f"printed {text}" for field, text in figures.printed_before.get(line["deployment_id"], {}).items()}
        borough = line["borough"] if isinstance(line["borough"], str) else ""
        use_case = line["use_case"] if isinstance(line["use_case"], str) else ""
        purpose = use_case or (line["purpose"] if isinstance(line["purpose"], str) else "")
        first = [
            with_note(say_day(line["deployment_date"]), printed.get("deployment_date", "")),
            with_note(str(line["location"]), printed.get("location", "")),
            borough or "not known",
            with_note(_said(figures, line, counted[_FIRST[_TIME]]), printed.get("duration_minutes", "")),
            purpose or NOT_RECORDED,
        ]
        cells = [with_note(_said(figures, line, one), printed.get(one.column, "")) for one in counted.values()]
        found.append({
            "day": f"{line['deployment_date']:%Y-%m-%d}",
            "year": int(line["deployment_year"]),
            "place": line["place_slug"],
            "borough": borough,
            "use_case": use_case,
            "purposes": [f"{line['source_id']} {one}" for one in ([use_case] if use_case else re.findall(r"[0-9]+", purpose))],
            "is_corrected": bool(line["has_correction"]),
            "cells": [*first, *cells],
            "address": deployment_address(publisher, line["deployment_id"]),
        })  # fmt: skip
    return found


def purposes(figures: Figures, publisher: str) -> dict[str, str]:
    """What each purpose code and use case means in the record that prints it; by the document and the code."""
    titles = figures.sources().set_index("id")
    return {
        f"{one.source_id} {one.printed_as}": f"{one.printed_as}, in “{titles.loc[one.source_id, 'title']}”: {one.meaning}"
        for one in figures.codes().itertuples()
        if isinstance(one.meaning, str) and titles.loc[one.source_id, "publisher"] == publisher
    }


def _counted() -> dict[str, Measure]:
    """What a row can show of each measure that is added up, or is the least or most of a year; by its title."""
    return {_title(one): one for one in measures().values() if one.kind == "range" or one.how in ("sum", "minimum")}


def _title(one: Measure) -> str:
    return _TITLES.get(one.column, one.title)


def _said(figures: Figures, line: dict[str, Any], one: Measure) -> str:
    """A count of a row, or the word for why there is none."""
    ends = [line[measures()[end].column] for end in (one.lower, one.upper)] if one.kind == "range" else [line[one.column]] * 2
    if any(pd.isna(end) for end in ends):
        if figures.figure(line["publisher"], int(line["deployment_year"]), one.id).basis == "not_published":
            return NOT_PUBLISHED
        return STOPPED_EARLY if line["is_stopped_early"] and one.column != "duration_minutes" else NOT_RECORDED
    low, high = (float(end) for end in ends)
    if one.column == "duration_minutes":
        return say_minutes(low)
    if one.kind == "range":
        return say_stops(low, high, is_printed=line["has_printed_stops"])
    return say_score(low) if one.column == "threshold" else say_count(low)
