"""The new site takes the place of the old one in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from lfr.pages.site import building as site
from lfr.pages.site.building import restore, swap


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    new, target = tmp_path / "build" / "site", tmp_path / "public"
    for folder, text in ((new, "new"), (target, "old")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text)
    (target / "of-the-old-site.html").write_text("old")
    return new, target


def _is_new_and_alone(new: Path, target: Path) -> bool:
    return [path.name for path in target.iterdir()] == ["index.html"] and (target / "index.html").read_text() == "new" and not new.exists()


def test_the_new_site_stands_and_nothing_of_the_old_one_is_left(sites: tuple[Path, Path], tmp_path: Path) -> None:
    swap(*sites)
    assert _is_new_and_alone(*sites)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "public"]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("new")
    swap(tmp_path / "site", tmp_path / "public")
    assert _is_new_and_alone(tmp_path / "site", tmp_path / "public")


def test_a_system_that_cannot_exchange_two_folders_renames_them(
    sites: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_exchange", lambda one, other: False)
    (tmp_path / "public.old").mkdir()  # left behind by a build that was killed between its two renames
    swap(*sites)
    assert _is_new_and_alone(*sites)
    assert not (tmp_path / "public.old").exists()


def test_an_old_site_left_aside_by_a_killed_build_comes_back(sites: tuple[Path, Path], tmp_path: Path) -> None:
    sites[1].rename(tmp_path / "public.old")
    restore(sites[1])
    assert (sites[1] / "index.html").read_text() == "old"
    assert not (tmp_path / "public.old").exists()


def test_what_was_left_aside_is_dropped_where_a_site_stands(sites: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "public.old").mkdir()
    restore(sites[1])
    assert (sites[1] / "index.html").read_text() == "old"
    assert not (tmp_path / "public.old").exists()


def test_a_new_site_that_is_not_there_leaves_the_old_one(sites: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        swap(tmp_path / "nowhere", sites[1])
    assert (sites[1] / "index.html").read_text() == "old"
