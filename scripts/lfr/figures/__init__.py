"""The read side: every figure, deployment and finding of a built warehouse, as pandas data frames.

Notebooks, page macros and downloads read through here and nowhere else, so that they cannot disagree.

    from lfr.figures import open_figures
    figures = open_figures()
    figures.figure("met", 2024, "arrests").value
    figures.deployments("met", 2024)
    figures.by_year("met", ["deployments", "alerts"])
    figures.relation("answers.yearly_figures").filter("measure = 'arrests'").order("year")    # for those who prefer SQL
"""

from __future__ import annotations

from pathlib import Path

from lfr.figures.areas import Areas
from lfr.figures.compared import Compared
from lfr.figures.figure import Figure, Shown
from lfr.figures.reading import Answers
from lfr.figures.records import Records
from lfr.figures.released import Released
from lfr.figures.yearly import Yearly
from lfr.notes import noted
from lfr.paths import Project, find_project

__all__ = ["Answers", "Figure", "Figures", "Shown", "open_figures"]


class Figures(Yearly, Areas, Records, Released, Compared):
    """Read access to a built warehouse. Opened by `open_figures`; every method returns a fresh data frame."""


def open_figures(project: Project | Path | str | None = None) -> Figures:
    """Open the warehouse of a project, or of the folder it is in (default: the one around the working directory).

    Raises LfrError when it has not been built yet.
    """
    found = project if isinstance(project, Project) else find_project(Path(project) if project else None)
    return noted(Figures(found), is_of_this_project=project is None)
