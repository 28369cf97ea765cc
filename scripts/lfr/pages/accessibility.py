"""The accessibility statement, made from the last audit (`make audit`)."""

import hashlib
import json
from pathlib import Path
from typing import Any

from lfr.pages.page import Page
from lfr.pages.render import render_part
from lfr.project import Project

# What decides how every page looks and behaves. A new record is not part of it and does not make an audit stale.
_DESIGN = ("site/_theme", "site/_templates", "site/assets", "scripts/lfr/pages/templates")


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


def accessibility_audit(page: Page) -> str:
    """What was checked, when, how, and what came of it, as HTML."""
    project = page.figures.project
    return render_part(page, "audits.html", "accessibility", audit=read_audit(project), is_current=is_current(project))
