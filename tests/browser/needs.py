"""What the tests in this folder need on the machine, and which of it is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "build" / "tools" / "node_modules"
AXE = TOOLS / "axe-core" / "axe.min.js"
NU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = TOOLS / "lighthouse" / "cli" / "index.js"
CHROMIUM = os.environ.get("LFR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
# No sandbox: CI runs as root in a container. The rest keeps the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Files of this folder that need less than the browser and axe.
_LESS = {"test_reading.py": (), "test_server.py": (), "test_matrix.py": (), "test_valid_html.py": ("Java", "the Nu HTML checker")}


def missing() -> dict[str, str]:
    """What is not on this machine, with how to get it."""
    tools = "`make tools`, which needs npm"
    wanted = {
        "Chromium": (CHROMIUM, "`apt-get install chromium`, or its path in LFR_CHROMIUM"),
        "axe": (AXE.is_file(), tools),
        "Java": (shutil.which("java"), "`apt-get install default-jre-headless`"),
        "the Nu HTML checker": (NU.is_file(), tools),
        "pdftotext": (shutil.which("pdftotext"), "`apt-get install poppler-utils`"),
    }
    return {name: how for name, (is_there, how) in wanted.items() if not is_there}


def left_out() -> list[str]:
    """The test files of this folder that cannot run here."""
    gone = missing()
    return [
        path.name
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        if any(name in gone for name in _LESS.get(path.name, ("Chromium", "axe", "pdftotext")))
    ]


def said() -> str:
    """One line for the head of a test run; empty where everything is there."""
    gone = missing()
    if not gone:
        return ""
    parts = "; ".join(f"{name}: {how}" for name, how in gone.items())
    return f"browser tests: {len(left_out())} files in tests/browser left out, missing here: {parts}"
