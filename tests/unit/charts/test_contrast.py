"""Words and marks of a chart stand out from what is behind them, in light and in dark: computed from the stylesheets."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lfr.charts.theme import COLOURS

CSS = Path(__file__).resolve().parents[3] / "site" / "assets" / "css"
Colour = tuple[float, float, float]


def _colour(text: str) -> Colour:
    digits = text.removeprefix("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _over(above: Colour, below: Colour, opacity: float) -> Colour:
    red, green, blue = (opacity * one + (1 - opacity) * other for one, other in zip(above, below, strict=True))
    return red, green, blue


def _light(colour: Colour) -> float:
    red, green, blue = ((one / 255 / 12.92) if one / 255 <= 0.04045 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _tokens(scheme: str) -> dict[str, Colour]:
    """The colours of the theme: light ones stand first, dark ones in the block of the reader's choice."""
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CSS.glob("*.css")))
    found: dict[str, Colour] = {}
    for selector, body in re.findall(r"(:root[^{]*)\{([^}]*)\}", sheets):
        if scheme == "dark" or ("dark" not in selector and "light" not in selector):
            found |= {name: _colour(value) for name, value in re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})\b", body)}
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_readable_on_paper_and_on_what_they_are_written_on(scheme: str) -> None:
    tokens = _tokens(scheme)
    for paper in (tokens["paper"], tokens["panel"]):
        assert _contrast(tokens["ink"], paper) >= 4.5 and _contrast(tokens["soft"], paper) >= 4.5
    for ground in ("ramp-1", "ramp-2", "ramp-3"):
        assert _contrast(tokens["ink"], tokens[ground]) >= 4.5, ground
    for ground in ("ramp-4", "ramp-5", "bar"):
        assert _contrast(tokens["paper"], tokens[ground]) >= 4.5, ground
    # The share of a part year is pale.
    assert _contrast(tokens["ink"], _over(tokens["bar"], tokens["paper"], 0.3)) >= 4.5
    assert _contrast(tokens["ink"], tokens["other"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mark_stands_out_from_the_paper(scheme: str) -> None:
    tokens = _tokens(scheme)
    for name in ("true", "false", "bar", "other", "unknown", "soft"):
        assert _contrast(tokens[name], tokens["paper"]) >= 3, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_of_a_map_can_be_told_apart(scheme: str) -> None:
    tokens = _tokens(scheme)
    ramp = [tokens["paper"], *(tokens[f"ramp-{number}"] for number in range(1, 6))]
    assert all(_contrast(one, other) >= 1.2 for one, other in pairwise(ramp))


def test_true_and_false_alerts_differ_in_grey() -> None:
    for tokens in (_tokens("light"), _tokens("dark")):
        assert _contrast(tokens["true"], tokens["false"]) >= 1.5


def test_a_downloaded_file_has_the_colours_of_the_light_theme() -> None:
    tokens = _tokens("light")
    assert {name: _colour(colour) for name, colour in COLOURS.items()} == {name: tokens[name] for name in COLOURS}
