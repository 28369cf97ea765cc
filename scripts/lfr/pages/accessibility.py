"""The accessibility statement, made from the last audit (`make audit`)."""

import hashlib
import json
from html import escape
from pathlib import Path
from typing import Any

from lfr.project import Project
from lfr.wording.html import Cell, block, table
from lfr.wording.words import say_day

# What decides how every page looks and behaves. A new record is not part of it and does not make an audit stale.
_DESIGN = ("site/_theme", "site/_templates", "site/assets")


def fingerprint(root: Path) -> str:
    """A short digest of the design of a project."""
    made = hashlib.sha256()
    for folder in _DESIGN:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                made.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:16]


def audit_file(project: Project) -> Path:
    return project.data / "audits" / "accessibility.json"


def read_audit(project: Project) -> dict[str, Any] | None:
    """The last audit, or None where none was written yet."""
    path = audit_file(project)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def is_current(project: Project) -> bool:
    """Whether the last audit looked at the design as it is now."""
    audit = read_audit(project)
    return audit is not None and audit["of"] == fingerprint(project.root)


def statement(project: Project) -> str:
    """What was checked, when, how, and what came of it, as HTML."""
    audit = read_audit(project)
    if audit is None:
        return block("<p>No check of the whole site has been recorded yet.</p>")
    day, ways = say_day(audit["date"]), "; ".join(f"{way['width']} pixels wide, {way['colours']}" for way in audit["ways"])
    faults = audit["violations"] + audit["html_errors"]
    result = "No rule was broken." if not faults else f"{faults} breaches were found."
    now = (
        "The design has not changed since."
        if is_current(project)
        else "The design has changed since: the check stands for an earlier version, and is made again before a release."
    )
    rows = {
        "Day of the check": day,
        "Standard": audit["standard"],
        "Pages": f"{audit['pages']}: every page of the site",
        "Ways each was looked at": ways,
        "Programs": f"axe {audit['axe']['version']}, Nu HTML checker {audit['nu']['version']}, {audit['browser']}",
        "Breaches of the standard": str(audit["violations"]),
        "Errors in the HTML": str(audit["html_errors"]),
    }
    left_open = "".join(
        f"<li><code>{escape(one['rule'])}</code> on <code>{escape(one['where'])}</code>: {escape(one['reason'])}</li>"
        for one in audit["left_open"]
    )
    lowest = f"The lowest contrast measured in a chart is {audit['lowest_contrast_in_charts']} to 1."
    opened = f"<p>What the program leaves open, and why it is in order:</p><ul>{left_open}</ul><p>{lowest}</p>" if left_open else ""
    said = f"On {day} a program looked at all {audit['pages']} pages, {len(audit['ways'])} ways each. {result} {now}"
    head = table("The last check", ["What", "Result"], [[Cell(name), Cell(value)] for name, value in rows.items()])
    return block(f"<p>{said}</p>") + head + block(opened)
