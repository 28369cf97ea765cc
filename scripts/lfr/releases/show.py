"""Which release a built site shows, for whoever asks with nothing but the project."""

from __future__ import annotations

from lfr.project import Project
from lfr.warehouse.figures import Shown, open_figures


def shown(project: Project) -> Shown:
    """The release that the figures of the last build are of. Raises LfrError when nothing has been built."""
    figures = open_figures(project)
    try:
        return figures.shown()
    finally:
        figures.close()
