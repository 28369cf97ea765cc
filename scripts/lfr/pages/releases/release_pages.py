"""The pages about releases: /releases/, a page for each frozen release with all its figures, the feed, and the citations."""

import json
import shutil
from pathlib import Path

from lfr.pages.releases.changes_table import changes_table
from lfr.pages.releases.figure_pages import write_figure_pages
from lfr.pages.releases.snapshot import write_release
from lfr.releases.changes import COLUMNS, headline
from lfr.releases.figure_rows import Row, rows_of, write_rows
from lfr.releases.frozen import Release, read_releases
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import release_address
from lfr.wording.atom import Entry, write_atom
from lfr.wording.markup import fixed, link, listing, say, write_page
from lfr.wording.words import say_day

HOME = "/releases/"


def write_release_pages(figures: Figures) -> int:
    """Write `build/pages/releases/` and the figures' own pages. Returns how many pages."""
    releases = read_releases(figures.project)
    root = figures.project.pages / "releases"
    shutil.rmtree(root, ignore_errors=True)
    changes = rows_of(figures.release_changes())
    written = _index(figures, releases, changes, root)
    for one in releases:
        written += write_release(one, releases[-1] if one is not releases[-1] else None, figures.shown(), root)
    _feed(releases, root)
    _machine(releases, changes, root)
    return written + write_figure_pages(figures, [one.version for one in releases], figures.project.pages)


def _index(figures: Figures, releases: list[Release], changes: list[Row], root: Path) -> int:
    forces = [(one.id, one.short_name) for one in figures.publishers().itertuples() if not figures.years(one.id).empty]
    links = [
        *(f"{link(f'/{force}/figures/', f'Cite a figure of the {name}')}: its history, a text to copy" for force, name in forces),
        link("/releases/versions/", "What the numbers of a version mean"),
        '<a href="feed.xml">Feed of releases</a> (Atom), <a href="index.json">list of releases</a> (JSON)',
    ]
    parts = [
        fixed(
            f"<p>{say(figures.shown().sentence)} A release is a state of all figures that is kept for good: it can be cited, and no figure"
            f" changes after it without a reason that stands here.</p>{listing(links)}"
        )
    ]
    if releases and changes:
        parts.append("\n\n## Not yet released {: #not-yet-released }\n\n")
        parts.append(fixed(f"<p>Since release {say(releases[-1].version)}: {say(headline(changes))}. The site shows the new values.</p>"))
        parts.append(changes_table(changes, "not yet released"))
    if not releases:
        parts.append(fixed("<p>Nothing has been released yet.</p>"))
    for one in reversed(releases):
        parts.append(f"\n\n## Release {one.version}, {say_day(one.date)} {{: #release-{one.version.replace('.', '-')} }}\n\n")
        page = link(release_address(one.version), f"All figures of release {one.version}")
        parts.append(fixed(f"<p>{say(one.note)} {_summary(one)} {page}.</p>"))
        if one.previous:
            parts.append(changes_table(one.changes, f"release {one.version}"))
    described = "Every release of the figures, and what changed in each, figure by figure."
    return write_page(root / "index.md", "Releases", described, "".join(parts))


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
