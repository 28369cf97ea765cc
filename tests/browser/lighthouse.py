"""Measure four pages as Lighthouse sees them on a slow phone, and how far the year is from a bare page with the same charts and table.

    python -m browser.lighthouse PUBLIC

Writes build/lighthouse.json, prints a table, and exits 1 where a page misses what the site promises.
"""

from __future__ import annotations

import argparse
import json
import os
import re
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
    "deployments": "/met/deployments/",
}
BARE = "bare.html"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def bare_page(year: str) -> str:
    """The charts and tables of a page, and nothing else: no style, no script, no frame. What the browser needs for them at the least."""
    parts = re.findall(r"<svg\b.*?</svg>|<table\b.*?</table>", re.sub(r".*?<article", "", year, count=1, flags=re.S), re.S)
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title><h1>Bare</h1>{"".join(parts)}</html>'


def _measured(address: str, folder: Path) -> dict[str, Any]:
    report = folder / "report.json"
    command = ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}", "--form-factor=mobile"]
    flags = " ".join(["--headless=new", *FLAGS])
    subprocess.run([*command, f"--chrome-flags={flags}"], env={**os.environ, "CHROME_PATH": CHROMIUM}, check=True, capture_output=True)
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
    """The middle of several runs of each page, and of the bare one."""
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare"
        bare.mkdir()
        year = (public / PAGES["year"].lstrip("/") / "index.html").read_text(encoding="utf-8")
        (bare / "index.html").write_text(bare_page(year), encoding="utf-8")
        for name, root, address in [("bare", bare, "/"), *((name, public, address) for name, address in PAGES.items())]:
            with served(root) as site:
                found = [_measured(site.origin + address, Path(folder)) for _ in range(runs)]
            results[name] = found[0] | {key: median(one[key] for one in found) for key in (*_CATEGORIES, "lcp_ms", "tbt_ms", "cls")}
    return results


def faults(results: dict[str, dict[str, Any]]) -> list[str]:
    """Where a page misses its promise."""
    found = []
    floor = results["bare"]["tbt_ms"] + 50
    for name in PAGES:
        one = results[name]
        found += [f"{name}: performance {one['performance']}, at least 98 is promised"] if one["performance"] < 98 else []
        found += [f"{name}: {what} {one[what]}: {', '.join(one['missed'])}" for what in _CATEGORIES[1:] if one[what] < 100]
        found += [f"{name}: largest contentful paint {one['lcp_ms']} ms, under 1200 is promised"] if one["lcp_ms"] >= 1200 else []
        found += [f"{name}: layout shift {one['cls']}"] if one["cls"] else []
    year = results["year"]
    found += [f"year: blocked for {year['tbt_ms']} ms, {floor} is allowed (a bare page and 50)"] if year["tbt_ms"] > floor else []
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure four pages on a slow phone.")
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
