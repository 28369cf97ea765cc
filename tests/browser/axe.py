"""axe in a page: what it finds, and what it leaves open."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from browser.needs import AXE

HERE = Path(__file__).parent
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def source() -> str:
    return AXE.read_text(encoding="utf-8")


@cache
def look() -> str:
    """The function that a page evaluates."""
    return (HERE / "look.js").read_text(encoding="utf-8").partition("\n")[2]


@cache
def explained() -> list[dict[str, str]]:
    """What is left open for a known reason: rule, selector, reason."""
    return tomllib.loads((HERE / "explained.toml").read_text(encoding="utf-8"))["incomplete"]


def asked() -> dict[str, Any]:
    return {"tags": TAGS, "explained": [{"rule": one["rule"], "selector": one["selector"]} for one in explained()]}


@dataclass
class Found:
    """What one look at a page found. `used`: which explanations it needed; `lowest`: the lowest contrast of text in its charts."""

    violations: list[str]
    unexplained: list[str]
    used: list[int]
    lowest: float
    sideways: int

    @property
    def faults(self) -> list[str]:
        sideways = [f"scrolls sideways: {self.sideways} px wide"] if self.sideways else []
        return [*self.violations, *(f"left open: {one}" for one in self.unexplained), *sideways]
