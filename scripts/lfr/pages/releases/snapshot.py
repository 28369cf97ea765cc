"""The page of one frozen release: every figure as it was, and its files, each stored once under its checksum."""

import json
from itertools import groupby
from pathlib import Path

from lfr.pages.releases.changes_table import changes_table
from lfr.releases.frozen import Release
from lfr.warehouse.figures import Shown
from lfr.wording.addresses import release_address
from lfr.wording.html import Cell, table
from lfr.wording.markup import fixed, link, listing, say, write_page
from lfr.wording.words import say_day

# Kept out of search engines and of the site's own search: an old value must not be found before the present one.
_HEAD = "robots: noindex\nsearch:\n  exclude: true\n"


def write_release(one: Release, newer: Release | None, shown: Shown, root: Path) -> int:
    """Write `/releases/<version>/` and its files. Returns how many pages."""
    folder = root / one.version
    folder.mkdir(parents=True, exist_ok=True)
    for name, digest in one.files.items():
        _store(root, name, digest, (one.folder / name).read_bytes())
    for name, content in one.inputs().items():
        _store(root, name, one.inputs_sha256[name], content)
    for name in ("manifest.json", "changes.csv"):
        (folder / name).write_bytes((one.folder / name).read_bytes())
    changes = {"version": one.version, "date": one.date.isoformat(), "previous": one.previous, "level": one.level, "changes": one.changes}
    (folder / "changes.json").write_text(json.dumps(changes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    first = fixed("<p>This is the first release: nothing came before it.</p>")
    parts = [
        fixed(f'<p class="lfr-note">{_state(newer, shown)}</p>'),
        fixed(f"<p>{say(one.note)}</p>"),
        "\n\n## Files {: #files }\n\n" + fixed(listing(_files(one))),
        "\n\n## What changed {: #changes }\n\n" + (changes_table(one.changes, "changes") if one.previous else first),
        *_figures(one),
    ]
    head = _HEAD + (f"canonical: {release_address(newer.version)[1:]}\n" if newer else "")
    described = f"Every figure as it stood in release {one.version}."
    return write_page(folder / "index.md", f"Release {one.version}, {say_day(one.date)}", described, "".join(parts), head)


def _state(newer: Release | None, shown: Shown) -> str:
    if newer:
        by = link(release_address(newer.version), f"release {newer.version} of {say_day(newer.date)}")
        stay = "These figures stay as they were. Each title leads to the present figure and to why it changed."
        return f"<strong>Superseded</strong> by {by}. {stay}"
    if shown.is_exact:
        return "<strong>Current.</strong> The site shows these figures."
    changed = f"{shown.changes} of its figures {'has' if shown.changes == 1 else 'have'} changed since"
    return f"<strong>The newest release</strong>, but {link('/releases/#not-yet-released', changed)}."


def _store(root: Path, name: str, digest: str, content: bytes) -> None:
    """Keep one copy of a file, named by its content."""
    path = root.parent / _stored(name, digest).lstrip("/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _stored(name: str, digest: str) -> str:
    return f"/releases/files/{digest[:16]}{Path(name).suffix}"


def _files(one: Release) -> list[str]:
    figures, deployments = (_stored(name, one.files[name]) for name in ("figures.csv", "deployments.csv"))
    page = release_address(one.version)
    return [
        f"{link(figures, 'Figures')} (CSV), {link(deployments, 'deployments')} (CSV)",
        f"What changed: {link(f'{page}changes.csv', 'CSV')}, {link(f'{page}changes.json', 'JSON')}",
        f"{link(f'{page}manifest.json', 'Manifest')} (JSON): checksums of these files and of the {len(one.inputs_sha256)}"
        f" files that they were counted from. Each lies at /releases/files/ under the first 16 digits of its checksum",
        f"Code: commit <code>{say(one.code)}</code>",
    ]


def _figures(one: Release) -> list[str]:
    pieces = []
    for (publisher, year), group in groupby(one.figures.values(), lambda row: (row["publisher"], row["year"])):
        rows = list(group)
        head = f"{rows[0]['publisher_name']}, {rows[0]['label']}"
        pieces.append(f"\n\n## {say(head)} {{: #{publisher}-{year} }}\n\n")
        days = f"{say_day(rows[0]['covers_from'])} to {say_day(rows[0]['covers_to'])}"
        pieces.append(fixed(f"<p>The records of this year covered {days}.</p>"))
        names = ("said", "said_as_published")
        lines = [
            [Cell(row["title"], row["address"]), *(Cell(row[name], number=True) for name in names), Cell(row["basis_said"])] for row in rows
        ]
        caption = f"Figures of release {one.version}: {head}"
        pieces.append(fixed(table(caption, ["Measure", "Figure", "As published", "Basis"], lines, [row["id"] for row in rows])))
    return pieces
