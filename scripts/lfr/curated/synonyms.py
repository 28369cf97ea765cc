"""data/foi/synonyms.toml: the words by which the search of the site and the question box understand a reader."""

import re
from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_toml
from lfr.errors import BadData
from lfr.project import Project

_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _one_word(name: str, text: str) -> str:
    if _WORD.fullmatch(text):
        return ""
    return f"“{text}” must be one word in lower case, without apostrophes. Several words are a [[phrase]]."


def _words(name: str, text: str) -> str:
    return _some_words(name, text, 2 if name == "said" else 1)


def _lead_words(name: str, text: str) -> str:
    return _some_words(name, text, 1)


def _some_words(name: str, text: str, least: int) -> str:
    words = text.split()
    if len(words) >= least and all(_WORD.fullmatch(word) for word in words):
        return ""
    return f"{name} “{text}” must be {'two or more words' if least > 1 else 'words'} in lower case, without apostrophes."


@dataclass(frozen=True)
class _Same(Entry):
    words: Annotated[tuple[str, ...], _one_word]


@dataclass(frozen=True)
class _Phrase(Entry):
    said: Annotated[str, _words]
    means: Annotated[tuple[str, ...], _words]


def _address(name: str, text: str) -> str:
    return "" if text.startswith("/") else f"“{text}” must be an address of this site, such as /about/#contact or /{{force}}/boroughs/."


@dataclass(frozen=True)
class _Lead(Entry):
    said: Annotated[tuple[str, ...], _lead_words]
    to: Annotated[tuple[str, ...], _address]


@dataclass(frozen=True)
class _File(Entry):
    stop: Annotated[str, _words] = ""
    asked_only: Annotated[str, _words] = ""
    same: tuple[_Same, ...] = ()
    phrase: tuple[_Phrase, ...] = ()
    lead: tuple[_Lead, ...] = ()


@dataclass(frozen=True)
class Synonyms:
    """What the file says; its head explains the five."""

    stop: tuple[str, ...]
    asked_only: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    phrases: dict[str, tuple[str, ...]]
    leads: tuple[tuple[str, tuple[str, ...]], ...]


def read_synonyms(project: Project) -> Synonyms:
    """Read and check the file. A word stands in one list, a phrase in one entry."""
    file = read_toml(project.data / "foi" / "synonyms.toml", _File)
    seen: dict[str, Entry] = {}
    for same in file.same:
        if len(same.words) < 2:
            raise BadData(f"{same.where('words')}: words must be a list of at least two texts.")
        for word in same.words:
            if word in seen:
                other = seen[word].where()
                raise BadData(f"{same.where('words')}: “{word}” stands in {other} too. Join the two lists, or drop it from one.")
            seen[word] = same
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in file.phrase:
        said = " ".join(phrase.said.split())
        if said in phrases:
            raise BadData(f"{phrase.where('said')}: “{said}” stands twice. Keep one entry with all its meanings.")
        if not phrase.means:
            raise BadData(f"{phrase.where('means')}: means is empty. Say in one or more texts what is looked for instead.")
        phrases[said] = tuple(" ".join(one.split()) for one in phrase.means)
    leads = tuple((said, lead.to) for lead in file.lead for said in lead.said)
    return Synonyms(tuple(file.stop.split()), tuple(file.asked_only.split()), tuple(same.words for same in file.same), phrases, leads)
