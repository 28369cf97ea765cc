"""The reader of hand-kept files: a dataclass says what an entry holds, and every fault is named with file and line."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
from lfr.curated.hand_kept import Entry, read_lines, read_tables, read_toml, toml_of
from lfr.curated.rules import Day, Id, Key, Known, Text, Unique, one_of
from lfr.errors import BadData
from lfr.project import Project


@dataclass(frozen=True)
class Visit(Entry):
    """A kind of entry as a test needs it."""

    id: Id
    place: Annotated[str, Known("place", "data/places.csv")]
    guests: int
    seen: datetime.date
    is_public: Annotated[bool, Key("public")] = False
    kind: Annotated[str, one_of("long", "short")] = "long"
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line(Entry):
    number: Annotated[int, Unique()]
    day: Day
    note: Text = ""


VISIT = """
[[visit]]
id = "first"
place = "camden"
guests = 3
seen = 2025-05-12
public = true
years = [2024, 2025]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "places.csv").write_text("place\ncamden\n", encoding="utf-8")
    return Project(tmp_path)


def visits(project: Project, text: str) -> list[Visit]:
    path = project.data / "visits.toml"
    path.write_text(text, encoding="utf-8")
    return read_tables(path, "visit", Visit, project)


def lines(project: Project, text: str) -> list[Line]:
    path = project.data / "lines.csv"
    path.write_text(f"number,day,note\n{text}", encoding="utf-8")
    return read_lines(path, Line, project)


def test_an_entry_is_read_as_its_dataclass(project: Project) -> None:
    assert visits(project, VISIT) == [Visit("first", "camden", 3, datetime.date(2025, 5, 12), True, "long", (2024, 2025))]


def test_entries_in_brackets_are_those_written_as_tables(project: Project) -> None:
    brackets = 'visit = [{ id = "first", place = "camden", guests = 3, seen = 2025-05-12, public = true, years = [2024, 2025] }]'
    assert visits(project, brackets) == visits(project, VISIT)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("guests = 3", "guests = true", "line 5, visit “first”: guests is True; it should be a whole number."),
        ("guests = 3", "guest = 3", 'line 5, visit “first”: unknown key “guest”. Did you mean "guests"?'),
        ("guests = 3\n", "", "line 2, visit “first”: the key “guests” is missing. Add it (see the head of the file)."),
        ("guests = 3\nseen = 2025-05-12\n", "", "line 2, visit “first”: the keys “guests”, “seen” are missing. Add them"),
        ("2025-05-12", "2025-05-12T10:00:00", "line 6, visit “first”: seen is 2025-05-12 10:00:00; it should be a date without quotes"),
        ("public = true", "public = 1", "line 7, visit “first”: public is 1; it should be true or false."),
        ("[2024, 2025]", "[2024, true]", "line 8, visit “first”: years is [2024, True]; it should be a list of whole numbers"),
        ("camden", "camdem", 'unknown place “camdem”. Did you mean "camden"? It must stand in data/places.csv.'),
        ("first", "First", "line 3, visit “First”: id “First” must be lower-case letters, digits and single hyphens."),
        ("years", 'kind = "lnog"\nyears', 'line 8, visit “first”: unknown kind “lnog”. Did you mean "long"?'),
        ("[[visit]]", "[visit]", "visits.toml, line 1: write each visit as a table of its own, under a line [[visit]]."),
        ("[[visit]]", "[[visits]]", 'visits.toml, line 1: unknown key or table “visits”. Did you mean "visit"?'),
        ("first", "\\u202e", "visits.toml, line 3: holds U+202E, an invisible character that changes what is seen."),
    ],
)
def test_a_fault_is_named_with_its_line(project: Project, old: str, new: str, said: str) -> None:
    assert old in VISIT
    with pytest.raises(BadData) as caught:
        visits(project, VISIT.replace(old, new, 1))
    assert said in str(caught.value)


def test_a_value_that_must_be_one_of_a_kind(project: Project) -> None:
    with pytest.raises(BadData, match=r"visits.toml, line 11, visit “first”: the id “first” stands on line 2 too"):
        visits(project, VISIT + VISIT)


def test_a_line_of_a_csv_may_hold_numbers_and_leave_out_what_has_a_default(project: Project) -> None:
    assert lines(project, "7,2025-05-12,\n") == [Line(7, "2025-05-12")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seven,2025-05-12,\n", "lines.csv, line 2: number is 'seven'; it should be a whole number."),
        (",2025-05-12,\n", "lines.csv, line 2: number is ''; it should be a whole number."),
        ("1,2025-05-12,\n1,2025-05-13,\n", "lines.csv, line 3: the number “1” stands on line 2 too."),
        ("1,20250512,\n", "lines.csv, line 2: day “20250512” is not a date. Use YYYY-MM-DD."),
        ("1,2025-05-12, \n", "lines.csv, line 2: note is empty."),
    ],
)
def test_a_fault_in_a_csv_is_named_with_its_line(project: Project, text: str, said: str) -> None:
    with pytest.raises(BadData) as caught:
        lines(project, text)
    assert said in str(caught.value)


def test_an_entry_written_as_toml_reads_back(project: Project) -> None:
    line = Line(7, "2025-05-12", '“Zoë” said "no"\\\n\tand left')
    path = project.data / "line.toml"
    path.write_text(toml_of(line), encoding="utf-8")
    assert read_toml(path, Line) == line
