"""Names that nobody bears: forces, boroughs and places of a country that does not exist."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

# The invented country: names, use cases, layouts and when they changed.
INVENTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("invented.toml").read_text(encoding="utf-8"))
_FIRST, _LAST, _KINDS = INVENTED["first"], INVENTED["last"], INVENTED["kinds"]


@dataclass(frozen=True)
class Place:
    """A place with the names that its force prints for it, all of them known to data/manual/places.csv.

    `busy` is how many faces pass there, against an average place (1).
    """

    place_id: str
    name: str
    borough: str
    printed: tuple[str, ...]
    busy: float


def force_name(number: int) -> str:
    return f"{_FIRST[(number * 5) % 16]}{_LAST[(number * 3 + number // 16) % 16]} Constabulary"


def boroughs(number: int) -> dict[str, str]:
    """Eight boroughs of one force by their codes; no two forces share a name."""
    return {
        f"E99{number:03d}{i:03d}": f"{_FIRST[(number + 2 * i) % 16]}{_LAST[(number * 7 + 3 * i) % 16]} and {_LAST[i].capitalize()} {number}"
        for i in range(8)
    }


def places(number: int, count: int, chance: Random) -> list[Place]:
    """`count` places of one force: most are streets of a named area, some a whole area."""
    found: dict[str, Place] = {}
    for borough in [*boroughs(number).values()] * (count // 8 + 1):
        area = f"{chance.choice(_FIRST)}{chance.choice(_LAST)}"
        street, kind = chance.choice(INVENTED["streets"]), chance.choice(list(_KINDS))
        whole = chance.random() < 0.2
        name = area if whole else f"{street} {kind}, {area}"
        printed = (area,) if whole else tuple(chance.sample([name, f"{street} {_KINDS[kind]}, {area}"], chance.choice([1, 1, 2])))
        # An id is one place's alone, whatever force it belongs to.
        place_id = re.sub(r"[^a-z0-9]+", "-", f"{name} {number}".lower())
        # Some places are ten times as busy as others; that is what makes a lost digit hard to see.
        busy = min(4.0, max(0.25, chance.lognormvariate(0, 0.45)))
        if place_id not in found and len(found) < count:
            found[place_id] = Place(place_id, name, borough, printed, busy)
    return list(found.values())
