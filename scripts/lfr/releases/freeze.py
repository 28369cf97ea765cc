"""`lfr release`: freeze the figures of a clean, built project. Written beside and renamed: there is never half a release."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lfr.errors import LfrError
from lfr.project import Project
from lfr.releases import changes as changed
from lfr.releases.figure_rows import COLUMNS, Row, figure_rows, write_rows
from lfr.releases.frozen import FILES, Release, read_releases, version_key
from lfr.releases.inputs import inputs_of, models, sha256
from lfr.releases.version import choose_version, level_of
from lfr.warehouse.figures import Figures
from lfr.wording.csv_files import write_csv

_DEPLOYMENTS = [
    "deployment_id", "publisher", "deployment_date", "deployment_year", "location", "place", "borough", "is_stopped_early",
    "duration_minutes", "watchlist_size", "threshold", "faces_seen", "alerts", "true_alerts", "false_alerts", "stops_lower",
    "stops_upper", "accurate_stops", "arrests", "has_correction", "source_id", "page", "row",
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a maintainer says about a release. `version` may be "auto"."""

    version: str
    date: date
    note: str


def check_asked(project: Project, asked: Asked) -> str:
    """Everything that can be refused before the figures are counted. Returns the commit that the release will be of.

    Raises LfrError for uncommitted files, a version that exists or does not read, a date before the last release, an empty note.
    """
    releases = read_releases(project)
    if asked.version != "auto":
        try:
            key = version_key(asked.version)
        except ValueError:
            raise LfrError(f"--version {asked.version}: is no version; write three numbers as 1.2.0, or auto.") from None
        if asked.version in [one.version for one in releases]:
            raise LfrError(
                f"--version {asked.version}: this release exists, and a release is frozen. Leave --version out for the next one."
            )
        if releases and key < version_key(releases[-1].version):
            raise LfrError(f"--version {asked.version}: comes before the last release, {releases[-1].version}. Leave --version out.")
    if releases and asked.date < releases[-1].date:
        raise LfrError(
            f"--date {asked.date}: lies before the last release, {releases[-1].version} of {releases[-1].date}. Give the day of this one."
        )
    if not asked.note.strip():
        raise LfrError("--note: say in a sentence what is new for a reader.")
    return clean_commit(project)


def clean_commit(project: Project) -> str:
    """The commit of the project's code and data. Raises LfrError where there is none, or where files differ from it."""
    status = _git(project, "status", "--porcelain", "--untracked-files=all")
    if status:
        lines = status.splitlines()
        more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
        raise LfrError(
            f"release: {', '.join(line[3:] for line in lines[:5])}{more}: not committed. A release names the commit that it was made from:"
            " commit or remove these files first."
        )
    return _git(project, "rev-parse", "HEAD").strip()


def _git(project: Project, *arguments: str) -> str:
    try:
        run = subprocess.run(["git", *arguments], cwd=project.root, capture_output=True, text=True)
    except OSError:
        raise LfrError("release: git is not on this machine; a release names the commit that it was made from.") from None
    if run.returncode != 0:
        raise LfrError(f"release: {project.root.name} is not a git repository with a commit; a release names the commit it was made from.")
    return run.stdout.rstrip("\n")


def make_release(figures: Figures, asked: Asked, code: str) -> str:
    """Freeze the figures of the build that was just made. Returns what was frozen, in lines for the maintainer.

    Raises LfrError where nothing changed since the last release, and for a version too small for the changes.
    """
    project = figures.project
    releases = read_releases(project)
    last = releases[-1] if releases else None
    changes = _changes(figures, last)
    addresses = sorted(_addresses(project))
    lost = [one for one in (last.addresses if last else []) if one not in addresses and not one.startswith("/releases/")]
    level, reasons = level_of(changes, lost)
    if last and not level:
        raise LfrError(f"release: nothing differs from release {last.version}; there is nothing to freeze.")
    version = choose_version(asked.version, last.version if last else "", level or "major", reasons)
    addresses = sorted({*addresses, f"/releases/{version}/"})
    folder = project.build / f"release-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    rows = figure_rows(figures)
    write_rows(folder / "figures.csv", COLUMNS, rows.values())
    write_csv(folder / "deployments.csv", figures.deployments()[_DEPLOYMENTS])
    write_rows(folder / "changes.csv", changed.COLUMNS, changes)
    write_rows(folder / "addresses.csv", ["address"], [{"address": one} for one in addresses])
    _write_manifest(
        project,
        folder,
        last,
        {"version": version, "date": asked.date.isoformat(), "note": asked.note.strip(), "code": code, "level": level or "major"},
    )
    target = project.data / "releases" / version
    target.parent.mkdir(exist_ok=True)
    folder.replace(target)
    why = f"{level}: {changed.headline(changes)}" if last else "the first release"
    return (
        f"Froze {len(rows)} figures as release {version} of {asked.date} ({why}).\n"
        f"Next: commit data/releases/{version}, then run `lfr build`: the pages say which release they show."
    )


def _changes(figures: Figures, last: Release | None) -> list[Row]:
    if last is None:
        return []
    frame = figures.release_changes()
    rows = [{name: value if isinstance(value, str) else "" for name, value in line.items()} for line in frame.to_dict("records")]
    return rows + _deployments(figures, last)


def _deployments(figures: Figures, last: Release) -> list[Row]:
    """Deployments that came in or are no longer counted."""
    now = {row["deployment_id"]: row for row in figures.deployments().to_dict("records")}
    then = {row["deployment_id"]: row for row in last.rows("deployments.csv")}
    found = []
    for key, row in [*now.items(), *then.items()]:
        if (key in now) == (key in then):
            continue
        said = f"{str(row['deployment_date'])[:10]}, {row['location']}"
        is_new = key in now
        why = (
            f"Printed in {row['source_id']}."
            if is_new
            else f"No longer printed; it stood in {row['source_id']}, page {row['page']}, row {row['row']}."
        )
        found.append({
            "subject": "deployment", "id": key, "change": "added" if is_new else "removed", "publisher": row["publisher"],
            "year": str(row["deployment_year"]), "was_said": "" if is_new else said, "is_said": said if is_new else "",
            "kinds": "record" if is_new else "edition", "refs": row["source_id"], "why": why,
        })  # fmt: skip
    return found


def _addresses(project: Project) -> set[str]:
    """Every page and every file for readers of the site as built; scripts, styles and pictures are the theme's own affair."""
    found = set()
    for path in project.public.rglob("*"):
        name = path.relative_to(project.public).as_posix()
        if not path.is_file() or name.startswith("assets/") or name in ("404.html", "sitemap.xml", "search/index.json"):
            continue
        if path.name == "index.html":
            found.add(f"/{name.removesuffix('index.html')}")
        elif path.suffix in (".csv", ".json", ".xml", ".html", ".xlsx", ".ods", ".parquet", ".zip", ".ipynb"):
            found.add(f"/{name}")
    return found


def _write_manifest(project: Project, folder: Path, last: Release | None, said: dict[str, str]) -> None:
    inputs = inputs_of(project)
    for name, content in inputs.items():
        if last is None or last.inputs_sha256.get(name) != sha256(content):
            path = folder / "inputs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    manifest = {
        **said,
        "previous": last.version if last else "",
        "previous_manifest_sha256": sha256((last.folder / "manifest.json").read_bytes()) if last else "",
        "files": {name: sha256((folder / name).read_bytes()) for name in FILES},
        "inputs": {name: sha256(content) for name, content in inputs.items()},
        "models": models(),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=False) + "\n", encoding="utf-8")
