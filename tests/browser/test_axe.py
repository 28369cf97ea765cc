"""Nothing on any page that axe calls wrong, or leaves open without a reason given in explained.toml."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from browser.needs import ROOT

from ..site.pages import Built


@pytest.mark.slow
def test_axe_finds_nothing_wrong_on_any_template(built: Built) -> None:
    """A page of every template four ways, of the others every tenth one way (`make audit` looks at all of them four ways)."""
    # A process of its own: it opens several pages at a time, which the tests' own browser does not.
    paths = os.pathsep.join(str(ROOT / name) for name in ("scripts", "tests"))
    run = subprocess.run(
        [sys.executable, "-m", "browser.audit", str(built.public)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-3000:]
    print(run.stdout)
