"""Every CSV of the built site says what its columns mean, and holds what it says."""

from __future__ import annotations

import json
import warnings

from csvw import CSVW

from .pages import Built


def test_every_published_csv_has_metadata_that_it_agrees_with(built: Built) -> None:
    # What a release was counted from is kept as it lay in data/; its tables with their meaning are under /data/<version>/.
    files = [path for path in sorted(built.public.rglob("*.csv")) if path.parent != built.public / "releases" / "files"]
    assert len(files) > 40
    wrong = []
    for path in files:
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
