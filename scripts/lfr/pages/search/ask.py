"""Which standard answers fit a question in somebody's own words. The page runs the same steps in site/assets/ask.js.

A question is cut into words; words that say nothing here (“how”, “police”, a calendar year) go, endings go, and words
for one thing become one word. Each word weighs more, the fewer answers it occurs in. An answer scores

    the likeness of its best phrase (weight shared, over the geometric mean of both weights)
  + the share of the question's weight that the answer's phrases deal with, a word in three of them or more in full.

An unknown word that is one slip away from a known one (“wachlist”) counts as that one. Everything that both scorers
need is in one file, `parameters`; they must agree, which tests/unit/foi/test_ask.py holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from lfr.curated.answers import Answer

SUGGESTIONS = 3
# Below this nothing is suggested: one common word in common is no answer.
FLOOR = 0.45
# What a word weighs that no phrase knows: it lowers the score of a question about something else.
UNKNOWN = 2.0
_CENTRAL = 3

STOP_WORDS = """
a about above after all also am an and any anyone are aren as at be been being both but by can could did do does doing done each else
ever every facial for from get give given go going got had has hasn have having he her him his how i if im in into is isnt it its just
know lfr live london made make many may me met metropolitan my of on one ones or our out over people person persons please police
put recognition result s she should since so some somebody someone sort t tell than that the their them there these they thing things
this those to told too total under us use used uses using very want was we were what which will with would you your
"""

# The first word of a line stands for all of them.
SYNONYMS = """
arrest arrested apprehended caught catch
stop stopped approached engage engagement intervention detained
false wrong wrongly wrongful mistake mistaken error incorrect inaccurate misidentified misidentification innocent
accurate accuracy correct right
camera van
scan scanned processed captured
child kid minor teenager juvenile youngster baby
cost money price spend spent pay paid budget taxpayer expensive
retention retain keep kept store stored save delete deleted deletion
ethnicity ethnic race racial racist black minority
sex gender women woman men man female male
image photo picture photograph
legal law lawful lawfulness unlawful illegal
policy rule guideline guidance framework governance govern
where place location site area borough street
hour duration minute time length
officer staff personnel manpower
protest protester demo demonstration march rally
supplier supply company manufacturer contract
future next upcoming plan planned forthcoming
complaint complain complained
compensation compensate sue redress
radiation emission emit emf ray
health harm harmful safe safety
charge charged convicted conviction prosecution
avoid cover hide covering hiding
test tested testing evaluation evaluated
phone mobile
watchlist watch
often frequency frequently
fine fined
match hit flag flagged
rank authorise authorising authorised authority approve approves sign
change changed improve improvement
refuse refusing refusal
paper minutes email
consent permission ask
image pic
crime offence offender
"""

ENDINGS = [["ments", ""], ["ment", ""], ["ies", "y"], ["ings", ""], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]]


def parameters(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """What both scorers read: the answers with their phrases as words, and the weight of each word."""
    rules: dict[str, Any] = {"stop": sorted(STOP_WORDS.split()), "endings": ENDINGS, "synonyms": {}}
    for line in SYNONYMS.strip().splitlines():
        first, *others = (_stem(word, rules) for word in line.split())
        rules["synonyms"].update({other: first for other in others if other != first})
    entries = [_entry(answer, rules) for answer in answers.values()]
    words = sorted({word for entry in entries for word in entry["about"]})
    found_in = {word: sum(word in entry["about"] for entry in entries) for word in words}
    weights = {word: round(math.log(1 + len(entries) / found_in[word]), 4) for word in words}
    return {**rules, "suggestions": SUGGESTIONS, "floor": FLOOR, "unknown": UNKNOWN, "weights": weights, "answers": entries}


def _entry(answer: Answer, rules: dict[str, Any]) -> dict[str, Any]:
    asked = (answer.question, *answer.also_asked, *answer.phrases)
    phrases = [words for words in (tokens(one, rules) for one in asked) if words]
    counts: dict[str, int] = {}
    for words in phrases:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    about = {word: round(min(1, count / _CENTRAL), 4) for word, count in sorted(counts.items())}
    return {"id": answer.id, "question": answer.question, "phrases": phrases, "about": about}


def suggest(asked: str, rules: Mapping[str, Any]) -> list[str]:
    """The ids of at most three answers that fit, the best first; none when nothing fits."""
    weights = rules["weights"]
    words = list(dict.fromkeys(_known(word, weights) for word in tokens(asked, rules)))
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


def tokens(asked: str, rules: Mapping[str, Any]) -> list[str]:
    """The words of a question that say something, without endings, each once."""
    found = []
    for word in re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", asked.lower())):
        if word in rules["stop"] or re.fullmatch(r"20[2-9]\d", word):
            continue
        stem = _stem(word, rules)
        found.append(rules["synonyms"].get(stem, stem))
    return list(dict.fromkeys(found))


def _stem(word: str, rules: Mapping[str, Any]) -> str:
    for ending, instead in rules["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


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
