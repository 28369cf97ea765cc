"""The files under `data/` that figures are counted from, held as bytes so that one can be put back and counted again."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import tomllib
from pathlib import Path

from lfr.curated.registry import only_sources
from lfr.project import Project

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
    """Write them into `folder/data`, in place of whatever is there. Returns the project that they make."""
    project = Project(folder)
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in inputs.items():
        path = project.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return project


def of_publisher(inputs: Inputs, publisher: str) -> Inputs:
    """The files as they would be if the documents of one force were the only ones: its figures rest on no others.

    The same files where it has none, or where a project without its only document would have nothing to read.
    """
    sources = tomllib.loads(inputs["sources.toml"].decode("utf-8")).get("source", [])
    mine = {one["id"] for one in sources if one["publisher"] == publisher}
    if len(mine) < 2 or len(mine) == len(sources):
        return inputs
    kept = {name: content for name, content in inputs.items() if (document := _document(name)) is None or document in mine}
    text = inputs["sources.toml"].decode("utf-8")
    kept["sources.toml"] = only_sources(text, lambda one: one["publisher"] == publisher).encode("utf-8")
    for name in ("deployment_ids.csv", *(f"manual/{one}.csv" for one in ("corrections", "decisions", "changes"))):
        if name in kept:
            kept = with_lines(kept, name, [line for line in lines_of(kept, name) if line["source_id"] in {"", *mine}])
    return kept


def _document(name: str) -> str | None:
    """The document that a file belongs to, of those that belong to one."""
    folder, _, file = name.rpartition("/")
    return file.removesuffix(".csv").removesuffix(".codes") if folder == "extracted" else None


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lines_of(inputs: Inputs, name: str) -> list[dict[str, str]]:
    """The rows of one CSV; none where the file is not there."""
    return list(csv.DictReader(io.StringIO(inputs.get(name, b"").decode("utf-8"), newline="")))


def with_lines(inputs: Inputs, name: str, lines: list[dict[str, str]]) -> Inputs:
    """The same files with other rows in one CSV."""
    header = next(csv.reader(io.StringIO(inputs[name].decode("utf-8"), newline="")))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([line.get(column, "") for column in header] for line in lines)
    return {**inputs, name: text.getvalue().encode("utf-8")}
