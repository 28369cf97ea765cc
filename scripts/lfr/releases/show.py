"""Which release a built site shows, for whoever asks with nothing but the project."""

from __future__ import annotations

from lfr.figures import Shown, open_figures
from lfr.paths import Project


def shown(project: Project) -> Shown:
    """The release that the figures of the last build are of. Raises LfrError when nothing has been built."""
    figures = open_figures(project)
    try:
        return figures.shown()
    finally:
        figures.close()
