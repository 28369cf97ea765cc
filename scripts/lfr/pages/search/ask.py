"""What the question box on the page of answers, and the search, read: the words of data/foi/synonyms.toml, and how each answer is asked.

site/assets/words.js cuts texts into words and site/assets/ask.js says how an answer is scored; tests/oracle/suggested.py scores once more,
by another hand, and tests/unit/pages/test_ask.py holds that both agree.
"""

from collections.abc import Mapping
from typing import Any

from lfr.curated.answers import Answer
from lfr.curated.synonyms import Synonyms


def shared_words(synonyms: Synonyms) -> dict[str, Any]:
    """The lists by which a text is cut into words, for the question box and for the search."""
    return {
        "stop": synonyms.stop.split(),
        "asked_only": synonyms.asked_only.split(),
        "same": [one.words for one in synonyms.same],
        "phrases": {one.said: one.means for one in synonyms.phrase},
    }


def ways_to_ask(answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """Every answer with its question and the other ways in which people ask it."""
    return [{"id": one.id, "question": one.question, "asked": [*one.also_asked, *one.phrases]} for one in answers.values()]
