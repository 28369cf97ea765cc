"""Measure five pages as Lighthouse sees them on a slow phone, served compressed.

    python -m browser.lighthouse PUBLIC

Writes build/lighthouse.json, prints a table, and exits 1 where a page misses what the site promises.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from browser.needs import CHROMIUM, FLAGS, LIGHTHOUSE, ROOT
from browser.server import served

PAGES = {
    "home": "/",
    "year": "/met/years/2024/",
    "answer": "/met/answers/how-many-people-were-stopped/",
    "figure": "/met/figures/false-alerts/2024/",
    "deployments": "/met/deployments/",
}
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_PROMISED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def _measured(address: str, folder: Path) -> dict[str, Any]:
    report = folder / "report.json"
    command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}", "--form-factor=mobile"]
    command.append(f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}")
    for attempt in range(3):  # a browser that does not start, or dies, says nothing about the page
        ran = subprocess.run(command, env={**os.environ, "CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=False)
        if not ran.returncode:
            break
        print(f"{address}: the browser failed ({(ran.stderr.strip().splitlines() or ['no reason given'])[-1]}), attempt {attempt + 1} of 3")
    else:
        raise SystemExit(f"{address}: could not be measured.")
    found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    return {
        **{name: round(100 * found["categories"][name]["score"]) for name in _CATEGORIES},
        "lcp_ms": round(audits["largest-contentful-paint"]["numericValue"]),
        "tbt_ms": round(audits["total-blocking-time"]["numericValue"]),
        "cls": round(audits["cumulative-layout-shift"]["numericValue"], 4),
        "bytes": round(audits["total-byte-weight"]["numericValue"]),
        "missed": sorted(
            one["id"]
            for name in _CATEGORIES[1:]
            for part in found["categories"][name]["auditRefs"]
            if (one := audits[part["id"]])["score"] not in (None, 1) and part["weight"]
        ),
        "lighthouse": found["lighthouseVersion"],
    }


def measure(public: Path, runs: int) -> dict[str, dict[str, Any]]:
    """The middle of several runs of each page."""
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder, served(public) as site:
        for name, address in PAGES.items():
            found = [_measured(site.origin + address, Path(folder)) for _ in range(runs)]
            results[name] = found[0] | {key: median(one[key] for one in found) for key in (*_CATEGORIES, "lcp_ms", "tbt_ms", "cls")}
    return results


def faults(results: dict[str, dict[str, Any]]) -> list[str]:
    """Where a page misses its promise."""
    return [
        f"{name}: {what} {one[what]:.0f}, {least} is promised ({', '.join(one['missed'])})"
        for name, one in results.items()
        for what, least in _PROMISED.items()
        if one[what] < least
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure five pages on a slow phone.")
    parser.add_argument("public", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    results = measure(options.public, options.runs)
    (ROOT / "build" / "lighthouse.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(f"{'page':<12} perf  a11y  best  seo   LCP ms  TBT ms     CLS      KB")
    for name, one in results.items():
        scores = "  ".join(f"{one[what]:>4.0f}" for what in _CATEGORIES)
        print(f"{name:<12}{scores}  {one['lcp_ms']:>7.0f} {one['tbt_ms']:>7.0f} {one['cls']:>7} {one['bytes'] / 1024:>7.1f}")
    print(*faults(results), sep="\n")
    return 1 if faults(results) else 0


if __name__ == "__main__":
    sys.exit(main())
