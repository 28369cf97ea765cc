"""Pages of this part of the FOI room."""

from __future__ import annotations

from pathlib import Path

from lfr.figures import Figures
from lfr.foi.library import Library


def write(figures: Figures, library: Library, root: Path) -> int:
    """Write the pages under `root`. Returns how many."""
    return 0
