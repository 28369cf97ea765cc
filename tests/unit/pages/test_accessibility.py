"""The accessibility statement says what the last audit found, and whether the design is still the one it looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lfr.pages.quality_pages import audit_file, fingerprint
from lfr.pages.shown import Macros
from lfr.project import Project
from lfr.warehouse.figures import Figures


def said_of(project: Project) -> str:
    return str(Macros(Figures(project, duckdb.connect()), "").accessibility_audit())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "site" / "assets").mkdir(parents=True)
    (tmp_path / "site" / "assets" / "one.css").write_text("p { margin: 0 }", encoding="utf-8")
    return Project(tmp_path)


def recorded(project: Project, **changed: Any) -> Project:
    audit = {
        "date": "2026-11-24",
        "standard": "WCAG 2.2 AA",
        "axe": {"version": "4.14.1", "tags": ["wcag2a"]},
        "nu": {"version": "26.9.27"},
        "browser": "Chromium 156",
        "pages": 321,
        "ways": [{"width": 320, "colours": "light"}, {"width": 1280, "colours": "dark"}],
        "looks": 642,
        "violations": 0,
        "html_errors": 0,
        "left_open": [{"rule": "color-contrast", "where": "svg text", "reason": "Measured <apart>."}],
        "lowest_contrast_in_charts": 4.88,
        "of": fingerprint(project.root),
        **changed,
    }
    path = audit_file(project)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(audit), encoding="utf-8")
    return project


def test_it_says_the_day_the_pages_the_programs_and_the_result(project: Project) -> None:
    said = said_of(recorded(project))
    for words in (
        "24 November 2026",
        "each of the 321 pages that the site had then, in 2 ways",
        "No rule was broken",
        "axe 4.14.1",
        "WCAG 2.2 AA",
        "4.88 to 1",
    ):
        assert words in said
    assert "Measured &lt;apart&gt;." in said


def test_a_changed_design_makes_it_a_check_of_an_earlier_version(project: Project) -> None:
    recorded(project)
    assert "The design has not changed since" in said_of(project)
    (project.root / "site" / "assets" / "one.css").write_text("p { margin: 1em }", encoding="utf-8")
    assert "this is the check of an earlier version" in said_of(project)


def test_without_an_audit_it_claims_nothing(project: Project) -> None:
    assert said_of(project).strip() == "<p>No check of the whole site has been recorded yet.</p>"
