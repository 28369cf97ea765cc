"""A force's own words for a standard answer, and each way to write them wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lfr.curated.answers import read_answers, with_overrides
from lfr.curated.library import read_library
from lfr.errors import BadData
from lfr.project import Project

Write = Callable[..., Project]
OWN = """
[[override]]
answer = "how-many-arrests"
means = "Arrests by the force's own count."
"""


def with_file(library: Write, text: str, name: str = "met.toml") -> Project:
    project: Project = library()
    (project.data / "publishers.toml").write_text('[[publisher]]\nid = "met"\n\n[[publisher]]\nid = "btp"\n', encoding="utf-8")
    folder = project.data / "foi" / "overrides"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return project


def test_a_text_is_replaced_and_all_else_stays(library: Write) -> None:
    project = with_file(library, OWN)
    standard = read_answers(project)
    [own] = with_overrides(standard, "met", project).values()
    [before] = standard.values()
    assert own.means == "Arrests by the force's own count."
    assert (own.short_answer, own.does_not_mean, own.completeness, own.phrases) == (
        before.short_answer,
        before.does_not_mean,
        before.completeness,
        before.phrases,
    )


def test_all_four_texts_can_be_replaced(library: Write) -> None:
    more = 'short_answer = \'{{ figure("met", 2023, "arrests") }}.\'\ndoes_not_mean = "b"\nwho_might_hold = "c"\n'
    project = with_file(library, OWN + more)
    own = with_overrides(read_answers(project), "met", project)["how-many-arrests"]
    assert (own.short_answer, own.does_not_mean, own.who_might_hold) == ('{{ figure("met", 2023, "arrests") }}.', "b", "c")


def test_another_publisher_and_one_without_a_file_get_the_standard_texts(library: Write) -> None:
    project = with_file(library, OWN)
    standard = read_answers(project)
    assert with_overrides(standard, "btp", project) == standard


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("how-many-arrests", "how-many-arrest", r'met.toml, line 3.*unknown answer “how-many-arrest”. Did you mean "how-many-arrests"'),
        ("means =", "meens =", r'line 4.*unknown key “meens”. Did you mean "means"'),
        ("means =", "completeness =", r"line 4.*unknown key “completeness”"),
        ('answer = "how-many-arrests"\n', "", r"line 2.*the key “answer” is missing"),
        ("[[override]]", "[[overide]]", r'unknown key or table “overide”. Did you mean "override"'),
        ('"Arrests by the force\'s own count."', '""', r"line 4.*means is empty"),
        ('means = "Arrests by the force\'s own count."\n', "", r"line 2.*no text of its own"),
        ("force's", "{{ arrests }}", r"line 4.*a placeholder that does not read"),
        ('"Arrests by', '\'{{ figure("btp", 2024, "arrests") }}\' #', r"line 4.*quotes a figure of “btp” in the text of “met”"),
        ('"Arrests by', '\'{{ figure("met", 2024, "arrest") }}\' #', r'unknown measure “arrest” in a placeholder. Did you mean "arrests"'),
        (
            '"Arrests by',
            '\'{{ figure("met", 2021, "arrests") }}\' #',
            r"quotes a figure of 2021, which completeness does not claim to hold",
        ),
    ],
)
def test_a_wrong_override_is_refused_with_its_place(library: Write, old: str, new: str, message: str) -> None:
    assert old in OWN
    project = with_file(library, OWN.replace(old, new, 1))
    with pytest.raises(BadData, match=message):
        with_overrides(read_answers(project), "met", project)


def test_an_answer_named_twice_is_refused(library: Write) -> None:
    project = with_file(library, OWN + OWN)
    with pytest.raises(BadData, match=r"line 7.*the answer “how-many-arrests” stands on line 2 too"):
        with_overrides(read_answers(project), "met", project)


def test_a_file_named_after_no_publisher_is_refused(library: Write) -> None:
    project = with_file(library, OWN, "mets.toml")
    with pytest.raises(BadData, match=r'overrides/mets.toml, line 1: no publisher “mets” in data/publishers.toml. Did you mean "met"'):
        with_overrides(read_answers(project), "met", project)


def test_the_published_overrides_read(real: Project) -> None:
    answers = read_library(real).answers
    assert set(with_overrides(answers, "met", real)) == set(answers)
