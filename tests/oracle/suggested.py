"""The answers that site/assets/ask.js should suggest, scored a second time: the steps are told in lfr/pages/search/ask.py."""

import math
from collections.abc import Mapping
from typing import Any

from lfr.pages.search.ask import Words


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
