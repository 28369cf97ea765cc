"""Which documents were in force on a day: certainly, or perhaps, when only a month is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from lfr.curated.library import in_force_on, perhaps_in_force_on, read_documents
from lfr.curated.rules import first_day, last_day
from lfr.project import Project

Write = Callable[..., Project]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
    ],
)
def test_a_date_means_every_day_it_leaves_open(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("day", "certain", "perhaps"),
    [
        (date(2024, 8, 31), False, False),
        (date(2024, 9, 15), False, True),
        (date(2024, 9, 30), True, False),
        (date(2026, 1, 1), True, False),
    ],
)
def test_a_month_is_certain_from_its_last_day(library: Write, day: date, certain: bool, perhaps: bool) -> None:
    documents = read_documents(library())
    assert bool(in_force_on(documents, day)) is certain
    assert bool(perhaps_in_force_on(documents, day)) is perhaps


def test_an_end_known_by_month_is_certain_to_its_first_day(library: Write) -> None:
    documents = read_documents(library("documents.toml", 'in_force_to = ""', 'in_force_to = "2025-06"'))
    assert in_force_on(documents, date(2025, 6, 1))
    assert not in_force_on(documents, date(2025, 6, 2))
    assert perhaps_in_force_on(documents, date(2025, 6, 30))
    assert not perhaps_in_force_on(documents, date(2025, 7, 1))


def test_superseded_without_an_end_is_never_certain(library: Write) -> None:
    documents = read_documents(library("documents.toml", 'status = "in force"', 'status = "superseded"'))
    assert not in_force_on(documents, date(2025, 1, 1))
    assert perhaps_in_force_on(documents, date(2025, 1, 1))


def test_a_policy_without_dates_is_perhaps_in_force_until_its_successor_is(library: Write) -> None:
    older = """
[[document]]
id = "policy-old"
title = "Old policy"
publisher = "A force"
type = "policy"
version = ""
date = ""
date_note = "not known"
status = "superseded"
in_force_from = ""
in_force_to = ""
url = ""
source = "A letter"
certainty = "seen"
summary = "Rules."
what_changed = "Not known."
governs = []
"""
    documents = read_documents(library("documents.toml", add='supersedes = "policy-old"\n' + older))
    assert [one.id for one in perhaps_in_force_on(documents, date(2022, 1, 1))] == ["policy-old"]
    assert perhaps_in_force_on(documents, date(2025, 1, 1)) == []


def test_a_report_is_never_in_force(library: Write) -> None:
    project = library("documents.toml", 'type = "policy"', 'type = "report"')
    path = project.data / "documents.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('in_force_from = "2024-09"', 'in_force_from = ""'), encoding="utf-8")
    documents = read_documents(project)
    assert in_force_on(documents, date(2025, 1, 1)) == perhaps_in_force_on(documents, date(2025, 1, 1)) == []
