"""The answers that site/assets/ask.js should suggest, scored a second time: the steps are told at its head."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

ENDINGS = [["ments", ""], ["ment", ""], ["ies", "y"], ["ings", ""], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]]


class Words:
    """Cuts a text into words, with the lists of data/foi/synonyms.toml. Its counterpart is `prepare` in site/assets/words.js."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.stop = frozenset(given["stop"])
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
        for ending, instead in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: len(word) - len(ending)] + instead
                break
        if len(word) > 3 and word[-1] == word[-2]:
            word = word[:-1]
        return word[:-1] if len(word) > 3 and word.endswith("e") else word


def prepared(given: Mapping[str, Any]) -> dict[str, Any]:
    """The rules to score by, of what the page reads: the answers with their phrases as words, and the weight of each word."""
    words = Words(given["words"])
    entries = []
    for answer in given["answers"]:
        phrases = [found for found in map(words.tokens, (answer["question"], *answer["asked"])) if found]
        counts = Counter(word for found in phrases for word in found)
        about = {word: min(1, count / 3) for word, count in counts.items()}
        entries.append({"id": answer["id"], "phrases": phrases, "about": about})
    known = sorted({word for entry in entries for word in entry["about"]})
    weights = {word: math.log(1 + len(entries) / sum(word in entry["about"] for entry in entries)) for word in known}
    return {"words": given["words"], "suggestions": 3, "floor": 0.45, "unknown": 2.0, "weights": weights, "answers": entries}


def suggest(asked: str, rules: Mapping[str, Any]) -> list[str]:
    """The ids of at most three answers that fit, the best first; none when nothing fits."""
    weights = rules["weights"]
    words = list(dict.fromkeys(_known(word, weights) for word in Words(rules["words"]).tokens(asked)))
    weight = sum(weights.get(word, rules["unknown"]) for word in words)
    scored = []
    for position, answer in enumerate(rules["answers"]):
        score = _score(words, weight, answer, weights)
        if score >= rules["floor"]:
            scored.append((-score, position, answer["id"]))
    return [name for _, _, name in sorted(scored)[: rules["suggestions"]]]


def _score(words: list[str], weight: float, answer: Mapping[str, Any], weights: Mapping[str, float]) -> float:
    likeness = 0.0
    for phrase in answer["phrases"]:
        shared = sum(weights[word] for word in words if word in phrase)
        if shared:
            likeness = max(likeness, shared / math.sqrt(weight * sum(weights[word] for word in phrase)))
    about = sum(weights[word] * answer["about"][word] for word in words if word in answer["about"])
    # In millionths: the last bit of a sum never decides between two answers, in Python or in a browser.
    return math.floor((likeness + (about / weight if weight else 0)) * 1e6 + 0.5) / 1e6


def _known(word: str, weights: Mapping[str, float]) -> str:
    """The word itself, or the first known one (in the order of the alphabet) that is one slip away."""
    if word in weights or len(word) < 5:
        return word
    return next((one for one in weights if len(one) > 3 and _one_slip(word, one)), word)


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter is missing, added, wrong, or two neighbours are exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
