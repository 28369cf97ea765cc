"""The whole flow on one screen. Each stage is one call and says in one line what it did."""

from __future__ import annotations

from pathlib import Path

from lfr.kept import forget_build, inputs_digest, is_unchanged, keeping_drawings, note_build
from lfr.pages.releases.listed import citation_rows, release_rows
from lfr.pages.releases.release_pages import write_release_pages
from lfr.project import Project
from lfr.records.describe_source import Given
from lfr.releases.check import check_release
from lfr.releases.freeze import Asked, check_asked, make_release
from lfr.timings import Timings
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import building
from lfr.warehouse.figures import Figures, open_figures
from lfr.warehouse.findings import stop_on_undecided


def build(project: Project) -> None:
    """Everything from `data/` to `public/`. On any error the last good site stays; the warehouse stays on any error in the data.

    Does nothing when nothing that a build reads has changed since the last one and the site is as that one left it.
    """
    timings = Timings()
    figures_printed = is_unchanged(project)
    if figures_printed is not None:
        print(figures_printed)
        print(f"nothing has changed since the last build: {project.public.name}/ stays as it is ({timings.seconds:.1f} s)")
        return
    inputs = inputs_digest(project)
    from lfr.pages.notebooks.run import starting_notebooks
    from lfr.pages.site.building import starting_site

    # What runs notebooks has much to import, and does so while the warehouse is made; MkDocs while charts are drawn.
    with keeping_drawings(project), starting_notebooks(project) as notebooks:
        make_warehouse(project, project.warehouse, timings)
        figures = open_figures(project)
        try:
            with starting_site(project) as site:
                notebooks.run(figures)
                _make_pages(figures, timings)
                site.begin()
                with timings.stage("notebooks") as said:
                    said.append(notebooks.result())
                with timings.stage("site") as said:
                    said.append(site.result())
            figures_printed = yearly_table(project)
            print(figures_printed)
        finally:
            figures.close()
    if not note_build(project, inputs, figures_printed):
        print("files were changed while this build was made: build again, so that all of them are in it")
    timings.write(project.build / "timings.json")
    print(f"built {project.public.name}/ in {timings.seconds:.1f} s, largest process {timings.peak_mib} MiB")


def _make_pages(figures: Figures, timings: Timings) -> None:
    """Everything that the site takes in beside notebooks: charts, generated pages, files to take away."""
    from lfr.charts.all_charts import draw_charts
    from lfr.downloads.open_data import write_open_data
    from lfr.pages.chart_pages import write_chart_pages
    from lfr.pages.library.library_rows import library_rows
    from lfr.pages.library.write_library import write_foi_pages
    from lfr.pages.stubs import write_pages

    with timings.stage("charts") as said:
        said.append("{} charts, {} of them drawn".format(*draw_charts(figures)))
    with timings.stage("publish") as said:
        said.append(f"{write_pages(figures) + write_chart_pages(figures)} pages written")
    with timings.stage("foi") as said:
        said.append(f"{write_foi_pages(figures)} pages written")
    with timings.stage("releases") as said:
        said.append(f"{write_release_pages(figures)} pages written")
    with timings.stage("open data") as said:
        known = {**library_rows(figures), "releases": release_rows(figures), "citations": citation_rows(figures)}
        said.append(f"{write_open_data(figures, known)} files written")


def make_warehouse(project: Project, target: Path, timings: Timings | None = None) -> None:
    """raw → staging → core → answers, then the checks; undecided findings and unexplained changes stop here."""
    timings = timings or Timings()
    with building(target) as connection:
        with timings.stage("warehouse") as said:
            said.append(str(build_warehouse(project, connection)))
            stop_on_undecided(connection)
        with timings.stage("releases") as said:
            said.append(check_release(project, connection))
        if target == project.warehouse:
            forget_build(project)  # from the next line on the warehouse is no longer that of the last build


def release(project: Project, asked: Asked) -> str:
    """Build from committed files, then freeze the figures. Returns what was frozen."""
    code = check_asked(project, asked)
    build(project)
    figures = open_figures(project)
    try:
        return make_release(figures, asked, code)
    finally:
        figures.close()


def add(project: Project, path: Path, given: Given) -> str:
    """Register a published document and check it. Returns what is new and what the checks find, in lines for the maintainer."""
    from lfr.records.add import add_file

    return add_file(project, path, given, _findings_of)


def _findings_of(draft: Project, source_id: str) -> list[str]:
    """Build the warehouse of a draft of `data/` and list what the checks say about one document."""
    with building(draft.warehouse) as connection:
        build_warehouse(draft, connection)
        rows = connection.execute(
            "SELECT severity, page, row, column_name, title, printed, expected, detail FROM checks.findings"
            " WHERE source_id = ? AND status = 'open' ORDER BY severity, page NULLS FIRST, row NULLS FIRST, check_name",
            [source_id],
        ).fetchall()
    blocking = sum(1 for severity, *_ in rows if severity == "blocking")
    lines = [f"Findings: {blocking} blocking, {len(rows) - blocking} notices."]
    for severity, page, row, column, title, printed, expected, detail in rows:
        place = f"page {page}, row {row}, {column}" if page else column
        lines.append(f"  {severity}: {place}: {title} Printed “{printed}”, expected {expected}. {detail}".rstrip())
    if blocking:
        lines.append("`lfr build` stops until each blocking finding is corrected or accepted in data/manual/.")
    else:
        lines.append("Next: look at the notices, then run `lfr build`.")
    return lines


def list_findings(project: Project) -> None:
    """Build the warehouse beside the real one and print every finding with its decision."""
    with building(project.build / "check.duckdb") as connection:
        build_warehouse(project, connection)
        rows = connection.execute(
            "SELECT severity, status, source_id, page, row, column_name, title, printed, expected, check_name FROM checks.findings"
            " ORDER BY severity, status <> 'open', source_id, page NULLS FIRST, row NULLS FIRST, check_name"
        ).fetchall()
        for severity, status, source_id, page, row, column, title, printed, expected, name in rows:
            place = f"page {page}, row {row}, {column}" if page else column
            print(f"{severity}, {status}: {source_id}, {place}: {title} Printed “{printed}”, expected {expected}. [{name}]")
        print(f"{len(rows)} findings, {sum(1 for row in rows if row[1] == 'open')} open")
        stop_on_undecided(connection)
    (project.build / "check.duckdb").unlink(missing_ok=True)


def yearly_table(project: Project) -> str:
    """The headline figures of every publisher and year as plain text, with partial years marked."""
    from lfr.wording.words import say_both, say_figure, say_range

    measures = ["deployments", "faces_seen", "alerts", "true_alerts", "false_alerts", "arrests"]
    figures = open_figures(project)
    lines = []
    for publisher in figures.publishers().itertuples():
        rows = [["year", *(name.replace("_", " ") for name in measures), "stops"]]
        for year in figures.years(publisher.id).itertuples():
            found = [figures.figure(publisher.id, year.year, name) for name in measures]
            stops = say_range(*(figures.figure(publisher.id, year.year, f"stops_{end}") for end in ("lower", "upper")))
            rows.append([year.label, *(say_figure(one) for one in found), stops])
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines.append(f"\n{publisher.name}, by calendar year")
        lines += [
            "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
            for row in rows
        ]
        changed = [
            one
            for year in figures.years(publisher.id)["year"]
            for one in figures.figures_of_year(publisher.id, int(year))
            if one.is_corrected
        ]
        lines += [f"  {one.label}, {one.measure}: {say_both(one)}" for one in changed if one.measure in measures]
    figures.close()
    return "\n".join(lines)
