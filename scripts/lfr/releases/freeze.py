"""`lfr release`: freeze the figures of a clean, built project. Written beside and renamed: there is never half a release."""

import json
import shutil
import subprocess
from datetime import date

import pandas as pd

from lfr.errors import LfrError
from lfr.project import Project
from lfr.releases import changes as changed
from lfr.releases.changes import Cause, change_row, level_of, next_version
from lfr.releases.figure_rows import COLUMNS, Row, figure_rows, rows_of
from lfr.releases.frozen import FILES, Release, inputs_of, models, read_releases, sha256
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import counted_measures
from lfr.wording.addresses import release_address
from lfr.wording.csv_files import write_csv

# What is frozen of each deployment: which it is, and where it is printed. Between the two stands every column that a measure counts.
_WHICH = ("deployment_id", "publisher", "deployment_date", "deployment_year", "location", "place", "borough", "use_case")
_WHERE = ("has_printed_stops", "has_correction", "source_id", "page", "row")


def check_release_of(project: Project, day: date, note: str) -> str:
    """Everything that can be refused before the figures are counted. Returns the commit that the release will be of.

    Raises LfrError for uncommitted files, a day before the last release, an empty note.
    """
    last = next(reversed(read_releases(project)), None)
    if last and day < last.date:
        raise LfrError(f"--date {day}: lies before the last release, {last.version} of {last.date}. Give the day of this one.")
    if not note.strip():
        raise LfrError("--note: say in a sentence what is new for a reader.")
    status = _git(project, "status", "--porcelain", "--untracked-files=all").splitlines()
    if status:
        more = f" and {len(status) - 5} more" if len(status) > 5 else ""
        raise LfrError(
            f"release: {', '.join(line[3:] for line in status[:5])}{more}: not committed. A release names the commit that it was made from:"
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


def make_release(figures: Figures, day: date, note: str, code: str) -> str:
    """Freeze the figures of the build that was just made. Returns what was frozen, in lines for the maintainer.

    Raises LfrError where nothing changed since the last release.
    """
    project = figures.project
    last = next(reversed(read_releases(project)), None)
    changes = rows_of(figures.release_changes()) + _deployments(figures, last) if last else []
    addresses = _addresses(project)
    lost = [one for one in (last.addresses if last else []) if one not in addresses and not one.startswith("/releases/")]
    level = level_of(changes, lost) if last else "major"
    if last and not level:
        raise LfrError(f"release: nothing differs from release {last.version}; there is nothing to freeze.")
    version = next_version(last.version if last else "", level)
    addresses.add(release_address(version))
    folder = project.build / f"release-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows = figure_rows(figures)
    write_csv(folder / "figures.csv", pd.DataFrame(rows.values(), columns=COLUMNS))
    counted = [column for one in counted_measures() for column in one.columns]
    write_csv(folder / "deployments.csv", figures.deployments()[[*dict.fromkeys((*_WHICH, *counted, *_WHERE))]])
    write_csv(folder / "changes.csv", pd.DataFrame(changes, columns=changed.COLUMNS))
    write_csv(folder / "addresses.csv", pd.DataFrame({"address": sorted(addresses)}))
    inputs = inputs_of(project)
    checksums = {name: sha256(content) for name, content in inputs.items()}
    for name, content in inputs.items():
        # Those that the release before holds are not repeated.
        if last is None or last.inputs_sha256.get(name) != checksums[name]:
            path = folder / "inputs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    manifest = {
        **{"version": version, "date": day.isoformat(), "note": note.strip(), "code": code, "level": level},
        "previous": last.version if last else "",
        "previous_manifest_sha256": sha256((last.folder / "manifest.json").read_bytes()) if last else "",
        "files": {name: sha256((folder / name).read_bytes()) for name in FILES},
        "inputs": checksums,
        "models": models(),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    target = project.data / "releases" / version
    target.parent.mkdir(exist_ok=True)
    folder.replace(target)
    why = f"{level}: {changed.headline(changes)}" if last else "the first release"
    return (
        f"Froze {len(rows)} figures as release {version} of {day} ({why}).\n"
        f"Next: commit data/releases/{version}, then run `lfr build`: the pages say which release they show."
    )


def _deployments(figures: Figures, last: Release) -> list[Row]:
    """Deployments that came in or are no longer counted, as rows of changes.csv."""
    now = {row["deployment_id"]: row for row in figures.deployments().to_dict("records")}
    then = {row["deployment_id"]: row for row in last.rows("deployments.csv")}
    found = []
    for key, row in {**now, **then}.items():
        source, where = row["source_id"], f"page {row['page']}, row {row['row']}"
        state = {"publisher": row["publisher"], "year": str(row["deployment_year"])}
        state["said"] = f"{str(row['deployment_date'])[:10]}, {row['location']}"
        if key not in then:
            found.append(change_row("deployment", key, None, state, [Cause("record", source, f"Printed in {source}")]))
        elif key not in now:
            why = f"No longer printed; it stood in {source}, {where}"
            found.append(change_row("deployment", key, state, None, [Cause("edition", source, why)]))
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
