"""The page of one frozen release: every figure as it was, and its files, each stored once under its checksum."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from lfr.pages.releases.changes_table import tell
from lfr.releases.figure_rows import Row
from lfr.releases.frozen import Release
from lfr.warehouse.figures import Shown
from lfr.wording.html import Cell, table
from lfr.wording.markup import fixed, link, listing, say, write_page
from lfr.wording.words import say_day

# Kept out of search engines and of the site's own search: an old value must not be found before the present one.
_HEAD = "robots: noindex\nsearch:\n  exclude: true\n"


def write_release(one: Release, newer: Release | None, shown: Shown, root: Path) -> int:
    """Write `/releases/<version>/` and its files. Returns how many pages."""
    folder = root / one.version
    folder.mkdir(parents=True, exist_ok=True)
    addresses = {name: _store(one.folder / name, digest, root) for name, digest in one.files.items()}
    inputs = one.inputs()
    for name, digest in one.inputs_sha256.items():
        path = root / "files" / f"{digest[:16]}{Path(name).suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(inputs[name])
    (folder / "manifest.json").write_bytes((one.folder / "manifest.json").read_bytes())
    (folder / "changes.csv").write_bytes((one.folder / "changes.csv").read_bytes())
    changes = {"version": one.version, "date": one.date.isoformat(), "previous": one.previous, "level": one.level, "changes": one.changes}
    (folder / "changes.json").write_text(json.dumps(changes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    parts = [_standing(one, newer, shown), fixed(f"<p>{say(one.note)}</p>"), _files(one, addresses)]
    parts.append("\n\n## What changed {: #changes }\n\n")
    parts.append(tell(one.changes, "changes") if one.previous else fixed("<p>This is the first release: nothing came before it.</p>"))
    parts += _figures(one)
    head = _HEAD + (f"canonical: releases/{newer.version}/\n" if newer else "")
    title = f"Release {one.version}, {say_day(one.date)}"
    return write_page(folder / "index.md", title, f"Every figure as it stood in release {one.version}.", "".join(parts), head)


def _standing(one: Release, newer: Release | None, shown: Shown) -> str:
    if newer:
        words = (
            f"<strong>Superseded</strong> by {link(f'/releases/{newer.version}/', f'release {newer.version} of {say_day(newer.date)}')}."
        )
        words += " These figures stay as they were. Each title leads to the present figure and to why it changed."
    elif shown.is_exact:
        words = "<strong>Current.</strong> The site shows these figures."
    else:
        have = "has" if shown.changes == 1 else "have"
        where = link("/releases/#not-yet-released", f"{shown.changes} of its figures {have} changed since")
        words = f"<strong>The newest release</strong>, but {where}."
    return fixed(f'<p class="lfr-note">{words}</p>')


def _store(path: Path, digest: str, root: Path) -> str:
    """Keep one copy of a file, named by its content. Returns its address."""
    kept = root / "files" / f"{digest[:16]}{path.suffix}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(path.read_bytes())
    return f"/releases/files/{kept.name}"


def _files(one: Release, addresses: dict[str, str]) -> str:
    items = [
        f"{link(addresses['figures.csv'], 'Figures')} (CSV), {link(addresses['deployments.csv'], 'deployments')} (CSV)",
        f"What changed: {link(f'/releases/{one.version}/changes.csv', 'CSV')}, {link(f'/releases/{one.version}/changes.json', 'JSON')}",
        f"{link(f'/releases/{one.version}/manifest.json', 'Manifest')} (JSON): checksums of these files and of the {len(one.inputs_sha256)}"
        f" files that they were counted from. Each lies at /releases/files/ under the first 16 digits of its checksum",
        f"Code: commit <code>{say(one.code)}</code>",
    ]
    return "\n\n## Files {: #files }\n\n" + fixed(listing(items))


def _figures(one: Release) -> list[str]:
    pieces = []
    rows = list(one.figures.values())
    for (publisher, year), group in groupby(rows, lambda row: (row["publisher"], row["year"])):
        of_year = list(group)
        head = f"{of_year[0].get('publisher_name') or publisher}, {of_year[0]['label']}"
        pieces.append(f"\n\n## {say(head)} {{: #{publisher}-{year} }}\n\n")
        days = f"{say_day(of_year[0]['covers_from'])} to {say_day(of_year[0]['covers_to'])}"
        pieces.append(fixed(f"<p>The records of this year covered {days}.</p>"))
        pieces.append(
            fixed(
                table(
                    f"Figures of release {one.version}: {head}", _HEADINGS, [_line(row) for row in of_year], [row["id"] for row in of_year]
                )
            )
        )
    return pieces


_HEADINGS = ["Measure", "Figure", "As published", "Basis"]


def _line(row: Row) -> list[Cell]:
    return [
        Cell(row["title"], row["address"]),
        Cell(row["said"], number=True),
        Cell(row["said_as_published"], number=True),
        Cell(row["basis_said"]),
    ]
