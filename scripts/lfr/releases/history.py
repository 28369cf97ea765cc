"""The history of every figure as JSON: what the script of a page asks when its reader comes with a cited value."""

from __future__ import annotations

import json

from lfr.releases.figure_rows import Row
from lfr.warehouse.figures import Shown
from lfr.wording.words import say_day


def history_json(own: dict[str, list[Row]], shown: Shown, releases: list[str]) -> str:
    """For each year and anchor of a page ("2024#arrests") the steps of the figure, oldest first."""
    found: dict[str, list[dict[str, str]]] = {}
    for steps in own.values():
        anchor = steps[-1]["measure"].replace("_", "-")
        found[f"{steps[-1]['year']}#{anchor}"] = [
            {"release": step["version"], "date": say_day(step["release_date"]) if step["release_date"] else "", "value": step["value"],
             "said": step["said"], "why": step["why"]}
            for step in steps
        ]  # fmt: skip
    found |= _ranges(found)
    return json.dumps({"shown": shown.version, "releases": releases, "figures": found}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _ranges(found: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The range of stops has an anchor of its own: its history is that of its two ends."""
    ranges = {}
    for key, lower in found.items():
        year, _, anchor = key.partition("#")
        upper = found.get(f"{year}#stops-upper")
        if anchor != "stops-lower" or not upper:
            continue
        releases = list(dict.fromkeys(step["release"] for step in [*lower, *upper]))
        steps = []
        for release in sorted(releases, key=lambda one: (not one, [int(part) for part in one.split(".")] if one else [])):
            ends = [[step for step in side if releases.index(step["release"]) <= releases.index(release)][-1] for side in (lower, upper)]
            said = ends[0]["said"] if ends[0]["said"] == ends[1]["said"] else f"{ends[0]['said']} to {ends[1]['said']}"
            newest = next((step for side in (lower, upper) for step in side if step["release"] == release), ends[0])
            steps.append({**newest, "value": ends[0]["value"] if said == ends[0]["said"] else "", "said": said})
        ranges[f"{year}#stops"] = steps
    return ranges
