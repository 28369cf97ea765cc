"""What was measured about the project itself and is kept under data/audits/: how good the checks are, what spoiled files do, whether
everybody can use the pages. The words are those of templates/shown/parts/audits.html."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from lfr.errors import LfrError
from lfr.pages.page import Page
from lfr.project import Project

# What decides how every page looks and behaves. A new record is not part of it and does not make an audit stale.
_DESIGN = ("site/_theme", "site/_templates", "site/assets", "scripts/lfr/pages/templates")


def measured(page: Page, name: str) -> list[dict[str, str]]:
    """How good the checks are: the lines of `detectors` (kinds of seeded errors) or `detector-checks`."""
    text = _kept(page, f"{name}.csv", "`make detectors` measures it again.")
    return list(csv.DictReader(text.splitlines()))


def robustness(page: Page) -> dict[str, Any]:
    """What came of reading spoiled files."""
    told: dict[str, Any] = json.loads(_kept(page, "fuzz.json", "`make fuzz` writes build/fuzz.json; copy it there."))
    return told


def _kept(page: Page, name: str, how: str) -> str:
    path = page.figures.project.data / "audits" / name
    if not path.is_file():
        raise LfrError(f"data/audits/{name}: the file is missing. {how}")
    return path.read_text(encoding="utf-8")


def audit_file(project: Project) -> Path:
    """The last audit of accessibility (`make audit`)."""
    return project.data / "audits" / "accessibility.json"


def audit(page: Page) -> dict[str, Any] | None:
    """What it says, with whether it looked at the design as it is now; None where none was written yet."""
    project = page.figures.project
    path = audit_file(project)
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    return {**found, "is_current": found["of"] == fingerprint(project.root)}


def fingerprint(root: Path) -> str:
    """A short digest of the design of a project."""
    made = hashlib.sha256()
    for folder in _DESIGN:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                made.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:16]
