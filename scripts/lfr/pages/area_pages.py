"""The pages of places and boroughs: a stub each, at an address that lasts.

The last part of the address is the place's id in data/manual/places.csv, which does not change with the name. Where it must,
data/manual/moved.csv keeps the old address alive, as for any page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lfr.errors import BadData
from lfr.warehouse.figures import Figures

Stub = Callable[[Path, str, str, str], None]


_LONGEST = 120  # letters of the last part of an address: a file name ends at 255 bytes, and other parts are added to it


def write_area_pages(figures: Figures, publisher: str, short_name: str, stub: Stub) -> int:
    """Write one stub a place and borough of a publisher. Returns how many.

    Raises BadData when two places would share an address, or a name leaves no letters for one.
    """
    root = figures.project.pages / publisher
    taken: dict[tuple[str, str], str] = {}
    areas = figures.areas(publisher).to_dict("records")
    for area in areas:
        kind, slug, name = area["kind"], area["slug"], area["name"]
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug or ""):
            raise BadData(
                f"The printed place “{name}” has no letter or digit that an address can hold."
                " Give it a place_id: a line in data/manual/places.csv with the name as printed."
            )
        if len(slug) > _LONGEST:
            raise BadData(
                f"The printed place “{name[:60]}…” has {len(name)} letters, more than an address can hold (at most {_LONGEST})."
                " Give it a place_id: a line in data/manual/places.csv with the name as printed."
            )
        if (kind, slug) in taken:
            raise BadData(
                f"The places “{taken[kind, slug]}” and “{name}” would both stand at /{publisher}/{kind}s/{slug}/."
                " Give the one that has none a place_id: a line in data/manual/places.csv with the name as printed."
            )
        taken[kind, slug] = name
        if kind == "borough":
            called = f"{plain(name)} (borough)"
        elif area["place_id"]:
            called = plain(name)
        else:
            # The name comes from a record: the title has only the letters of the address, the heading on the page the name.
            called = f"place not looked up yet ({slug})"
        title = f"{short_name}, {called}"
        description = (
            f"Live facial recognition by the {short_name}, {called}: counts by calendar year, and every deployment with its printed row."
        )
        body = f'{{% set area = area("{publisher}", "{kind}", "{slug}") %}}{{% include "{kind}.md" %}}'
        stub(root / f"{kind}s" / f"{slug}.md", title, description, body)
    return len(areas)


def plain(name: str) -> str:
    """A name for the title of a page: letters, digits and the signs that names have. The theme prints titles as they are,
    so nothing is left that HTML, YAML or the template engine could take for its own."""
    return " ".join(re.sub(r"[^\w ,.’'()/-]", " ", name.replace("&", " and ")).split())
