"""Which pages stand for all, and the ways in which they are looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
# So many pages in one folder are made by one template; fewer are each a page of its own.
_FAMILY = 5
# Written by hand, however many there are: each has something of its own.
_BY_HAND = ("/", "/about/", "/met/", "/quality/")


@dataclass(frozen=True)
class Way:
    """One way to look at a page."""

    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


WAYS = tuple(Way(width, scheme) for width, scheme in product(WIDTHS, SCHEMES))


def addresses(public: Path) -> list[str]:
    """Every page of a built site, such as "/met/years/2024/"."""
    return sorted("/" + path.relative_to(public).as_posix().removesuffix("index.html") for path in public.rglob("*.html"))


def representatives(sizes: dict[str, int]) -> list[str]:
    """One page for each template: the largest of a family, every other page itself. `sizes`: bytes by address."""
    members = Counter(_folder_of(address) for address in sizes)
    large = {folder for folder, count in members.items() if count >= _FAMILY and folder not in _BY_HAND}
    families: dict[str, list[str]] = {}
    for address in sorted(sizes):
        # The pages below the pages of a family are one family too: the years of each measure.
        folder = _folder_of(address)
        families.setdefault(_folder_of(folder) + "*/" if _folder_of(folder) in large else folder, []).append(address)
    chosen: list[str] = []
    for folder, found in families.items():
        # An overview over its family is not one of it: /met/years/ stands in /met/.
        chosen += [max(found, key=lambda one: (sizes[one], one))] if len(found) >= _FAMILY and folder not in _BY_HAND else found
    return sorted(chosen)


def _folder_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0] + "/"


def representatives_of(public: Path) -> list[str]:
    return representatives(
        {one: (public / one.lstrip("/") / ("index.html" if one.endswith("/") else "")).stat().st_size for one in addresses(public)}
    )


def ways_for(address: str, everything: list[str], chosen: list[str], every: bool) -> tuple[Way, ...]:
    """All four for the page of a template and, where `every` page is looked at, for each; else one for every tenth page, each another."""
    at, more = divmod(everything.index(address), 10)
    return WAYS if every or address in chosen else () if more else (WAYS[at % len(WAYS)],)
