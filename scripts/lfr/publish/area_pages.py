"""The pages of places and boroughs, at addresses that last: stubs for the site, and a redirect for each former address."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from lfr.errors import BadData
from lfr.figures import Figures

Stub = Callable[[Path, str, str, str], None]

_POLICY = "default-src 'none'; base-uri 'self'; form-action 'self'"
_REDIRECT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Moved: {name} - LFR Statistics</title>
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><main><h1>This page has moved</h1><p>It is now at <a href="{target}">{name}</a>.</p></main></body>
</html>
"""


def write_area_pages(figures: Figures, publisher: str, short_name: str, stub: Stub) -> int:
    """Write one stub a place and borough of a publisher, and its redirects. Returns how many pages.

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
        if (kind, slug) in taken:
            raise BadData(
                f"The places “{taken[kind, slug]}” and “{name}” would both stand at /{publisher}/{kind}s/{slug}/."
                " Give the one that has none a place_id: a line in data/manual/places.csv with the name as printed."
            )
        taken[kind, slug] = name
        if kind == "borough":
            title = f"{plain(name)}, borough: deployments by the {short_name}"
        elif area["place_id"]:
            title = f"{plain(name)}: deployments by the {short_name}"
        else:
            # The name comes from a record: the title has only the letters of the address, the heading on the page the name.
            title = f"A place not looked up yet ({slug}): deployments by the {short_name}"
        described = title.partition(":")[0]
        description = f"{described}: live facial recognition by calendar year, with every deployment and its printed row."
        body = f'{{% set area = area("{publisher}", "{kind}", "{slug}") %}}{{% include "{kind}.md" %}}'
        stub(root / f"{kind}s" / f"{slug}.md", title, description, body)
    return len(areas) + _write_redirects(figures, publisher, {slug for kind, slug in taken if kind == "place"})


def _write_redirects(figures: Figures, publisher: str, places: set[str]) -> int:
    written = 0
    for line in figures.place_addresses().to_dict("records"):
        if line["publisher"] != publisher:
            continue
        former, target = line["former"], line["place_id"]
        if former in places:
            raise BadData(
                f"place_addresses.csv, line {line['line']}: /{publisher}/places/{former}/ still has deployments and a page of its own."
                " Give its printed names their new place in data/manual/places.csv first, or drop the line."
            )
        # A place whose last deployment went elsewhere has no page: its old addresses lead to the list.
        address, name = (f"../{target}/", target) if target in places else ("../", "the list of places")
        path = figures.project.pages / publisher / "places" / former / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_REDIRECT.format(policy=escape(_POLICY), name=name, target=address), encoding="utf-8")
        written += 1
    return written


def plain(name: str) -> str:
    """A name for the title of a page: letters, digits and the signs that names have. The theme prints titles as they are,
    so nothing is left that HTML, YAML or the template engine could take for its own."""
    return " ".join(re.sub(r"[^\w ,.’'()/-]", " ", name.replace("&", " and ")).split())
