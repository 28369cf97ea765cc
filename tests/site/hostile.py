"""A copy of the project in which every name that somebody else wrote tries to be something else than a name."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from lfr.project import Project

# What each tries to be: a script, a tag, a template, Markdown, a formula, a path, another direction of reading, another format.
SCRIPT = "Evil<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)> Evil Road'
TEMPLATE = "Evil {{ 7*191 }} {% include 'x' %} {# gone #} ${7*191}"
MARKDOWN = "Evil [click](javascript:alert(3)) **bold** ![p](//evil.example/p.png) `code` | cell"
FORMULA = '=HYPERLINK("http://evil.example","Evil")'
PLUS, AT, MINUS, TAB = "+1+191 Evil", "@SUM(191) Evil", "-191+1 Evil", "\t=191 Evil"
PATH = "../../../evil/../../evil.html"
BIDI = "Evil \u202egnp.exe\u202c \u2066Lane"
ENTITY = "Evil &lt;script&gt; &amp; ]]> <!-- --> </title></svg> \\input{evil} %0A"
LONG = "Evil" + "x" * 400
NAMES = [SCRIPT, IMAGE, TEMPLATE, MARKDOWN, FORMULA, PLUS, AT, MINUS, TAB, PATH, ENTITY, LONG]
# Names whose addresses collide with each other or with a page that there is, or that have no letter for one.
AWKWARD = [
    "index", "Church Street Croydon Evil", "Café Evil", "Cafe Evil", "CAFÉ Evil", "Straße Evil", "Stra e Evil", "Ørsted Evil", "rsted Evil",
    "東京", "شارع الملك", "רחוב המלך", "Ωmega", "???", "—", "…", "½", "\u2003\u200b", "", "\u200f\u200e",
    "oxford circus 2a5cbbb3", "George Street: Croydon Evil",
]  # fmt: skip
PRINTED = [*NAMES, BIDI, *AWKWARD]  # files kept by hand are refused with a mark of direction in them (lfr/errors.py)


def make_hostile(project: Project) -> list[str]:
    """Give hostile names to places (as printed and as looked up) and to documents. Returns the slugs of the places renamed."""
    shutil.rmtree(project.data / "releases")  # frozen figures name the real places
    slugs = _rename_places(project.manual / "places.csv")
    _rename_printed(project)
    _rename(project.data / "sources.toml", "title", 3)
    _rename(project.data / "documents.toml", "title", len(NAMES))
    _rename(project.data / "documents.toml", "summary", len(NAMES))
    for path in sorted((project.data / "disclosures").glob("*.toml"))[:4]:
        _rename(path, "title", 1)
        _rename(path, "asked", 3)
    return slugs


def _rename_places(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    ids = list(dict.fromkeys(line["place_id"] for line in lines))[: len(NAMES)]
    names = dict(zip(ids, NAMES, strict=True))
    for line in lines:
        line["place"] = names.get(line["place_id"], line["place"]).strip()
        line["note"] = SCRIPT if line["place_id"] in names else line["note"]
    _write(path, lines)
    return ids


def _rename_printed(project: Project) -> None:
    """One printed name each, in rows that nobody corrected; they are in no list of places."""
    path = project.extracted / "met-2025-to-2025-07-11.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    corrections = (project.manual / "corrections.csv").read_text(encoding="utf-8")
    decisions = (project.manual / "decisions.csv").read_text(encoding="utf-8")
    names = iter(PRINTED)
    for line in lines:
        place = f"{line['source_id']},{line['page']},{line['row']},"
        if place not in corrections and place not in decisions:
            name = next(names, None)
            if name is None:
                break
            line["location"] = name.replace("Evil", "Printed")
    _write(path, lines)


def _write(path: Path, lines: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def _rename(path: Path, key: str, most: int) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    names = iter(NAMES[:most])
    for number, line in enumerate(lines):
        if line.startswith(f"{key} = "):
            name = next(names, None)
            if name is not None:
                lines[number] = f"{key} = {_toml(name)}"
    path.write_text("\n".join(lines), encoding="utf-8")


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'
