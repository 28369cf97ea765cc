"""The pages about releases: /releases/, a page for each frozen release with all its figures, the feed, and the citations."""

import json
import shutil
from itertools import groupby
from pathlib import Path

from lfr.pages.feed import Entry, write_atom
from lfr.pages.releases.changes_by_reason import by_reason
from lfr.pages.releases.figure_pages import write_figure_pages
from lfr.pages.render import write_rendered
from lfr.releases.changes import COLUMNS, headline
from lfr.releases.figure_rows import Row, rows_of, write_rows
from lfr.releases.frozen import Release, read_releases
from lfr.warehouse.figures import Figures, Shown
from lfr.wording.addresses import release_address

HOME = "/releases/"
# Kept out of search engines and of the site's own search: an old value must not be found before the present one.
_HEAD = "robots: noindex\nsearch:\n  exclude: true\n"


def write_release_pages(figures: Figures) -> int:
    """Write `build/pages/releases/` and the figures' own pages. Returns how many pages."""
    releases = read_releases(figures.project)
    root = figures.project.pages / "releases"
    shutil.rmtree(root, ignore_errors=True)
    changes, shown = rows_of(figures.release_changes()), figures.shown()
    written = write_rendered(
        root / "index.md", "releases.md", shown=shown, releases=releases[::-1], not_yet_released=by_reason(changes), by_reason=by_reason,
        headline=headline, summary=_summary,
        publishers=[one for one in figures.publishers().itertuples() if not figures.years(one.id).empty],
    )  # fmt: skip
    for one in releases:
        written += _write_release(one, releases[-1] if one is not releases[-1] else None, shown, root)
    _feed(releases, root)
    _machine(releases, changes, root)
    return written + write_figure_pages(figures, [one.version for one in releases], figures.project.pages)


def _write_release(one: Release, newer: Release | None, shown: Shown, root: Path) -> int:
    """Write `/releases/<version>/` with every figure as it was, and the files of the release, each stored once under its checksum."""
    folder = root / one.version
    folder.mkdir(parents=True, exist_ok=True)

    def stored(name: str) -> str:
        return f"{HOME}files/{(one.files | one.inputs_sha256)[name][:16]}{Path(name).suffix}"

    contents = {name: (one.folder / name).read_bytes() for name in one.files} | one.inputs()
    for name, content in contents.items():
        path = root / stored(name).removeprefix(HOME)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    for name in ("manifest.json", "changes.csv"):
        (folder / name).write_bytes((one.folder / name).read_bytes())
    changes = {"version": one.version, "date": one.date.isoformat(), "previous": one.previous, "level": one.level, "changes": one.changes}
    (folder / "changes.json").write_text(json.dumps(changes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    years = [list(rows) for _, rows in groupby(one.figures.values(), lambda row: (row["publisher"], row["year"]))]
    head = _HEAD + (f"canonical: {release_address(newer.version)[1:]}\n" if newer else "")
    return write_rendered(
        folder / "index.md", "release.md", head, release=one, newer=newer, shown=shown, stored=stored, by_reason=by_reason, years=years
    )


def _summary(one: Release) -> str:
    """One sentence on what a release changed."""
    if not one.previous:
        return f"The first release, with {len(one.figures)} figures."
    clause = headline(one.changes)
    return f"{clause[0].upper()}{clause[1:]} since release {one.previous} ({one.level})."


def _feed(releases: list[Release], root: Path) -> None:
    entries = [
        Entry(release_address(one.version), f"Release {one.version}", one.date, f"{one.note} {_summary(one)}", one.date, (one.level,))
        for one in reversed(releases)
    ]
    write_atom(root / "feed.xml", HOME, "LFR Statistics: releases", "What changed in the figures, release by release", entries)


def _machine(releases: list[Release], changes: list[Row], root: Path) -> None:
    """The same for machines: the list of releases, and the changes that are not released yet."""
    listed = []
    for one in reversed(releases):
        facts = {name: getattr(one, name) for name in ("version", "date", "level", "note", "code", "previous")}
        page = release_address(one.version)
        listed.append({**facts, "page": page, "manifest": f"{page}manifest.json", "changes": f"{page}changes.json"})
    (root / "index.json").write_text(json.dumps({"releases": listed}, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    write_rows(root / "not-yet-released.csv", COLUMNS, changes)
