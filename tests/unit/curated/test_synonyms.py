"""The reader's own words are data, and a wrong entry is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from lfr.curated.library import read_synonyms
from lfr.errors import BadData
from lfr.project import Project


def read(tmp_path: Path, text: str) -> Project:
    (tmp_path / "data" / "foi").mkdir(parents=True)
    (tmp_path / "data" / "foi" / "synonyms.toml").write_text(text, encoding="utf-8")
    return Project(tmp_path)


def test_words_and_phrases_are_read(tmp_path: Path) -> None:
    text = """
stop = "a about"
asked_only = "where"

[[same]]
words = ["arrest", "nicked"]

[[phrase]]
said = "wrong person"
means = ["false alerts", "accuracy"]
"""
    found = read_synonyms(read(tmp_path, text))
    assert (found.stop, found.asked_only) == ("a about", "where")
    assert [one.words for one in found.same] == [("arrest", "nicked")]
    assert [(one.said, one.means) for one in found.phrase] == [("wrong person", ("false alerts", "accuracy"))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[sam]]\nwords = []", 'line 1: unknown key or table “sam”. Did you mean "same"?'),
        ('[[same]]\nword = ["a", "b"]', 'line 2, same “1”: unknown key “word”. Did you mean "words"?'),
        ('[[same]]\nwords = ["arrest"]', "line 2, same “1”: words holds 1; give at least 2."),
        ('[[same]]\nwords = ["arrest", "Nicked"]', "words is “Nicked”. It must be one word in lower case"),
        (
            '[[same]]\nwords = ["a", "b"]\n[[same]]\nwords = ["c", "b"]',
            "line 4, same “2”: the words “b” stands on line 1 too.",
        ),
        ('[[phrase]]\nsaid = "wrong"\nmeans = ["false"]', "line 2, phrase “wrong”: said is “wrong”. It must be two or more words"),
        ('[[phrase]]\nsaid = "wrong person"', "line 1, phrase “wrong person”: the key “means” is missing. Add it"),
        (
            '[[phrase]]\nsaid = "a b"\nmeans = ["c"]\n[[phrase]]\nsaid = "a b"\nmeans = ["d"]',
            "the said “a b” stands on line 1 too.",
        ),
        ('stop = "a, about"', "line 1: stop is “a, about”. It must be words in lower case"),
        ('stop = ["a"]', "line 1: stop is ['a']; it should be text in quotes."),
        ("same = 1", "line 1: write each same as a table of its own, under a line [[same]]"),
        ("same = [", "synonyms.toml: not valid TOML"),
    ],
)
def test_a_wrong_entry_is_refused_with_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadData) as error:
        read_synonyms(read(tmp_path, text))
    assert said in str(error.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="the file is missing"):
        read_synonyms(Project(tmp_path))
