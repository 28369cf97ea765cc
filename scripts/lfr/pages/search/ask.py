"""What site/assets/ask.js needs to find the standard answers that fit a question in somebody's own words.

A question is cut into words; words that tell nothing apart here (“how”, “police”, a calendar year) go, endings go, and words
for the same thing become one word. A word weighs more, the fewer answers it occurs in. The score of an answer is

    the likeness of its best phrase (weight shared, over the geometric mean of both weights)
  + the share of the question's weight that the answer's phrases deal with; a word counts in full when three of them have it.

An unknown word that is one slip away from a known one (“wachlist”) counts as that one. `parameters` is everything that the
page reads; tests/oracle/suggested.py scores once more, by another hand, and tests/unit/pages/test_ask.py holds that both agree.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from lfr.curated.answers import Answer
from lfr.curated.synonyms import Synonyms

SUGGESTIONS = 3
# The least score of a suggestion. A single common word in common does not make an answer.
FLOOR = 0.45
# The weight of a word that no phrase has. It lowers the score of a question about something else.
UNKNOWN = 2.0
_CENTRAL = 3

# The first ending that fits is taken off a word and replaced. site/assets/words.js does the same.
ENDINGS = [["ments", ""], ["ment", ""], ["ies", "y"], ["ings", ""], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]]


def shared_words(synonyms: Synonyms) -> dict[str, Any]:
    """What site/assets/words.js needs to cut a text into words, for the question box and for the search."""
    return {
        "stop": synonyms.stop.split(),
        "asked_only": synonyms.asked_only.split(),
        "same": [one.words for one in synonyms.same],
        "phrases": {one.said: one.means for one in synonyms.phrase},
        "endings": ENDINGS,
    }


class Words:
    """Cuts a text into words, with the lists of `shared_words`. Its counterpart is `prepare` in site/assets/words.js."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.stop = frozenset(given["stop"])
        self.endings = given["endings"]
        self.first = {self.stem(word): self.stem(same[0]) for same in given["same"] for word in same}

    def tokens(self, asked: str) -> list[str]:
        """The words of a question that tell something, without endings, each once."""
        plain = re.sub("[\u0300-\u036f'’‘]", "", unicodedata.normalize("NFKD", asked)).lower()
        telling = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in self.stop and not re.fullmatch(r"20[2-9]\d", word)]
        firsts = [self.first.get(stem, stem) for stem in map(self.stem, telling)]
        return [word for word in dict.fromkeys(firsts) if word not in self.stop]

    def stem(self, word: str) -> str:
        if word.isdecimal():
            return word.lstrip("0") or "0"
        for ending, instead in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: len(word) - len(ending)] + instead
                break
        if len(word) > 3 and word[-1] == word[-2]:
            word = word[:-1]
        return word[:-1] if len(word) > 3 and word.endswith("e") else word


def parameters(answers: Mapping[str, Answer], synonyms: Synonyms) -> dict[str, Any]:
    """What the page reads: the words, the answers with their phrases as words, and the weight of each word."""
    shared = shared_words(synonyms)
    words = Words(shared)
    entries = [_entry(answer, words) for answer in answers.values()]
    known = sorted({word for entry in entries for word in entry["about"]})
    found_in = {word: sum(word in entry["about"] for entry in entries) for word in known}
    weights = {word: round(math.log(1 + len(entries) / found_in[word]), 4) for word in known}
    return {"words": shared, "suggestions": SUGGESTIONS, "floor": FLOOR, "unknown": UNKNOWN, "weights": weights, "answers": entries}


def _entry(answer: Answer, words: Words) -> dict[str, Any]:
    asked = (answer.question, *answer.also_asked, *answer.phrases)
    phrases = [found for found in map(words.tokens, asked) if found]
    counts = Counter(word for found in phrases for word in found)
    about = {word: round(min(1, count / _CENTRAL), 4) for word, count in sorted(counts.items())}
    return {"id": answer.id, "question": answer.question, "phrases": phrases, "about": about}
