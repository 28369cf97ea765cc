"""Reads a built warehouse: every figure, deployment and finding, as pandas data frames.

Notebooks, page macros and downloads read through here and nowhere else, so that they cannot disagree.

    from lfr.warehouse.figures import open_figures
    figures = open_figures()
    figures.figure(publisher, 2024, "arrests").value
    figures.deployments(publisher, 2024)
    figures.by_year(publisher, ["deployments", "alerts"])
    figures.relation("answers.yearly_figures").filter("measure = 'arrests'").order("year")    # for those who prefer SQL
"""

from pathlib import Path

from lfr.project import Project, find_project
from lfr.warehouse.figures.figure import Figure, Shown
from lfr.warehouse.figures.yearly import Figures

__all__ = ["Figure", "Figures", "Shown", "open_figures"]


def open_figures(project: Project | Path | str | None = None) -> Figures:
    """Open the warehouse of a project, or of the folder it is in (default: the one around the working directory).

    Raises LfrError when it has not been built yet.
    """
    return Figures(project if isinstance(project, Project) else find_project(Path(project) if project else None))
