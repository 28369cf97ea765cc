"""The Nu HTML checker: which HTML is not valid."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from browser.needs import NU


def version() -> str:
    return subprocess.run(["java", "-jar", str(NU), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def errors(public: Path) -> list[str]:
    """One line for each error: the page, the line of its HTML, what is wrong."""
    asked = ["java", "-Xss4m", "-jar", str(NU), "--errors-only", "--skip-non-html", "--format", "json", str(public)]
    run = subprocess.run(asked, capture_output=True, text=True, check=False)
    # Its report goes to standard error; anything that is not a report is a fault of the checker itself.
    try:
        messages = json.loads(run.stderr)["messages"]
    except ValueError:
        raise RuntimeError(f"the Nu checker gave no report: {run.stderr[:500]}") from None
    return [
        f"{one['url'].partition(public.name + '/')[2]}:{one.get('lastLine', '?')}: {one['message']} {one.get('extract', '').strip()[:120]}"
        for one in messages
    ]
