"""Every yearly figure counted once more, as a patient person with a calculator would.

Nothing of the package is used: no lfr, no DuckDB, no pandas. Where the two disagree, one of them is wrong. The code
is dull on purpose: one row at a time, one measure at a time.
"""

from __future__ import annotations

import csv
import math
import re
import statistics
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MET_2023 = ("met-2023", "met-2024")
SPLIT = ("met-2023", "met-2024", "met-2025", "csv-log")
ALL = ("met-2020", *SPLIT)
DISJOINT = ("met-2025", "csv-log")
STOPS = ("met-2020", "csv-log")  # that print stops

# measure: (the layouts that hold it, "sum" is 0 in a year without a deployment and "level" is empty there)
COUNTS = {
    "deployments": (ALL, "sum"),
    "deployments_stopped_early": (ALL, "sum"),
    "deployments_completed": (ALL, "sum"),
    "days": (ALL, "sum"),
    "places": (ALL, "sum"),
    "boroughs": (ALL, "sum"),
    "duration_minutes": (SPLIT, "sum"),
    "faces_seen": (ALL, "sum"),
    "watchlist_size_minimum": (ALL, "level"),
    "watchlist_size_median": (ALL, "level"),
    "watchlist_size_maximum": (ALL, "level"),
    "threshold_minimum": (SPLIT, "level"),
    "threshold_maximum": (SPLIT, "level"),
    "alerts": (ALL, "sum"),
    "true_alerts": (ALL, "sum"),
    "true_alerts_confirmed": (SPLIT, "sum"),
    "true_alerts_unconfirmed": (SPLIT, "sum"),
    "false_alerts": (ALL, "sum"),
    "false_alerts_confirmed": (SPLIT, "sum"),
    "false_alerts_unconfirmed": (SPLIT, "sum"),
    "stops_lower": (ALL, "sum"),
    "stops_upper": (ALL, "sum"),
    "accurate_stops": (STOPS, "sum"),
    "confirmed_alerts": (SPLIT, "sum"),
    "arrests": (ALL, "sum"),
    "other_disposals": (DISJOINT, "sum"),
    "no_action": (DISJOINT, "sum"),
    "outcomes_other_than_arrest": (SPLIT, "sum"),
    "engagement_outcomes": (SPLIT, "sum"),
}
RATES = {
    "accuracy_of_stops": (STOPS, "accurate_stops", "stops_upper"),
    "confirmed_alerts_true": (SPLIT, "true_alerts_confirmed", "confirmed_alerts"),
    "false_alerts_per_face": (ALL, "false_alerts", "faces_seen"),
    "false_alerts_per_alert": (ALL, "false_alerts", "alerts"),
}

PER_HOUR = {"arrests_per_hour": (SPLIT, "arrests", "duration_minutes")}

Row = dict[str, str]
Figure = tuple[float | None, float | None, float | None, float | None, float | None]  # value, numerator, denominator, lower, upper
NOTHING: Figure = (None, None, None, None, None)


def read_lines(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Data:
    """The files under data/ that the figures come from."""

    sources: list[dict[str, object]]  # the newest edition of each record
    rows: list[Row]  # of those editions
    applied: dict[tuple[str, str], str]  # (deployment id, column): what it is corrected to
    places: dict[tuple[str, str], tuple[str, str]]  # (publisher, key): place id, borough


def read_data(data: Path) -> Data:
    everything = tomllib.loads((data / "sources.toml").read_text(encoding="utf-8"))["source"]
    replaced = {source.get("supersedes") for source in everything}
    sources = [source for source in everything if source["id"] not in replaced]
    ids = {(line["source_id"], line["page"], line["row"]): line["deployment_id"] for line in read_lines(data / "deployment_ids.csv")}
    rows = []
    for source in sources:
        for line in read_lines(data / "extracted" / f"{source['id']}.csv"):
            line["id"] = ids[(line["source_id"], line["page"], line["row"])]
            line["publisher"] = source["publisher"]
            rows.append(line)
    by_id = {line["id"]: line for line in rows}
    applied = {}
    for line in read_lines(data / "manual" / "corrections.csv"):
        one = ids[(line["source_id"], line["page"], line["row"])]
        decided = line["status"] in ("accepted", "confirmed")
        if decided and one in by_id and by_id[one].get(line["column"], "") == line["printed"]:
            applied[(one, line["column"])] = line["corrected"]
    places = {}
    for line in read_lines(data / "manual" / "places.csv"):
        places[(line["publisher"], key_of(line["printed"]))] = (line["place_id"], line["borough"])
    return Data(sources, rows, applied, places)


def key_of(printed: str) -> str:
    """Letters and digits of a printed place, in lower case."""
    kept = ""
    for letter in printed.lower():
        if letter in "’'":
            continue
        kept += letter if letter.isalnum() else " "
    return " ".join(kept.split())


def whole(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else None


def day(text: str) -> date:
    if "-" in text:
        return date.fromisoformat(text)
    d, m, y = text.split("/")
    return date(int(y) if len(y) == 4 else 2000 + int(y), int(m), int(d))


def minutes(text: str) -> int | None:
    """A number before an h is hours, the next one minutes; a number alone, or before an m, is minutes."""
    numbers = [int(number) for number in re.findall("[0-9]+", text)]
    if not numbers:
        return None
    if "h" in text.lower() or ":" in text:
        return numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)
    return numbers[0]


def decimal(text: str) -> float | None:
    return float(text) if text and text[0] in "0123456789." else None


def plus(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def values_of(row: Row, data: Data, corrected: bool) -> dict[str, object]:
    """What one printed row says, under the names of the measures."""

    def text(name: str) -> str:
        if corrected and (row["id"], name) in data.applied:
            found = data.applied[(row["id"], name)]
            return "" if found == "unknown" else found
        return row.get(name) or ""

    def count(name: str) -> int | None:
        return whole(text(name))

    layout = row["layout"]
    place_id, borough = data.places.get((row["publisher"], key_of(text("location"))), ("", ""))
    printed_location = row["location"].lower()
    found: dict[str, object] = {
        "date": day(text("date")),
        "layout": layout,
        "publisher": row["publisher"],
        "stopped_early": "(" in printed_location and "stopped deployment)" in printed_location,
        "place": place_id,
        "borough": borough,
        "threshold": decimal(text("threshold")),
        "watchlist_size": count("watchlist_size"),
        "faces_seen": count("faces_seen"),
        "alerts": count("alerts"),
        "true_alerts_confirmed": count("true_alerts_confirmed"),
        "true_alerts_unconfirmed": count("true_alerts_unconfirmed"),
        "false_alerts_confirmed": count("false_alerts_confirmed"),
        "false_alerts_unconfirmed": count("false_alerts_unconfirmed"),
        "duration_minutes": count("duration_minutes") if layout == "csv-log" else minutes(text("duration")),
    }
    if layout == "met-2020":
        right, wrong = count("true_alert_engagements"), count("false_alert_engagements")
        found |= {"true_alerts": count("true_alerts"), "false_alerts": count("false_alerts"), "arrests": count("arrests_disposals")}
        found |= {"stops_lower": plus(right, wrong), "stops_upper": plus(right, wrong), "accurate_stops": right}
        return found
    right, wrong = count("true_alerts_confirmed"), count("false_alerts_confirmed")
    found["true_alerts"] = plus(right, count("true_alerts_unconfirmed"))
    found["false_alerts"] = plus(wrong, count("false_alerts_unconfirmed"))
    found |= {"confirmed_alerts": plus(right, wrong), "arrests": count("arrests")}
    other, none = count("other_disposals"), count("no_action")
    if layout in MET_2023:
        # One number printed twice.
        beside_arrests = none if none == other else None
    else:
        beside_arrests = plus(other, none)
        found |= {"other_disposals": other, "no_action": none}
    outcomes = plus(count("arrests"), beside_arrests)
    found |= {"outcomes_other_than_arrest": beside_arrests, "engagement_outcomes": outcomes}
    # Three columns that may be taken as stops: the least and the greatest of those that the row has.
    readings = [one for one in (right, plus(right, wrong), outcomes) if one is not None]
    found |= {"stops_lower": min(readings, default=None), "stops_upper": max(readings, default=None)}
    if layout == "csv-log" and count("stops") is not None:
        found |= {"stops_lower": count("stops"), "stops_upper": count("stops"), "accurate_stops": count("stops_accurate")}
    return found


def wilson(k: float, n: float) -> tuple[float, float]:
    """The two roots of (k/n - p)^2 = z^2 p (1 - p) / n, found as a quadratic in p."""
    z2 = 1.959964**2
    a, b, c = 1 + z2 / n, -(2 * k / n + z2 / n), (k / n) ** 2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def total(rows: list[dict[str, object]], name: str) -> float | None:
    known = [row[name] for row in rows if row.get(name) is not None]
    return float(sum(known)) if known else None  # type: ignore[arg-type]


def counted(rows: list[dict[str, object]], measure: str) -> float | None:
    """One count or level of one year."""
    if measure == "deployments":
        return float(len(rows))
    if measure == "deployments_stopped_early":
        return float(len([row for row in rows if row["stopped_early"]]))
    if measure == "deployments_completed":
        return float(len([row for row in rows if not row["stopped_early"]]))
    if measure in ("days", "places", "boroughs"):
        name = {"days": "date", "places": "place", "boroughs": "borough"}[measure]
        found = float(len({row[name] for row in rows if row[name]}))
        return None if rows and not found else found  # boroughs that nobody has looked up
    for end, choose in (("_minimum", min), ("_median", statistics.median), ("_maximum", max)):
        if measure.endswith(end):
            known = [row[measure.removesuffix(end)] for row in rows if row[measure.removesuffix(end)] is not None]
            return float(choose(known)) if known else None  # type: ignore[call-overload, type-var]
    return total(rows, measure)


def rate(rows: list[dict[str, object]], measure: str) -> Figure:
    _, above, below = RATES[measure]
    both = [row for row in rows if row.get(above) is not None and row.get(below) is not None]
    if not rows:
        return (None, None, None, None, None)
    k, n = total(both, above), total(both, below)
    if not n or k is None:
        return (None, k, n, None, None)
    return (k / n, k, n, *wilson(k, n))


def per_hour(rows: list[dict[str, object]], measure: str) -> Figure:
    _, above, below = PER_HOUR[measure]
    both = [row for row in rows if row.get(above) is not None and row.get(below) is not None]
    k, n = total(both, above), total(both, below)
    return (60 * k / n if k is not None and n else None, k, n, None, None)


def recount(data: Path) -> dict[tuple[str, int, str], tuple[Figure, float | None]]:
    """Every figure by (publisher, year, measure): as corrected, and its value as published."""
    read = read_data(data)
    corrected = [values_of(row, read, corrected=True) for row in read.rows]
    published = [values_of(row, read, corrected=False) for row in read.rows]
    found = {}
    for publisher in sorted({str(source["publisher"]) for source in read.sources}):
        mine = [source for source in read.sources if source["publisher"] == publisher]
        first = min(source["covers_from"].year for source in mine)  # type: ignore[attr-defined]
        last = max(source["covers_to"].year for source in mine)  # type: ignore[attr-defined]
        for year in range(first, last + 1):
            now = [row for row in corrected if row["publisher"] == publisher and row["date"].year == year]  # type: ignore[attr-defined]
            then = [row for row in published if row["publisher"] == publisher and row["date"].year == year]  # type: ignore[attr-defined]
            layouts = {row["layout"] for row in now}
            if not layouts:
                covering = [s["id"] for s in mine if s["covers_from"].year <= year <= s["covers_to"].year]  # type: ignore[attr-defined]
                layouts = {row["layout"] for row in read.rows if row["source_id"] in covering}
            for measure in [*COUNTS, *RATES, *PER_HOUR]:
                found[(publisher, year, measure)] = figure(measure, now, then, layouts)
    return found


def figure(measure: str, now: list[dict[str, object]], then: list[dict[str, object]], layouts: set[object]) -> tuple[Figure, float | None]:
    holds = {**COUNTS, **RATES, **PER_HOUR}[measure][0]
    if not layouts or (now and not layouts <= set(holds)):
        return NOTHING, None  # not covered, or not printed; where the record lists no deployment, every count is 0
    if measure in RATES:
        return rate(now, measure), rate(then, measure)[0]
    if measure in PER_HOUR:
        return per_hour(now, measure), per_hour(then, measure)[0]
    kind = COUNTS[measure][1]
    values = [0.0 if not rows and kind == "sum" else counted(rows, measure) for rows in (now, then)]
    return (values[0], None, None, None, None), values[1]


def by_threshold(data: Path) -> dict[tuple[str, int, float | None], tuple[float | None, ...]]:
    """For each publisher, year and threshold: first and last day (as numbers), deployments, faces seen, alerts, false alerts."""
    read = read_data(data)
    groups: dict[tuple[str, int, float | None], list[dict[str, object]]] = {}
    for line in read.rows:
        row = values_of(line, read, corrected=True)
        if row["layout"] in SPLIT:
            key = (str(row["publisher"]), row["date"].year, row["threshold"])  # type: ignore[attr-defined]
            groups.setdefault(key, []).append(row)  # type: ignore[arg-type]
    found = {}
    for key, rows in groups.items():
        days = sorted(row["date"].toordinal() for row in rows)  # type: ignore[attr-defined]
        found[key] = (days[0], days[-1], len(rows), total(rows, "faces_seen"), total(rows, "alerts"), total(rows, "false_alerts"))
    return found


def same_days(data: Path, publisher: str, first: date, last: date, measure: str) -> list[float | None]:
    """A count of these days as corrected and as published, where a record prints it; 0 where no deployment lies in them."""
    read = read_data(data)
    found = []
    for corrected in (True, False):
        rows = [values_of(row, read, corrected) for row in read.rows if row["publisher"] == publisher]
        inside = [row for row in rows if first <= row["date"] <= last]  # type: ignore[operator]
        found.append(counted(inside, measure) if inside else 0.0)
    return found
