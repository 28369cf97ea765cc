"""The whole flow on one screen. Each stage is one call, and one line says what it did and how long it took."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from lfr.curated.library import forces_with_own_texts, read_library, read_synonyms
from lfr.project import Project, figures_of_last_build, inputs_digest, record_build, refuse_left_over
from lfr.records.add import Given, add_file
from lfr.releases.check import check_release
from lfr.releases.freeze import check_release_of, make_release
from lfr.warehouse.build import build_warehouse, findings_of_source, list_findings, stop_on_undecided
from lfr.warehouse.database import building, counting
from lfr.warehouse.figures import Figures, open_figures
from lfr.wording.year_words import yearly_table


def build(project: Project) -> None:
    """Make everything from `data/` to `public/`. On any error the last good site stays; on an error in the data the warehouse stays too.

    Does nothing when nothing that a build reads has changed since the last one, and the site is as that build left it.
    """
    start = time.perf_counter()
    printed = figures_of_last_build(project)
    if printed is not None:
        print(printed)
        print(f"nothing has changed since the last build: {project.public.name}/ stays as it is ({time.perf_counter() - start:.1f} s)")
        return
    inputs = inputs_digest(project)
    check_before(project)
    make_warehouse(project, project.warehouse)
    with closing(open_figures(project)) as figures:
        make_site(figures)
        printed = yearly_table(figures)
    print(printed)
    if not record_build(project, inputs, printed):
        print("files were changed while this build was made: build again, so that all of them are in it")
    print(f"built {project.public.name}/ in {time.perf_counter() - start:.1f} s")


def check_before(project: Project) -> None:
    """Raise an error, before anything is made or replaced, for what would stop the build only when it comes to the pages."""
    from lfr.pages.notebooks.run import check_notebooks
    from lfr.pages.site.building import check_target

    check_target(project)
    refuse_left_over(project)
    check_notebooks(project)
    if forces_with_own_texts(project):
        read_library(project)
        read_synonyms(project)


def make_warehouse(project: Project, target: Path) -> None:
    """raw → staging → core → answers, then the checks; undecided findings and unexplained changes stop here."""
    with building(target) as connection:
        _stage("warehouse", lambda: build_warehouse(project, connection))
        stop_on_undecided(connection)
        _stage("releases", lambda: check_release(project, connection))


def make_site(figures: Figures) -> None:
    """Charts, generated pages and files to take away, the notebooks beside them, and then the site from all of it."""
    # Imported here: a build with nothing changed must not wait for libraries that draw.
    from lfr.charts.all_charts import draw_charts
    from lfr.downloads.open_data import write_open_data
    from lfr.pages.chart_pages import write_chart_pages
    from lfr.pages.figure_pages import citation_rows
    from lfr.pages.library_files import library_rows, write_library
    from lfr.pages.notebooks.run import running_notebooks
    from lfr.pages.release_pages import release_rows, write_release_pages
    from lfr.pages.site.building import build_site
    from lfr.pages.stubs import write_pages

    def open_data() -> str:
        known = {**library_rows(figures), "releases": release_rows(figures), "citations": citation_rows(figures)}
        return f"{write_open_data(figures, known)} files written"

    _stage("charts", lambda: f"{draw_charts(figures)} charts drawn")
    with running_notebooks(figures.project) as notebooks:  # which show the charts just drawn
        _stage("publish", lambda: f"{write_pages(figures) + write_chart_pages(figures)} pages written")
        _stage("foi", lambda: f"{write_library(figures)} pages written")
        _stage("releases", lambda: f"{write_release_pages(figures)} pages written")
        _stage("open data", open_data)
        _stage("notebooks", notebooks)
    _stage("site", lambda: build_site(figures.project))


def release(project: Project, day: date, note: str) -> str:
    """Build from committed files, then freeze the figures. Returns what was frozen."""
    code = check_release_of(project, day, note)
    build(project)
    with closing(open_figures(project)) as figures:
        return make_release(figures, day, note, code)


def add(project: Project, path: Path, given: Given) -> str:
    """Register a published document and check it. Returns what is new and what the checks find, in lines for the maintainer."""

    def findings(draft: Project, source_id: str) -> list[str]:
        with counting() as connection:
            build_warehouse(draft, connection)
            return findings_of_source(connection, source_id)

    return add_file(project, path, given, findings)


def check(project: Project) -> None:
    """Build a warehouse that is kept nowhere, and print every finding with its decision."""
    with counting() as connection:
        build_warehouse(project, connection)
        print(list_findings(connection))
        stop_on_undecided(connection)


def _stage(name: str, run: Callable[[], str]) -> None:
    """Run a stage and print one line: its name, its seconds, and what it says that it did."""
    start = time.perf_counter()
    said = run()
    print(f"{name:<10} {time.perf_counter() - start:6.1f} s   {said}", flush=True)
