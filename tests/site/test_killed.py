"""A build that is killed, at whatever moment, leaves the last good site and the data as they were, and the next build succeeds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from lfr.pipeline import build

from .pages import Built, contents

# After the line of which stage, and how many seconds later: in every stage, and several times while MkDocs writes pages.
MOMENTS = [("", 0.3), ("warehouse", 0.0), ("charts", 0.0), ("open data", 0.3), ("open data", 0.8), ("open data", 1.5)]


def _kill_at(project_root: str, stage: str, later: float) -> int:
    """Start `lfr build` in a process group of its own and kill all of it at one moment. Returns how it ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lfr.cli", "--project", project_root, "build"],
        env={**os.environ, "PYTHONPATH": os.path.join(project_root, "scripts")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    while stage and not process.stdout.readline().startswith(stage):
        assert process.poll() is None, f"the build ended before {stage}"
    time.sleep(later)
    os.killpg(process.pid, signal.SIGKILL)
    process.stdout.close()
    return process.wait()


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_last_good_site_and_the_data(copy_of_built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_of_built.project
    page = project.root / "site" / "about" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA sentence that the next build brings.\n", encoding="utf-8")
    site, data = contents(project.public), contents(project.data)
    left = {}
    for stage, later in MOMENTS:
        # 0: on a fast machine the last moment is after the end.
        assert _kill_at(str(project.root), stage, later) in (-signal.SIGKILL, 0)
        left[stage, later] = contents(project.public)
        assert contents(project.data) == data, (stage, later)
    monkeypatch.setenv("PYTHONPATH", str(project.root / "scripts"))
    build(project)
    new = contents(project.public)
    # The last good site: the one before, or on a fast machine the new one, whole, where the kill came after the pages were swapped.
    for moment, found in left.items():
        assert [name for name in {*found, *site} if found.get(name) != site.get(name)] == [] or found == new, moment
    assert sum(found == site for found in left.values()) >= 4
    assert "A sentence that the next build brings." in (project.public / "about" / "index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in project.root.iterdir() if path.name.startswith("public")) == ["public"]
