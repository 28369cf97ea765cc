"""Nothing on any page that axe calls wrong, or leaves open without a reason given in explained.toml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser.needs import ROOT

from ..site.pages import Built


def look(public: Path, ways: str) -> None:
    """Open the pages in a process of its own: it opens several at a time, which the tests' own browser does not."""
    paths = os.pathsep.join(str(ROOT / name) for name in ("scripts", "tests"))
    run = subprocess.run(
        [sys.executable, "-m", "browser.audit", str(public), "--ways", ways],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-3000:]


def test_axe_finds_nothing_wrong_on_a_page_of_each_template(built: Built) -> None:
    look(built.public, "templates")


@pytest.mark.slow
def test_axe_finds_nothing_wrong_on_any_page(built: Built) -> None:
    """A page of each template four ways, every other page two ways; `make audit` looks at all of them four ways."""
    look(built.public, os.environ.get("LFR_AXE", "two"))
