"""The files under `data/` that figures are counted from, and the checksums of what says how they are counted."""

import hashlib
import shutil
from pathlib import Path

from lfr.project import LAYOUTS, MEASURES, Project
from lfr.warehouse.model_sql import model_sql

# Path under data/, with "/" -> the file.
Inputs = dict[str, bytes]

_FILES = ("publishers.toml", "sources.toml", "deployment_ids.csv")
_FOLDERS = ("extracted", "manual")


def inputs_of(project: Project) -> Inputs:
    """Every file that figures rest on, as it is now."""
    paths = [project.data / name for name in _FILES]
    paths += [path for folder in _FOLDERS for path in sorted((project.data / folder).glob("*.csv"))]
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
