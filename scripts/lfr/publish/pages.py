"""The pages that come from the data: one a year, one a document. Each is a stub; its text is a template in `site/_templates/`."""

from __future__ import annotations

import shutil
from pathlib import Path

from lfr.figures import Figures


def write_pages(figures: Figures) -> int:
    """Write the stubs into `build/pages/`. Returns how many.

    A stub holds only names and years that the project itself made up, never text from a record: whatever a record
    prints reaches a page through a macro, after the template engine, and is escaped there.
    """
    root = figures.project.pages
    for folder in ("met", "methods", "notebooks"):
        shutil.rmtree(root / folder, ignore_errors=True)
    written = 0
    for publisher in figures.publishers().itertuples():
        for year in figures.years(publisher.id).itertuples():
            description = (
                f"Live facial recognition by the {publisher.short_name} in {year.label}: deployments, places, alerts, stops and arrests."
            )
            _stub(
                root / publisher.id / "years" / f"{year.year}.md",
                f"{publisher.short_name}, {year.label}",
                description,
                f'{{% set publisher = "{publisher.id}" %}}{{% set year = {year.year} %}}{{% include "year.md" %}}',
            )
            written += 1
    for source in figures.sources().itertuples():
        _stub(
            root / source.publisher / "records" / f"{source.id}.md",
            f"{source.title}: every row as printed",
            f"Every cell of the document {source.id} as printed, with corrections beside it.",
            f'{{% set source_id = "{source.id}" %}}{{% include "record.md" %}}',
        )
        written += 1
    return written


def _stub(path: Path, title: str, description: str, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    quoted = title.replace('"', "'")
    path.write_text(f'---\ntitle: "{quoted}"\ndescription: "{description}"\nhide:\n  - toc\n---\n\n{body}\n', encoding="utf-8")
