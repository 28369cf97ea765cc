"""One look for every chart: readable on white, on dark and in grey, at 320 px and on paper.

A colour is written twice: as a fill, so that a downloaded file is right on white, and as a class that the site's
stylesheet (assets/css/charts.css) sets from the theme's own colours, so that a chart inside a page follows light and dark.
"""

from dataclasses import dataclass

# 360 units: in a window of 320 px a label of 13 units is still 10 px high.
WIDTH = 360
FONT_SIZE = 13
SMALL = 12


@dataclass(frozen=True)
class Ink:
    """A colour, with the name of its class and of its hatching (for a part of a year or month)."""

    name: str
    colour: str


# True and false alerts have these colours everywhere. Each has its word beside it, so they hold in grey too.
TRUE = Ink("true", "#4f93d6")
FALSE = Ink("false", "#9a3d00")
BAR = Ink("bar", "#55677a")
OTHER = Ink("other", "#8391a0")
UNKNOWN = Ink("unknown", "#767f87")
SOFT = Ink("soft", "#4c5661")
INKS = {ink.name: ink for ink in (TRUE, FALSE, BAR, OTHER, UNKNOWN, SOFT)}
TEXT = "currentColor"
