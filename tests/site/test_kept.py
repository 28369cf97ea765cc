"""A build that uses what an earlier one made gives the same bytes as a build from nothing, whatever was changed in between."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lfr.pipeline import build
from lfr.project import Project

from .building import build_here
from .pages import Built, contents


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text + "\n", encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}: the edit would change nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


CORRECTIONS, PLACES = "data/manual/corrections.csv", "data/manual/places.csv"
MORE = "c-0003,met-2020-2022,1,3,arrests_disposals,1,2,accepted,A second arrest.,A letter.,2026-12-01"

# What people change: corrections and their words, places, notebooks, pages, templates, the look.
EDITS: dict[str, Callable[[Path], None]] = {
    "a correction is taken back": lambda root: _replace(root / CORRECTIONS, ",16199,accepted,", ",16199,rejected,"),
    "a date is corrected otherwise": lambda root: _replace(root / CORRECTIONS, ",11/07/24,accepted,", ",12/07/24,accepted,"),
    "the words of a correction": lambda root: _replace(root / CORRECTIONS, "is a typing error", "is mistyped"),
    "one more correction": lambda root: _append(root / CORRECTIONS, MORE),
    "a place has another name": lambda root: _replace(root / PLACES, "acton,Acton,", "acton,Acton High Street,"),
    "a place lies in another borough": lambda root: _replace(root / PLACES, ",Ealing,", ",Brent,"),
    "a notebook says more": lambda root: _replace(root / "notebooks/where.ipynb", "Concentration of deployments", "How deployments gather"),
    "a page says more": lambda root: _append(root / "site/methods/alerts.md", "One more sentence."),
    "a template says more": lambda root: _append(root / "site/_templates/year.md", "One more sentence."),
    "another colour": lambda root: _replace(root / "site/assets/css/10-base.css", "#0b4f8a", "#0b4f8b"),
}
_SEED = 20240711


def test_builds_after_random_edits_equal_a_build_from_nothing(copy_of_built: Built, tmp_path: Path) -> None:
    root = copy_of_built.project.root
    # Figures that move without a release's explanation are refused: releases are the subject of other tests.
    shutil.rmtree(root / "data" / "releases", ignore_errors=True)
    chosen = random.Random(_SEED).sample(sorted(EDITS), len(EDITS))
    # Two at a time: every edit is made, each after others and with another.
    for pair in zip(chosen[::2], chosen[1::2], strict=True):
        before = contents(copy_of_built.public)
        for name in pair:
            EDITS[name](root)
        build_here(copy_of_built.project)
        assert contents(copy_of_built.public) != before, pair

    fresh = tmp_path / "fresh"
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build", "public"))
    made, kept = contents(build_here(Project(fresh)).public), contents(copy_of_built.public)
    assert list(made) == list(kept)
    assert [name for name in made if made[name] != kept[name]] == [], chosen


def test_a_build_with_nothing_changed_leaves_the_site_alone_and_says_the_figures(
    copy_of_built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy_of_built.public.rglob("*")}
    # The copy lies in another folder than the build that was noted; nothing that is read has changed.
    build(copy_of_built.project)
    assert {path: path.stat().st_mtime_ns for path in copy_of_built.public.rglob("*")} == before
    said = capsys.readouterr().out
    assert "nothing has changed since the last build" in said and "2025, to 10 May" in said
