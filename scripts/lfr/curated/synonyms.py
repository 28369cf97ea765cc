"""data/foi/synonyms.toml: the words by which the search of the site and the question box understand a reader."""

from dataclasses import dataclass
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_toml
from lfr.curated.rules import Holds, Unique, matching
from lfr.project import Project

_WORD = "[a-z0-9]+(-[a-z0-9]+)*"
_PLAIN = "in lower case, without apostrophes"
_word = matching(_WORD, f"It must be one word {_PLAIN}. Several words are a [[phrase]].")
_words = matching(rf"\s*|\s*{_WORD}(\s+{_WORD})*\s*", f"It must be words {_PLAIN}.")
_text = matching(rf"{_WORD}( {_WORD})*", f"It must be words {_PLAIN}, with one space between them.")
_phrase = matching(rf"{_WORD}( {_WORD})+", f"It must be two or more words {_PLAIN}, with one space between them.")
_address = matching("/.*", "Write an address of this site, such as /about/#contact or /{force}/boroughs/.")


@dataclass(frozen=True)
class Same(Entry):
    """Words that are taken for each other."""

    words: Annotated[tuple[str, ...], Holds(2), _word, Unique("Join the two lists, or drop it from one.")]


@dataclass(frozen=True)
class Phrase(Entry):
    """Words that mean something else together: one or more texts that are looked for instead."""

    said: Annotated[str, _phrase, Unique("Keep one entry with all its meanings.")]
    means: Annotated[tuple[str, ...], Holds(1), _text]


@dataclass(frozen=True)
class Lead(Entry):
    """Words that lead to a page before all others: to the first of the addresses that there is."""

    said: Annotated[tuple[str, ...], _text]
    to: Annotated[tuple[str, ...], _address]


@dataclass(frozen=True)
class Synonyms(Entry):
    """The whole file; its head explains the five."""

    stop: Annotated[str, _words] = ""
    asked_only: Annotated[str, _words] = ""
    same: tuple[Same, ...] = ()
    phrase: tuple[Phrase, ...] = ()
    lead: tuple[Lead, ...] = ()


def read_synonyms(project: Project) -> Synonyms:
    """Read and check the file. A word stands in one list, a phrase in one entry."""
    return read_toml(project.data / "foi" / "synonyms.toml", Synonyms)
