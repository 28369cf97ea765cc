"""Which pages stand for all, and the ways in which they are looked at."""

from __future__ import annotations

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


def folder_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0] + "/"


def representatives(sizes: dict[str, int]) -> list[str]:
    """One page for each template: the largest of a family, every other page itself. `sizes`: bytes by address."""
    families: dict[str, list[str]] = {}
    for address in sorted(sizes):
        families.setdefault(folder_of(address), []).append(address)
    chosen: list[str] = []
    for folder, members in families.items():
        # An overview over its family is not one of it: /met/years/ stands in /met/.
        if folder in _BY_HAND or len(members) < _FAMILY:
            chosen += members
        else:
            chosen.append(max(members, key=lambda one: (sizes[one], one)))
    return sorted(chosen)


def representatives_of(public: Path) -> list[str]:
    return representatives(
        {one: (public / one.lstrip("/") / ("index.html" if one.endswith("/") else "")).stat().st_size for one in addresses(public)}
    )


def ways_for(address: str, everything: list[str], chosen: list[str], four: bool) -> tuple[Way, ...]:
    """All four for the page of a template; else one, and another for the next page."""
    return WAYS if four or address in chosen else (WAYS[everything.index(address) % len(WAYS)],)
