"""The version of a release follows from its changes."""

from __future__ import annotations

import pytest
from lfr.releases.changes import level_of, next_version


def _row(kinds: str, change: str = "changed", subject: str = "figure") -> dict[str, str]:
    return {"subject": subject, "id": "met-2025-arrests", "change": change, "kinds": kinds}


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ([], ""),
        ([_row("correction")], "patch"),
        ([_row("mistake")], "patch"),
        ([_row("place")], "patch"),
        ([_row("correction", "added", "correction")], "patch"),
        ([_row("record", "added")], "minor"),
        ([_row("edition")], "minor"),
        ([_row("new", "added")], "minor"),
        ([_row("coverage")], "minor"),
        ([_row("edition", "removed", "deployment")], "minor"),
        ([_row("method")], "major"),
        ([_row("gone", "removed")], "major"),
        ([_row("correction"), _row("edition"), _row("method")], "major"),
        ([_row("correction"), _row("record")], "minor"),
    ],
)
def test_the_greatest_change_decides(rows: list[dict[str, str]], level: str) -> None:
    assert level_of(rows) == level


def test_an_address_that_is_gone_is_major() -> None:
    assert level_of([], ["/met/places/"]) == "major"


@pytest.mark.parametrize(
    ("last", "level", "version"),
    [
        ("1.4.2", "patch", "1.4.3"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "major", "2.0.0"),
        ("1.9.9", "minor", "1.10.0"),
        ("", "major", "1.0.0"),
    ],
)
def test_the_next_version_moves_one_number_and_resets_those_behind_it(last: str, level: str, version: str) -> None:
    assert next_version(last, level) == version
