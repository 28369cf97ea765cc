"""The pages that come from the data: one a year, place and document. Each is a stub; its text is a template in `site/_templates/`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from lfr.pages.area_pages import write_area_pages
from lfr.warehouse.figures import Figures

# The pages that every force has: template, path under the force's id, title and description.
_PARTS = {
    "overview": ("index.md", "{}", "Live facial recognition by the {}, by calendar year."),
    "years": ("years/index.md", "{}, calendar years", "Every measure of live facial recognition by the {}, by calendar year."),
    "places": ("places/index.md", "{}, places", "Where the {} used live facial recognition, by place and calendar year."),
    "boroughs": ("boroughs/index.md", "{}, boroughs", "Where the {} used live facial recognition, by borough and calendar year."),
    "deployments": ("deployments/index.md", "{}, deployments", "Every recorded deployment of live facial recognition by the {}."),
}


def write_pages(figures: Figures) -> int:
    """Write the stubs into `build/pages/`. Returns how many.

    A stub holds only names and years that the project itself made up, never text from a record: whatever a record
    prints reaches a page through a macro, after the template engine, and is escaped there.
    """
    root = figures.project.pages
    for folder in root.glob("*"):
        if folder.is_dir() and folder.name != "data":
            shutil.rmtree(folder)
    written = 0
    for publisher in figures.publishers().itertuples():
        if figures.years(publisher.id).empty:
            continue  # a force that has been named but whose records have not come yet
        for part, (path, title, description) in _PARTS.items():
            name = publisher.short_name
            body = f'{{% set publisher = "{publisher.id}" %}}{{% include "publisher-{part}.md" %}}'
            write_stub(root / publisher.id / path, title.format(name), description.format(name), body)
            written += 1
        for year in figures.years(publisher.id).itertuples():
            description = (
                f"Live facial recognition by the {publisher.short_name} in {year.label}: deployments, places, alerts, stops and arrests."
            )
            write_stub(
                root / publisher.id / "years" / f"{year.year}.md",
                f"{publisher.short_name}, {year.label}",
                description,
                f'{{% set publisher = "{publisher.id}" %}}{{% set year = {year.year} %}}{{% include "year.md" %}}',
            )
            written += 1
        written += write_area_pages(figures, publisher.id, publisher.short_name, write_stub)
    for source in figures.sources().itertuples():
        write_stub(
            root / source.publisher / "records" / f"{source.id}.md",
            f"{source.title}: every row as printed",
            f"Every cell of the document {source.id} as printed, with corrections beside it.",
            f'{{% set source_id = "{source.id}" %}}{{% include "record.md" %}}',
        )
        written += 1
    return written


def write_stub(path: Path, title: str, description: str, body: str) -> None:
    """A page that consists of its names and the template that makes its text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A JSON string is a YAML string, whatever a title holds.
    quoted, described = json.dumps(title, ensure_ascii=False), json.dumps(description, ensure_ascii=False)
    path.write_text(f"---\ntitle: {quoted}\ndescription: {described}\nhide:\n  - toc\n---\n\n{body}\n", encoding="utf-8")
