"""Every CSV of the built site says what its columns mean, or has columns of the dictionary, and holds what it says."""

from __future__ import annotations

import csv
import json
import warnings
from datetime import date

from csvw import CSVW

from .pages import Built

# Beside these pages stand small files, several hundred in all; the table of the dictionary that says what their columns mean.
DESCRIBED_BY = {
    "*/figures/*/*.csv": "deployments",
    "*/boroughs/*/*.csv": "deployments",
    "*/places/*/*.csv": "deployments",
    "*/answers/*/*.csv": "yearly_figures",
}
READ = {"text": str, "integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__, "date": date.fromisoformat}


def test_every_published_csv_has_metadata_that_it_agrees_with(built: Built) -> None:
    # What a release was counted from is kept as it lay in data/; its tables with their meaning are under /data/<version>/.
    files = {path for path in built.public.rglob("*.csv") if path.parent != built.public / "releases" / "files"}
    files -= {path for pattern in DESCRIBED_BY for path in built.public.glob(pattern)}
    assert len(files) > 40
    wrong = []
    for path in sorted(files):
        metadata = path.with_name(f"{path.name}-metadata.json")
        if not metadata.is_file():
            wrong.append(f"{path.relative_to(built.public)}: no metadata")
            continue
        assert json.loads(metadata.read_text(encoding="utf-8"))["url"] == path.name
        with warnings.catch_warnings():
            warnings.simplefilter("always")  # what is wrong is said by warnings, which `is_valid` counts
            if not CSVW(str(metadata), validate=True).is_valid:
                wrong.append(f"{path.relative_to(built.public)}: not as its metadata says")
    assert wrong == []


def test_the_small_files_beside_pages_have_columns_of_the_dictionary(built: Built) -> None:
    with (built.public / "data" / "latest" / "columns_plain.csv").open(encoding="utf-8", newline="") as file:
        types = {(row["table"], row["column"]): row["type"] for row in csv.DictReader(file)}
    for pattern, table in DESCRIBED_BY.items():
        found = sorted(built.public.glob(pattern))
        assert found, pattern
        for path in found:
            with path.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    for name, cell in row.items():
                        assert not cell or READ[types[table, name]](cell) is not None, (path, name, cell)
