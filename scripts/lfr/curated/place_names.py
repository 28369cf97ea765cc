"""data/manual/places.csv and boroughs.csv: what place a printed name stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from unicodedata import normalize

from lfr.curated.hand_kept import Entry
from lfr.curated.rules import Known, one_of, slug
from lfr.errors import BadData, did_you_mean


@dataclass(frozen=True, kw_only=True)
class Borough(Entry):
    """One borough with its code in the official statistics, and the police force there: a publisher's id, or the name of another force."""

    borough_code: str
    borough: str
    policed_by: str = ""


def _can_be_address(name: str, text: str) -> str:
    if text == "index":
        return f"{name} “index” is the address of the list of all places. Give the place another."
    return f"{name} has {len(text)} letters; the page's address holds at most 100. Shorten it." if len(text) > 100 else ""


@dataclass(frozen=True, kw_only=True)
class PlaceName(Entry):
    """One printed name of a place, for the records of one publisher.

    `also_in` names further boroughs, parted by ";", in which the place lies or may lie: a street between two. It is not counted in them.
    """

    publisher: str
    printed: str
    place_id: Annotated[str, slug, _can_be_address]
    place: str
    borough: Annotated[str, Known("borough", "data/manual/boroughs.csv")] = ""
    precision: Annotated[str, one_of("borough", "area", "street", "site")]
    borough_source: str
    note: str
    also_in: str = ""

    @property
    def others(self) -> list[str]:
        """The boroughs of `also_in`."""
        return self.also_in.split(";") if self.also_in else []


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


def check_places(names: Sequence[PlaceName], boroughs: Sequence[Borough]) -> None:
    """Raise BadData where one place, by its id or by its printed name, has two names or two boroughs, or lies in one that is not known."""
    known = [one.borough for one in boroughs]
    seen: dict[tuple[str, str, str], PlaceName] = {}
    for one in names:
        for other_borough in one.others:
            if other_borough not in known or other_borough == one.borough:
                raise BadData(
                    f"{one.where()}: also_in names “{other_borough}”, which is not another borough.{did_you_mean(other_borough, known)}"
                )
        for key in ("id", one.place_id), ("printed", place_key(one.printed)):
            other = seen.setdefault((one.publisher, *key), one)
            if (other.place_id, other.place, other.borough, other.also_in) != (one.place_id, one.place, one.borough, one.also_in):
                raise BadData(
                    f"{one.where()}: “{one.printed}” and “{other.printed}” (line {other.at.line}) give one place"
                    " two names or two boroughs. Make them agree."
                )
