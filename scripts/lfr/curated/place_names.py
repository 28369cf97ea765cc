"""data/manual/places.csv and boroughs.csv: what place a printed name stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from unicodedata import normalize

from lfr.curated.hand_kept import Entry
from lfr.curated.rules import Known, one_of, slug
from lfr.errors import BadData


@dataclass(frozen=True, kw_only=True)
class Borough(Entry):
    """One borough with its code in the official statistics."""

    borough_code: str
    borough: str


def _can_be_address(name: str, text: str) -> str:
    if text == "index":
        return f"{name} “index” is the address of the list of all places. Give the place another."
    return f"{name} has {len(text)} letters; the page's address holds at most 100. Shorten it." if len(text) > 100 else ""


@dataclass(frozen=True, kw_only=True)
class PlaceName(Entry):
    """One printed name of a place, for the records of one publisher."""

    publisher: str
    printed: str
    place_id: Annotated[str, slug, _can_be_address]
    place: str
    borough: Annotated[str, Known("borough", "data/manual/boroughs.csv")] = ""
    precision: Annotated[str, one_of("borough", "area", "street", "site")]
    borough_source: str
    note: str


def place_words(printed: str) -> tuple[str, ...]:
    """The words of a printed place, lower case, without apostrophes: “B’way, Stratford” is ("bway", "stratford")."""
    return tuple(re.findall(r"[^\W_]+", normalize("NFC", printed).replace("’", "").replace("'", "").lower()))


def place_key(printed: str) -> str:
    """The key under which a printed place is looked up; a name without letter or digit is its own key.

    A test holds it equal to the SQL macro of that name.
    """
    return " ".join(place_words(printed)) or printed


def check_boroughs(boroughs: Sequence[Borough]) -> None:
    """Raise BadData where two boroughs would share one page."""
    seen: dict[str, Borough] = {}
    for one in boroughs:
        other = seen.setdefault(place_key(one.borough), one)
        if other is not one:
            raise BadData(f"{one.where()}: the borough “{one.borough}” stands on line {other.at.line} too. Keep one of the two lines.")


def check_places(names: Sequence[PlaceName]) -> None:
    """Raise BadData where one place, by its id or by its printed name, has two names or two boroughs."""
    seen: dict[tuple[str, str, str], PlaceName] = {}
    for one in names:
        for key in ("id", one.place_id), ("printed", place_key(one.printed)):
            other = seen.setdefault((one.publisher, *key), one)
            if (other.place_id, other.place, other.borough) != (one.place_id, one.place, one.borough):
                raise BadData(
                    f"{one.where()}: “{one.printed}” and “{other.printed}” (line {other.at.line}) give one place"
                    " two names or two boroughs. Make them agree."
                )
