"""The version of a release follows from its changes."""

from __future__ import annotations

import pytest
from lfr.errors import LfrError
from lfr.releases.version import choose_version, level_of, next_version


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
    assert level_of(rows)[0] == level


def test_an_address_that_is_gone_is_major() -> None:
    assert level_of([], ["/met/places/"]) == ("major", ["/met/places/ (gone)"])


@pytest.mark.parametrize(("level", "version"), [("patch", "1.4.3"), ("minor", "1.5.0"), ("major", "2.0.0")])
def test_the_next_version_moves_one_number_and_resets_those_behind_it(level: str, version: str) -> None:
    assert next_version("1.4.2", level) == version


def test_auto_takes_the_smallest_version_that_the_changes_allow() -> None:
    assert choose_version("auto", "1.4.2", "minor", []) == "1.5.0"
    assert choose_version("auto", "", "major", []) == "1.0.0"


def test_a_greater_version_than_needed_is_a_persons_choice() -> None:
    assert choose_version("2.0.0", "1.4.2", "patch", []) == "2.0.0"


def test_a_version_too_small_is_refused_with_what_asks_for_more() -> None:
    with pytest.raises(LfrError) as caught:
        choose_version("1.4.3", "1.4.2", "minor", ["met-2026-arrests (added)"])
    assert "--version 1.4.3: too small after 1.4.2. These changes are minor: met-2026-arrests (added). Use 1.5.0" in str(caught.value)


def test_versions_are_ordered_as_numbers() -> None:
    assert choose_version("1.10.0", "1.9.0", "minor", []) == "1.10.0"
