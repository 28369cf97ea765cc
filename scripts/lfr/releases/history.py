"""The history of every figure as JSON: the script of a page reads it when a reader follows a link that cites a value."""

import json

from lfr.releases.figure_rows import Row
from lfr.warehouse.figures import Shown
from lfr.warehouse.measures import measures
from lfr.wording.addresses import anchor
from lfr.wording.words import say_day

Steps = list[dict[str, str]]


def history_json(own: dict[str, list[Row]], shown: Shown, releases: list[str]) -> str:
    """For each year and anchor of a page ("2024#arrests") the steps of the figure, oldest first."""
    found: dict[str, Steps] = {}
    for steps in own.values():
        found[f"{steps[-1]['year']}#{anchor(steps[-1]['measure'])}"] = [
            {"release": step["version"], "date": say_day(step["release_date"]) if step["release_date"] else "", "value": step["value"],
             "said": step["said"], "why": step["why"]}
            for step in steps
        ]  # fmt: skip
    for one in measures().values():
        for year in dict.fromkeys(steps[-1]["year"] for steps in own.values()) if one.kind == "range" else ():
            lower, upper = (found.get(f"{year}#{anchor(end)}") for end in (one.lower, one.upper))
            if lower and upper:
                found[f"{year}#{anchor(one.id)}"] = _of_range(lower, upper, [*releases, ""])
    return json.dumps({"shown": shown.version, "releases": releases, "figures": found}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _of_range(lower: Steps, upper: Steps, releases: list[str]) -> Steps:
    """The history of a range is that of its two ends."""
    lowers, uppers = ({step["release"]: step for step in side} for side in (lower, upper))
    low, high, steps = lower[0], upper[0], []
    for release in [one for one in releases if one in lowers or one in uppers]:
        low, high = lowers.get(release, low), uppers.get(release, high)
        is_one = low["said"] == high["said"]
        said = low["said"] if is_one else f"{low['said']} to {high['said']}"
        steps.append({**(lowers.get(release) or uppers[release]), "value": low["value"] if is_one else "", "said": said})
    return steps
