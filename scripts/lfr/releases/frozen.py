"""data/releases/: every release that was made, read back and compared with its checksums.

data/releases/1.0.0/manifest.json     date, version, code, checksums, the release before
                    figures.csv       every figure, with what the page said
                    deployments.csv   one row per deployment
                    changes.csv       what changed since the release before, and why
                    addresses.csv     every address that the site had
                    inputs/…          the files it was counted from; those that an earlier release holds are not repeated
"""

import csv
import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from lfr.errors import BadData
from lfr.project import LAYOUTS, MEASURES, Project
from lfr.warehouse.model_sql import model_sql

Inputs = dict[str, bytes]  # path under data/, with "/" -> the file
FILES = ("figures.csv", "deployments.csv", "changes.csv", "addresses.csv")
_KEYS = {"version", "date", "note", "level", "previous", "previous_manifest_sha256", "code", "files", "inputs", "models"}
_VERSION = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}")


def inputs_of(project: Project) -> Inputs:
    """Every file that figures rest on, as it is now."""
    paths = [project.data / name for name in ("publishers.toml", "sources.toml", "deployment_ids.csv")]
    paths += [path for folder in ("extracted", "manual") for path in sorted((project.data / folder).glob("*.csv"))]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def write_inputs(inputs: Inputs, folder: Path) -> Project:
    """Write the files into `folder/data`, in place of whatever is there. Returns the project that they make."""
    project = Project(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in inputs.items():
        path = project.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return project


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def models() -> dict[str, str]:
    """The checksum of everything that says how figures are counted, by the name of what it makes: a file may move."""
    found = {"layouts": LAYOUTS.read_bytes(), "measures": MEASURES.read_bytes()}
    found |= {name: sql.encode("utf-8") for name, sql in model_sql().items() if not name.startswith("checks.")}
    return {name: sha256(content) for name, content in found.items()}


@dataclass(frozen=True)
class Release:
    """One frozen release. `inputs_sha256` names the files under data/ that it was counted from, each with its checksum."""

    version: str
    date: date
    note: str
    level: str
    previous: str
    code: str
    folder: Path
    files: dict[str, str]
    inputs_sha256: dict[str, str]
    models: dict[str, str]

    @cached_property
    def figures(self) -> dict[str, dict[str, str]]:
        """Every figure by its id; the columns of figures.csv, as text."""
        return {row["id"]: row for row in self.rows("figures.csv")}

    @cached_property
    def changes(self) -> list[dict[str, str]]:
        """What changed since the release before; the columns of changes.csv."""
        return self.rows("changes.csv")

    @cached_property
    def addresses(self) -> list[str]:
        """Every page and file that the site had, by address."""
        return [row["address"] for row in self.rows("addresses.csv")]

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def inputs(self) -> Inputs:
        """The files that it was counted from. Raises BadData, naming the file, where no release holds one."""
        found = {}
        for name, digest in self.inputs_sha256.items():
            # A file is stored in the release that changed it.
            stored = (path.read_bytes() for path in self.folder.parent.glob(f"*/inputs/{name}"))
            content = next((one for one in stored if sha256(one) == digest), None)
            if content is None:
                raise BadData(
                    f"data/releases/{self.version}: no release holds data/{name} as it was then (checksum {digest[:16]}…)."
                    " A release is frozen: restore its files from the repository (`git checkout -- data/releases`)."
                )
            found[name] = content
        return found


def version_key(version: str) -> list[int]:
    """The three numbers of a version, to sort by."""
    return [int(part) for part in version.split(".")]


def read_releases(project: Project) -> list[Release]:
    """Every release, oldest first, each compared with its checksums.

    Raises BadData, naming the file, for one that was changed after it was frozen, and for a manifest that does not read.
    """
    folders = [path for path in (project.data / "releases").glob("*") if path.is_dir()]
    for folder in folders:
        if not _VERSION.fullmatch(folder.name):
            raise BadData(f"data/releases/{folder.name}: is not the folder of a release; their names are versions like 1.0.0. Remove it.")
    found: list[Release] = []
    for folder in sorted(folders, key=lambda path: version_key(path.name)):
        found.append(_read(folder, found))
    return found


def _read(folder: Path, before: list[Release]) -> Release:
    where = f"data/releases/{folder.name}/manifest.json"
    restore = f"Restore it from the repository (`git checkout -- {where}`)."
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        raise BadData(f"{where}: is missing or does not read. {restore}") from None
    if wrong := sorted(_KEYS ^ content.keys()):
        raise BadData(f"{where}: a key is missing or unknown ({', '.join(wrong)}). {restore}")
    if content["version"] != folder.name:
        raise BadData(f"{where}: says version {content['version']}, but is in the folder {folder.name}. {restore}")
    last = before[-1].version if before else ""
    if content["previous"] != last:
        raise BadData(
            f"{where}: the release before is {content['previous'] or 'none'}, but the folder before it is {last or 'none'}."
            " A release is never removed: restore data/releases from the repository."
        )
    checksum_before = content.pop("previous_manifest_sha256")
    if before:
        _compare(before[-1].folder, "manifest.json", checksum_before)
    content["date"] = date.fromisoformat(content["date"])
    content["inputs_sha256"] = content.pop("inputs")
    release = Release(folder=folder, **content)
    for name, digest in release.files.items():
        _compare(folder, name, digest)
    for path in sorted((folder / "inputs").rglob("*")):
        if path.is_file():
            name = path.relative_to(folder / "inputs").as_posix()
            _compare(folder, f"inputs/{name}", release.inputs_sha256.get(name, ""))
    release.inputs()
    return release


def _compare(folder: Path, name: str, digest: str) -> None:
    """Raise BadData for a file that is gone or no longer has its checksum."""
    path, where = folder / name, f"data/releases/{folder.name}/{name}"
    if path.is_file() and sha256(path.read_bytes()) == digest:
        return
    state = "its checksum is no longer the one it was frozen with" if path.is_file() else "the file is missing"
    raise BadData(f"{where}: {state}. A release is frozen: restore the file from the repository (`git checkout -- {where}`).")
