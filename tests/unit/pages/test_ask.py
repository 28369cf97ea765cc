"""Ask-first search: people's own words lead to the right answer, the same way in Python and in the page."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lfr.curated.answers import Answer, read_answers
from lfr.curated.library import read_synonyms
from lfr.pages.search_index import shared_words, ways_to_ask
from lfr.project import Project
from oracle.suggested import Words, prepared, suggest

HELD = Path(__file__).parent / "held_phrasings.csv"
SCRIPT = Path(__file__).resolve().parents[3] / "site" / "assets" / "ask.js"
# Words that a page could be given by accident or by malice.
ODD = [
    "",
    "   ",
    "constructor",
    "__proto__ tostring hasOwnProperty",
    "ÀÉ İ hello’s",
    "2024 2025",
    "<b>arrests</b>",
    "wachlist",
    "arrests " * 200,
]


@pytest.fixture(scope="module")
def answers(real: Project) -> dict[str, Answer]:
    return read_answers(real)


@pytest.fixture(scope="module")
def given(real: Project, answers: dict[str, Answer]) -> dict[str, Any]:
    # As the page gets it: through the file.
    found: dict[str, Any] = json.loads(json.dumps({"words": shared_words(read_synonyms(real)), "answers": ways_to_ask(answers)}))
    return found


@pytest.fixture(scope="module")
def rules(given: dict[str, Any]) -> dict[str, Any]:
    return prepared(given)


@pytest.fixture(scope="module")
def held() -> list[tuple[str, str]]:
    with HELD.open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["answer"]) for row in csv.DictReader(file)]


def plain(phrase: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", phrase.lower()))


def test_there_are_at_least_110_held_phrasings_and_every_answer_has_some(held: list[tuple[str, str]], answers: dict[str, Answer]) -> None:
    assert len({plain(phrase) for phrase, _ in held}) >= 110
    assert {answer for _, answer in held} == set(answers)


def test_no_held_phrasing_is_a_curated_one(held: list[tuple[str, str]], answers: dict[str, Answer]) -> None:
    curated = {plain(one) for answer in answers.values() for one in (answer.question, *answer.also_asked, *answer.phrases)}
    assert [phrase for phrase, _ in held if plain(phrase) in curated] == []


def test_nineteen_in_twenty_held_phrasings_find_their_answer_among_the_first_three(
    held: list[tuple[str, str]], rules: dict[str, Any], record_property: Any
) -> None:
    found = [(phrase, answer, suggest(phrase, rules)) for phrase, answer in held]
    first = sum(ids[:1] == [answer] for _, answer, ids in found) / len(held)
    missed = [(phrase, answer, ids) for phrase, answer, ids in found if answer not in ids]
    record_property("top_1", first)
    record_property("top_3", 1 - len(missed) / len(held))
    assert len(missed) <= len(held) / 20, missed
    assert first >= 0.75, f"only {first:.0%} in the first place"


def test_every_curated_phrase_leads_to_its_own_answer(rules: dict[str, Any], answers: dict[str, Answer]) -> None:
    asked = [(one, answer.id) for answer in answers.values() for one in (answer.question, *answer.also_asked, *answer.phrases)]
    assert [(one, name) for one, name in asked if name not in suggest(one, rules)] == []


@pytest.mark.parametrize("asked", ["what is the weather tomorrow", "hello", "facial recognition", "police", "", "2024"])
def test_what_is_about_nothing_here_gets_no_suggestion(rules: dict[str, Any], asked: str) -> None:
    assert suggest(asked, rules) == []


def test_at_most_three_answers_are_suggested(rules: dict[str, Any], held: list[tuple[str, str]]) -> None:
    assert max(len(suggest(phrase, rules)) for phrase, _ in held) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("arrested", "arrests"),
        ("scanned", "scanning"),
        ("policies", "policy"),
        ("stopped", "stop"),
        ("images", "pictures"),
        ("van", "cameras"),
    ],
)
def test_forms_of_a_word_and_words_for_one_thing_are_one_word(rules: dict[str, Any], one: str, other: str) -> None:
    words = Words(rules["words"])
    assert words.tokens(one) == words.tokens(other) != []


@pytest.mark.parametrize("slip", ["wachlist", "watchlits", "watchlistt", "watchlust"])
def test_one_slip_in_a_word_is_forgiven(rules: dict[str, Any], slip: str) -> None:
    assert suggest(f"size of {slip}", rules) == suggest("size of watchlist", rules)


# On a machine without node the test is not there; the header of the run says so (tests/conftest.py).
if shutil.which("node"):

    def test_the_page_suggests_what_python_suggests(
        tmp_path: Path, held: list[tuple[str, str]], answers: dict[str, Answer], given: dict[str, Any], rules: dict[str, Any]
    ) -> None:
        curated = [one for answer in answers.values() for one in (answer.question, *answer.also_asked, *answer.phrases)]
        asked = [*(phrase for phrase, _ in held), *curated, *ODD]
        path = tmp_path / "given.json"
        path.write_text(json.dumps({"given": given, "asked": asked}), encoding="utf-8")
        program = (
            "const {ready, suggest} = require(process.argv[1]);"
            "const {given, asked} = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf-8'));"
            "const rules = ready(given);"
            "console.log(JSON.stringify(asked.map((one) => suggest(one, rules).map((answer) => answer.id))));"
        )
        run = subprocess.run(["node", "-e", program, str(SCRIPT), str(path)], capture_output=True, text=True, check=True)
        in_page = dict(zip(asked, json.loads(run.stdout), strict=True))
        in_python = {one: suggest(one, rules) for one in asked}
        assert in_page == in_python


def test_the_script_asks_nobody_but_this_site() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r"https?:|XMLHttpRequest|sendBeacon|WebSocket|localStorage|cookie|innerHTML|eval\(", text) == []
    assert text.count("fetch(") == 1 and "fetch(box.dataset.ask)" in text
