"""The pages about releases: what /releases/ and the page of each frozen release know, and the files, feed and lists beside them."""

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from lfr.downloads.metadata import write_json
from lfr.pages.figure_pages import write_figure_pages
from lfr.pages.page import Line, Page, write_atom, write_shown
from lfr.releases.changes import COLUMNS, headline
from lfr.releases.figure_rows import rows_of
from lfr.releases.frozen import Release, read_releases
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import release_address
from lfr.wording.csv_files import write_csv
from lfr.wording.words import say_day

_HOME = "/releases/"


# -- what the pages know -----------------------------------------------------------------------------------------------


def releases_context(page: Page, version: str = "") -> Line:
    """All releases, the newest first, and the changes not yet released; `release` is the one that a page is about."""
    figures = page.figures
    releases = _releases(figures)[::-1]
    return {
        "shown": figures.shown(),
        "releases": releases,
        "changes": rows_of(figures.release_changes()),
        "release": next((one for one in releases if one.version == version), None),
        "headline": headline,
        "summary": _summary,
        "stored": _stored,
    }


def _summary(one: Release) -> str:
    """One sentence on what a release changed."""
    if not one.previous:
        return f"The first release, with {len(one.figures)} figures."
    clause = headline(one.changes)
    return f"{clause[0].upper()}{clause[1:]} since release {one.previous} ({one.level})."


def _stored(one: Release, name: str) -> str:
    """The address of a file of a release, which is stored once under its checksum."""
    return f"{_HOME}files/{(one.files | one.inputs_sha256)[name][:16]}{Path(name).suffix}"


@cache
def _releases(figures: Figures) -> list[Release]:
    """Read and compared with its checksums once for all pages."""
    return read_releases(figures.project)


# -- what is written ---------------------------------------------------------------------------------------------------


def write_release_pages(figures: Figures) -> int:
    """Write `build/pages/releases/` and the figures' own pages. Returns how many pages."""
    releases, root = _releases(figures), figures.project.pages / "releases"
    shutil.rmtree(root, ignore_errors=True)
    about = "Every release of the figures, and what changed in each, figure by figure."
    written = write_shown(root / "index.md", "Releases", about, "releases", {})
    for one in releases:
        title, about = f"Release {one.version}, {say_day(one.date)}", f"Every figure as it stood in release {one.version}."
        # Kept out of search engines and of the site's own search: an old value must not be found before the present one.
        head = {"robots": "noindex", "canonical": release_address(releases[-1].version)[1:]}
        written += write_shown(root / one.version / "index.md", title, about, "release", {"version": one.version}, **head)
        _write_files(one, root)
    entries = [
        {
            "address": release_address(one.version),
            "title": f"Release {one.version}",
            **dict.fromkeys(("updated", "published"), one.date),
            "summary": f"{one.note} {_summary(one)}",
            "terms": [one.level],
        }
        for one in reversed(releases)
    ]
    write_atom(root / "feed.xml", _HOME, "LFR Statistics: releases", "What changed in the figures, release by release", entries)
    write_json(root / "index.json", {"releases": [_listed(one) for one in reversed(releases)]})
    write_csv(root / "not-yet-released.csv", figures.release_changes()[COLUMNS])
    return written + write_figure_pages(figures, [one.version for one in releases], figures.project.pages)


def _write_files(one: Release, root: Path) -> None:
    """Write the files of a release, each stored once under its checksum, and what changed."""
    contents = {name: (one.folder / name).read_bytes() for name in one.files} | one.inputs()
    for name, content in contents.items():
        path = root / _stored(one, name).removeprefix(_HOME)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    for name in ("manifest.json", "changes.csv"):
        shutil.copyfile(one.folder / name, root / one.version / name)
    facts = {name: fact for name, fact in _facts(one).items() if name not in ("note", "code")}
    write_json(root / one.version / "changes.json", {**facts, "changes": one.changes})


def _facts(one: Release) -> dict[str, Any]:
    facts = {name: getattr(one, name) for name in ("version", "date", "level", "note", "code", "previous")}
    return facts | {"date": one.date.isoformat()}


def _listed(one: Release) -> dict[str, Any]:
    page = release_address(one.version)
    return {**_facts(one), "page": page, "manifest": f"{page}manifest.json", "changes": f"{page}changes.json"}


def release_rows(figures: Figures) -> list[dict[str, Any]]:
    """One row per release, the newest first: for the downloads and the API, which know nothing of releases."""
    return [
        {**_facts(one), "figures": len(one.figures), "changes": len(one.changes), "address": release_address(one.version)}
        for one in reversed(_releases(figures))
    ]
