"""Where things are. Every stage takes a `Project`, so that tests can work on a copy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lfr.errors import LfrError

PACKAGE = Path(__file__).resolve().parent
MODELS = PACKAGE / "warehouse" / "models"
CHECKS = PACKAGE / "warehouse" / "checks"
LAYOUTS = PACKAGE / "records" / "layouts.toml"
MEASURES = PACKAGE / "warehouse" / "measures.toml"


@dataclass(frozen=True)
class Project:
    """The folders of one project. `root` holds `data/`, `site/` and `mkdocs.yml`."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def extracted(self) -> Path:
        return self.data / "extracted"

    @property
    def manual(self) -> Path:
        return self.data / "manual"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def warehouse(self) -> Path:
        return self.build / "warehouse.duckdb"

    @property
    def pages(self) -> Path:
        """Pages and files made by `publish`, which the site takes in beside `site/`."""
        return self.build / "pages"

    @property
    def executed_notebooks(self) -> Path:
        """The notebooks with their results, which the site takes in beside the pages."""
        return self.build / "notebooks"

    @property
    def charts(self) -> Path:
        return self.build / "charts"

    @property
    def public(self) -> Path:
        return self.root / "public"


def find_project(start: Path | None = None) -> Project:
    """Find the project above `start` (default: the working directory, then this package).

    Raises LfrError when no folder above holds `data/publishers.toml`.
    """
    starts = [start] if start else [Path.cwd(), PACKAGE]
    for first in starts:
        for folder in (first.resolve(), *first.resolve().parents):
            if (folder / "data" / "publishers.toml").is_file():
                return Project(folder)
    raise LfrError(
        f"{starts[0]}: no project here (no data/publishers.toml in this folder or above)."
        " Run the command inside the project's folder, or name it with --project."
    )


def site_address(project: Project) -> str:
    """The address at which the site is served (`site_url` in mkdocs.yml), without the last slash; empty where it names none."""
    path = project.root / "mkdocs.yml"
    found = re.search(r"^site_url:\s*(\S+)", path.read_text(encoding="utf-8"), re.M) if path.is_file() else None
    return found[1].strip("\"'").rstrip("/") if found else ""
