"""Look at every page of a built site with axe, and at all HTML with the Nu checker.

    python -m browser.audit PUBLIC [--every] [--record FILE --date 2026-01-31]

Prints what is wrong and exits 1; with --record it writes what the accessibility statement shows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from browser import nu
from browser.axe import TAGS, Found, asked, explained, look, source
from browser.matrix import WAYS, Way, addresses, representatives_of, ways_for
from browser.needs import CHROMIUM, FLAGS, ROOT
from browser.server import served
from lfr.pages.quality_pages import fingerprint
from playwright.async_api import Browser, Page, async_playwright

# As many as CI has cores; a third page at a time was not faster.
_AT_ONCE = 2


class Audit:
    """What was found on all pages."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.used: set[int] = set()
        self.lowest = 21.0
        self.looks = 0
        self.axe = self.browser = ""

    def add(self, address: str, way: Way, found: Found) -> None:
        self.looks += 1
        self.faults += [f"{address} at {way.width} px, {way.scheme}: {one}" for one in found.faults]
        self.used |= set(found.used)
        self.lowest = min(self.lowest, found.lowest)


async def _look(page: Page, address: str, ways: tuple[Way, ...], audit: Audit) -> None:
    await page.set_viewport_size({"width": ways[0].width, "height": 900})
    await page.emulate_media(color_scheme=ways[0].scheme)
    await page.goto(address)
    await page.evaluate(source())
    audit.axe = audit.axe or await page.evaluate("axe.version")
    for way in ways:
        await page.set_viewport_size({"width": way.width, "height": 900})
        await page.emulate_media(color_scheme=way.scheme)
        audit.add(address, way, Found(**await page.evaluate(look(), asked())))


async def _worker(browser: Browser, origin: str, todo: list[tuple[str, tuple[Way, ...]]], audit: Audit) -> None:
    context = await browser.new_context(base_url=origin)
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    while todo:
        address, ways = todo.pop()
        await _look(page, address, ways, audit)
        audit.faults += [f"{address}: console: {one}" for one in said]
        said.clear()
    await context.close()


async def look_at_all(public: Path, every: bool) -> Audit:
    """Every page, or those that stand for all; the largest first, so that no worker is left with one at the end."""
    everything, chosen, audit = addresses(public), representatives_of(public), Audit()
    todo = [(one, ways) for one in everything if (ways := ways_for(one, everything, chosen, every))]
    todo.sort(key=lambda one: (public / one[0].lstrip("/") / ("index.html" if one[0].endswith("/") else "")).stat().st_size)
    with served(public) as site:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            audit.browser = browser.version
            await asyncio.gather(*[_worker(browser, site.origin, todo, audit) for _ in range(_AT_ONCE)])
            await browser.close()
    for at, one in enumerate(explained()):
        if at not in audit.used:
            audit.faults.append(
                f"tests/browser/explained.toml: no page needs the entry for {one['rule']} on {one['selector']}; take it out"
            )
    return audit


def record(audit: Audit, public: Path, day: str) -> dict[str, Any]:
    """What the accessibility statement shows."""
    return {
        "date": day,
        "standard": "WCAG 2.2 AA",
        "axe": {"version": audit.axe, "tags": TAGS},
        "nu": {"version": nu.version()},
        "browser": f"Chromium {audit.browser}",
        "pages": len(addresses(public)),
        "ways": [{"width": way.width, "colours": way.scheme} for way in WAYS],
        "looks": audit.looks,
        "violations": 0,
        "html_errors": 0,
        "left_open": [{"rule": one["rule"], "where": one["selector"], "reason": one["reason"]} for one in explained()],
        "lowest_contrast_in_charts": round(audit.lowest, 2),
        "of": fingerprint(ROOT),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("public", type=Path)
    parser.add_argument("--every", action="store_true", help="each page four ways: what an audit is")
    parser.add_argument("--record", type=Path, help="write the result here; only where nothing is wrong and every page was looked at")
    parser.add_argument("--date", default=date.today().isoformat())
    options = parser.parse_args()
    start = time.perf_counter()
    audit = asyncio.run(look_at_all(options.public, options.every))
    faults = [*audit.faults, *(nu.errors(options.public) if options.record else [])]
    print(*faults, sep="\n")
    pages = len(addresses(options.public))
    print(f"{len(faults)} faults: axe {audit.axe}, {pages} pages, {audit.looks} looks, {time.perf_counter() - start:.0f} s")
    if options.record and not faults and options.every:
        options.record.parent.mkdir(parents=True, exist_ok=True)
        options.record.write_text(json.dumps(record(audit, options.public, options.date), indent=2) + "\n", encoding="utf-8")
        print(f"written: {options.record}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
