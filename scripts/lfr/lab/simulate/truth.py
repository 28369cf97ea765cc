"""What took place: deployments of invented forces, believable in each number and in how the numbers hang together.

The spread of each number is that of the real records of 2020 to 2025 (dates, lists and faces an hour against the rows
around them), not what a check would find easy. Nothing here knows a check, and no two forces share a stream of chance.
"""

import math
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

# The invented country: names, use cases, layouts and when they changed.
INVENTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("invented.toml").read_text(encoding="utf-8"))
_FIRST, _LAST, _KINDS = INVENTED["first"], INVENTED["last"], INVENTED["kinds"]
LAST_YEAR = 2025
_STOPPED_EARLY = 1 / 286  # as often as in the real records
_SUMS: dict[str, list[str]] = INVENTED["sums"]


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


@dataclass(frozen=True)
class Deployment:
    """One true deployment, its counts named as in records/layouts.toml."""

    number: int
    day: date
    place: Place
    printed_place: str
    is_stopped_early: bool
    duration_minutes: int
    use_case: str
    platform: str
    watchlist_size: int
    threshold: str
    faces_seen: int
    true_alerts_confirmed: int
    true_alerts_unconfirmed: int
    false_alerts_confirmed: int
    false_alerts_unconfirmed: int
    arrests: int
    other_disposals: int
    no_action: int

    def count(self, name: str) -> int:
        """A count, or one that follows from others."""
        return sum(map(self.count, _SUMS[name])) if name in _SUMS else getattr(self, name)


def since(what: str, day: date) -> Any:
    """What holds on a day, of what held from some days on."""
    return next(value for start, value in INVENTED[what] if day >= start)


def deployments(force: int, years: int, per_year: int, seed: int) -> list[Deployment]:
    """Every deployment of one force in the `years` up to and including 2025, about `per_year` in each, by date."""
    chance = Random(f"{seed}/{force}/truth")
    sites = places(force, max(8, min(60, round(3 * math.sqrt(per_year)))), chance)
    weights = [1 / (1 + index / 4) for index in range(len(sites))]
    lists = _lists(force, years, seed)
    found: list[Deployment] = []
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        for day in _days(year, per_year, chance):
            site = chance.choices(sites, weights)[0]
            found.append(_deployment(len(found) + 1, day, site, lists[day], chance))
    return found


def _days(year: int, count: int, chance: Random) -> list[date]:
    """Days of deployment, with repeats: two on most days that have any, as forces send out two vans."""
    first, length = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    per_day = max(1.8, count / 260)
    days: list[date] = []
    while len(days) < count:
        day = first + timedelta(days=chance.randrange(length))
        if day.weekday() == 6 and chance.random() < 0.7:
            continue
        days += [day] * max(1, round(chance.gauss(per_day, 0.5 * math.sqrt(per_day) - 0.2)))
    return sorted(days[:count])


def _lists(force: int, years: int, seed: int) -> dict[date, int]:
    """The watchlist of each day: it grows slowly, changes a little every day, and is weeded now and then."""
    chance = Random(f"{seed}/{force}/lists")
    size = chance.uniform(5000, 11000)
    day, lists = date(LAST_YEAR - years + 1, 1, 1), {}
    while day.year <= LAST_YEAR:
        size *= 1 + chance.gauss(0.0002, 0.002)
        if chance.random() < 0.005:
            size *= chance.uniform(0.93, 1.07)
        size = min(max(size, 3000), 40000)
        lists[day] = round(size)
        day += timedelta(days=1)
    return lists


def _deployment(number: int, day: date, site: Place, list_of_day: int, chance: Random) -> Deployment:
    minutes = round(min(520, max(30, chance.gauss(325, 60))))
    if chance.random() < 0.02:
        minutes = round(chance.uniform(30, 120))
    # Seen in the real records against the rows around: a middle spread of 1.8 times, and 3 in 100 more than five times.
    crowd = math.exp(chance.gauss(0, 0.38))
    if chance.random() < 0.03:
        crowd *= chance.choice([0.2, 4, 6])
    faces = max(100, round(since("faces_per_hour", day) * site.busy * crowd * minutes / 60))
    if chance.random() < 0.8:
        faces = round(faces, -1)
    true = _count(0.035 * minutes * min(2.0, site.busy), chance)
    false = _count(0.03 * true + 0.05, chance)
    confirmed, false_confirmed = _some(true, 0.95, chance), _some(false, 0.6, chance)
    arrests = _some(confirmed, 0.55, chance)
    other = _some(confirmed - arrests, 0.45, chance)
    # A third of the days has a second list a little longer or shorter than the first.
    size = list_of_day + (round(list_of_day * chance.gauss(0, 0.008)) if chance.random() < 0.15 else 0)
    return Deployment(
        number, day, site, chance.choice(site.printed), chance.random() < _STOPPED_EARLY, minutes,
        use_case=chance.choices([*INVENTED["keys"]["use_case"]], [90, 2, 5, 3])[0],
        platform=chance.choices(["van", "fixed", "station"], [95, 3, 2])[0],
        watchlist_size=size,
        threshold=since("thresholds", day),
        faces_seen=faces,
        true_alerts_confirmed=confirmed,
        true_alerts_unconfirmed=true - confirmed,
        false_alerts_confirmed=false_confirmed,
        false_alerts_unconfirmed=false - false_confirmed,
        arrests=arrests,
        other_disposals=other,
        no_action=confirmed - arrests - other,
    )  # fmt: skip


def _some(count: int, share: float, chance: Random) -> int:
    return sum(chance.random() < share for _ in range(count))


def _count(mean: float, chance: Random) -> int:
    """A count about `mean`, more spread than chance alone: some days are like none other."""
    rate = mean * chance.gammavariate(3, 1 / 3)
    limit, product, count = math.exp(-min(rate, 500)), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


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
