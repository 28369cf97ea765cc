"""Pictures of nine pages, kept in build/screenshots/ for a person to look at; and what a picture would show cut off."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .conftest import Open

pytestmark = pytest.mark.slow

PAGES = {
    "home": "/",
    "year": "/met/years/2024/",
    "answer": "/met/answers/how-many-people-were-stopped/",
    "figure": "/met/figures/false-alerts/2024/",
    "compare": "/met/compare/",
    "borough": "/met/boroughs/croydon/",
    "place": "/met/places/croydon/",
    "quality": "/quality/",
    "data": "/data/",
}

# Text that is wider than its box where the box hides the rest, and cells or headings that lie on each other.
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const isWider = one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
  return one.checkVisibility() && !one.matches(".lfr-hidden") && style.overflowX === "hidden" && isWider && one.textContent.trim();
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_pictured_and_cut_nothing_off(open_page: Open, kept: Path, width: int, scheme: str) -> None:
    page = open_page("/", width=width, scheme=scheme).page
    cut_off = []
    for name, address in PAGES.items():
        page.goto(address)
        page.screenshot(path=kept / f"{name}-{width}-{scheme}.png", clip={"x": 0, "y": 0, "width": width, "height": 6000}, full_page=True)
        cut_off += [f"{address}: {one}" for one in page.evaluate(_CUT_OFF)]
    assert cut_off == []
    assert len(list(kept.glob(f"*-{width}-{scheme}.png"))) == len(PAGES)


def test_pages_are_pictured_on_paper(open_page: Open, kept: Path) -> None:
    page = open_page("/", scheme="dark").page
    for name, address in PAGES.items():
        page.goto(address)
        page.pdf(path=kept / f"{name}-print.pdf", prefer_css_page_size=True)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "60", "-l", "3", str(kept / f"{name}-print.pdf"), str(kept / f"{name}-print")], check=True
        )
        assert list(kept.glob(f"{name}-print-*.png"))
