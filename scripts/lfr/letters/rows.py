"""The deployments of a force as rows of a letter: what each is found by, its cells as text, and its exact address."""

import re
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import OF_TWO_COUNTS, Measure, measures
from lfr.wording.addresses import deployment_address
from lfr.wording.words import NOT_RECORDED, say_counted, say_day, say_of_deployment, with_note

BOROUGH, PURPOSE = "Borough", "Purpose code or use case, as printed"
_DATE, _PLACE, _TIME = "Date", "Place, as printed", "Time deployed"
_FIRST = (_DATE, _PLACE, BOROUGH, _TIME, PURPOSE)
# A measure of a year is the smallest or the largest of these; a row has the thing itself.
_TITLES = {"watchlist_size": "Watchlist, images", "threshold": "Threshold"}


def row_head() -> list[str]:
    """The columns that rows can have: the first of every letter, then one per thing that is counted."""
    return list(dict.fromkeys([*_FIRST, *_counted()]))


def row_columns(answer_measures: list[str], is_list: bool) -> list[str]:
    """Which columns the rows of an answer have: date, place and time; of a list the borough, and the purpose; what the answer counts.

    In the place of a rate stand the two counts that it is made of.
    """
    of_list = [] if not is_list else [BOROUGH] if answer_measures else [BOROUGH, PURPOSE]
    asked = [measures()[name] for name in answer_measures]
    title_of = {column: title for title, one in _counted().items() for column in _columns(one)}
    counts = [title_of[column] for one in asked if one.kind in OF_TWO_COUNTS for column in one.columns]
    return [_DATE, _PLACE, _TIME, *of_list, *(_title(one) for one in asked), *counts]


def deployment_rows(figures: Figures, publisher: str) -> list[dict[str, Any]]:
    """Every deployment, in the order of dates."""
    counted, head = _counted(), row_head()
    found = []
    for line in figures.deployments(publisher).to_dict("records"):
        printed = {field: f"printed {text}" for field, text in figures.printed_before.get(line["deployment_id"], {}).items()}
        borough, use_case, purpose = (line[name] if isinstance(line[name], str) else "" for name in ("borough", "use_case", "purpose"))
        purpose = use_case or purpose
        cells = {
            _DATE: with_note(say_day(line["deployment_date"]), printed.get("deployment_date", "")),
            _PLACE: with_note(str(line["location"]), printed.get("location", "")),
            BOROUGH: borough or "not known",
            PURPOSE: purpose or NOT_RECORDED,
        }
        note = figures.deployment_notes.get(line["deployment_id"])
        cells |= {title: with_note(_said(figures, line, one), printed.get(one.column, "")) for title, one in counted.items()}
        found.append({
            "day": f"{line['deployment_date']:%Y-%m-%d}",
            "year": int(line["deployment_year"]),
            "place": line["place_slug"],
            "borough": borough,
            "use_case": use_case,
            "purposes": [f"{line['source_id']} {one}" for one in ([use_case] if use_case else re.findall(r"[0-9]+", purpose))],
            "note": f"{say_day(line['deployment_date'])}: {note}" if note else "",
            "cells": [cells[title] for title in head],
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


def _columns(one: Measure) -> list[str]:
    """Those that a row shows it from: of a range those of its two ends."""
    return [measures()[end].column for end in (one.lower, one.upper)] if one.kind == "range" else [one.column]


def _title(one: Measure) -> str:
    return _TITLES.get(one.column, one.title)


def _said(figures: Figures, line: dict[str, Any], one: Measure) -> str:
    """A count of a row, or the word for why there is none."""
    ends = [line[column] for column in _columns(one)]
    basis = figures.figure(line["publisher"], int(line["deployment_year"]), one.id).basis
    return with_note(say_of_deployment(line, one.column, ends, basis), "" if pd.isna(ends[0]) else say_counted(one.id, basis))
