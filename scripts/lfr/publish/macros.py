"""What a page may ask for. `site/*.md` and `site/_templates/*.md` call these; nothing types a figure by hand."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd

from lfr.errors import LfrError
from lfr.figures import Figure, Figures
from lfr.html import Cell, block, table
from lfr.paths import CHECKS, MODELS
from lfr.publish import accessibility, areas, audits, chart_pages, check_lines, citing, editions, notebook_pages, rows, second_opinion
from lfr.publish.deployments_form import deployments_form
from lfr.publish.open_data import show
from lfr.publish.verify import verify_script
from lfr.words import BASES, FEW, LOG_KINDS, LOG_MEANINGS, say_basis, say_both, say_count, say_range, say_with_counts


class Macros:
    """The macros of one page: `url` is the page's address, from which every link is made relative."""

    def __init__(self, figures: Figures, url: str) -> None:
        self.figures = figures
        self.url = url
        self._has_chart = False

    def names(self) -> dict[str, Callable[..., object]]:
        """Every public method, by name, for the template engine."""
        return {name: getattr(self, name) for name in dir(self) if not name.startswith("_") and name not in ("figures", "url", "names")}

    # -- addresses ---------------------------------------------------------------------------------------------

    def href(self, address: str) -> str:
        """A site address ("/met/years/2024/#alerts") relative to this page, so that the site works in any folder."""
        path, mark, anchor = address.partition("#")
        relative = posixpath.relpath(path, "/" + self.url) if path else ""
        if path.endswith("/") and relative:
            relative += "/"
        return f"{relative}{mark}{anchor}"

    def rows_address(self, publisher: str, year: int) -> str:
        """Where the printed rows behind the figures of a year stand."""
        return f"/{publisher}/years/{year}/#rows"

    # -- single figures ----------------------------------------------------------------------------------------

    def figure(self, publisher: str, year: int, measure: str) -> str:
        """One figure inside a sentence, linked to its rows; a rate with its counts and interval."""
        found = self.figures.figure(publisher, year, measure)
        return f'<a class="lfr-figure" href="{self.href(self.rows_address(publisher, year))}">{escape(say_both(found))}</a>'

    def stops_range(self, publisher: str, year: int) -> str:
        """The stops of a year, as a range where they are not printed, linked to their rows."""
        text, published = self._stops(publisher, year)
        text += f" ({published})" if published else ""
        return f'<a class="lfr-figure" href="{self.href(self.rows_address(publisher, year))}">{escape(text)}</a>'

    def _stops(self, publisher: str, year: int) -> tuple[str, str]:
        """The range of stops of a year, and what it would be as published where a correction changed it."""
        bounds = [self.figures.figure(publisher, year, f"stops_{end}") for end in ("lower", "upper")]
        published = f"as published {say_range(*(one.as_published for one in bounds))}" if any(one.is_corrected for one in bounds) else ""
        return say_range(*bounds), published

    def label(self, publisher: str, year: int) -> str:
        """The name of a year, which says so when the records cover only a part of it."""
        return self.figures.figure(publisher, year, "deployments").label

    def figures_of(self, publisher: str, year: int) -> Figure:
        """The deployments of a year as a figure, for what a template asks about the year (is_partial, value)."""
        return self.figures.figure(publisher, year, "deployments")

    def source_of(self, source_id: str) -> dict[str, object]:
        """One document, by the keys of sources.toml."""
        return dict(self.figures.sources().set_index("id").loc[source_id])

    def as_at(self) -> str:
        """What the figures rest on: the newest document of all."""
        newest = pd.to_datetime(self.figures.sources()["edition"]).max()
        return f"{newest.day} {newest:%B %Y}"

    def closing_line(self) -> str:
        """The last line of every page: what the figures rest on, and which release it shows."""
        newest = f'the newest <a href="{self.href("/sources/")}">document</a> counted'
        release = citing.release_sentence(self.figures, self.href)
        return block(f'<p class="lfr-as-at">Figures as at {self.as_at()}, the date of {newest}. {release}</p>')

    def accessibility_audit(self) -> str:
        """The last check of the whole site for accessibility."""
        return accessibility.statement(self.figures.project)

    def publisher_name(self, publisher: str, short: bool = False) -> str:
        found = self.figures.publishers().set_index("id")
        return str(found.loc[publisher, "short_name" if short else "name"])

    def parts_note(self, publisher: str, year: int | None = None) -> str:
        """Says for which years true and false alerts do not make the printed total, and where the rows are listed."""
        said = []
        for one in self.figures.years(publisher)["year"] if year is None else [year]:
            total, true, false = (
                self.figures.figure(publisher, int(one), name).value for name in ("alerts", "true_alerts", "false_alerts")
            )
            if total is not None and true is not None and false is not None and true + false != total:
                differ = abs(int(true + false - total))
                more = "more" if true + false > total else "fewer"
                said.append(f"In {self.label(publisher, int(one))} true and false alerts make {differ} {more} than the total")
        link = self.href("/quality/findings/#parts-and-total")
        return f'{"; ".join(said)}: the parts of a row do not add up <a href="{link}">as printed</a>.' if said else ""

    def publishers(self) -> list[str]:
        """The ids of the forces whose records are counted."""
        return [name for name in self.figures.publishers()["id"] if not self.figures.years(name).empty]

    def latest(self, publisher: str) -> str:
        """The figures a reader came for: the newest whole year, and the part year after it."""
        years = list(self.figures.years(publisher).itertuples())
        whole = [one for one in years if not one.is_partial]
        shown = [*whole[-1:], *[one for one in years if one.is_partial and (not whole or one.year > whole[-1].year)][-1:]]
        return block(f'<div class="lfr-latest">{"".join(self._latest_year(publisher, one) for one in shown)}</div>')

    def _latest_year(self, publisher: str, year: Any) -> str:
        titles = {
            "deployments": "deployments",
            "faces_seen": "faces seen (estimate)",
            "alerts": "alerts",
            "stops": "stops",
            "arrests": "arrests",
        }
        facts = "".join(
            f"<div><dt>{title}</dt><dd>{self._latest_figure(publisher, year.year, name)}</dd></div>" for name, title in titles.items()
        )
        home = self.href(f"/{publisher}/years/{year.year}/")
        part = " Covered in part: do not compare it with a whole year." if year.is_partial else ""
        name = escape(self.publisher_name(publisher, short=True))
        return (
            f"<section><h2>{name}, {escape(year.label)}</h2><dl>{facts}</dl>"
            f'<p><a href="{home}">{escape(year.label)}: every figure</a>.{part}</p></section>'
        )

    def _latest_figure(self, publisher: str, year: int, name: str) -> str:
        target = self.href(f"/{publisher}/years/{year}/#{name.replace('_', '-')}")
        if name == "stops":
            text, published = self._stops(publisher, year)
        else:
            found = self.figures.figure(publisher, year, name)
            text, published = say_with_counts(found), _published_note(found, "")
        note = f"<small>{escape(published)}</small>" if published else ""
        return f'<a href="{target}">{escape(text)}</a>{note}'

    def first_deployment(self, publisher: str) -> str:
        """The id of the first deployment of a force, as an example of an address."""
        return str(self.figures.deployments(publisher)["deployment_id"].iloc[0])

    def covered(self, publisher: str) -> str:
        """From which day to which the records of a publisher reach."""
        years = self.figures.years(publisher)
        first, last = years["covers_from"].min(), years["covers_to"].max()
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"

    def years_of(self, publisher: str) -> list[int]:
        """The calendar years of a publisher, for a template that says something of each."""
        return [int(year) for year in self.figures.years(publisher)["year"]]

    def covers_to(self, publisher: str, year: int) -> str:
        """The last day of a year that the records cover, for a sentence: a newer record moves it."""
        last = self.figures.figure(publisher, year, "deployments").covers_to
        return f"{last.day} {last:%B %Y}"

    # -- tables ------------------------------------------------------------------------------------------------

    def yearly_table(self, publisher: str, measures: list[str], caption: str = "", anchors: bool = False) -> str:
        """Measures by calendar year, one row a year. `stops` stands for the range of stops. Every figure links to its rows."""
        titles = self.figures.measures().set_index("measure")["title"]
        head = ["Calendar year", *("Stops" if name == "stops" else str(titles.get(name, name)) for name in measures)]
        lines, ids = [], []
        for year in self.figures.years(publisher).itertuples():
            target = self.href(self.rows_address(publisher, year.year))
            cells = [Cell(year.label, self.href(f"/{publisher}/years/{year.year}/"))]
            cells += [self._figure_cell(publisher, year.year, name, target) for name in measures]
            lines.append(cells)
            ids.append(str(year.year))
        return table(caption or f"{self.publisher_name(publisher, short=True)}, by calendar year", head, lines, ids if anchors else ())

    def _figure_cell(self, publisher: str, year: int, name: str, target: str) -> Cell:
        if name == "stops":
            text, published = self._stops(publisher, year)
            return Cell(text, target, note=published, number=True)
        found = self.figures.figure(publisher, year, name)
        return Cell(say_with_counts(found), target, note=_published_note(found, self._stopped(found)), number=True)

    def _stopped(self, found: Figure) -> str:
        if found.measure != "deployments":
            return ""
        stopped = self.figures.figure(found.publisher, found.year, "deployments_stopped_early").value
        return f"{say_count(stopped)} of them stopped early" if stopped else ""

    def year_measures(self, publisher: str, year: int) -> str:
        """Every measure of one year with its basis; each row has the measure's name as its anchor."""
        lines, ids = [], []
        for found in self.figures.figures_of_year(publisher, year):
            ids.append(found.measure.replace("_", "-"))
            lines.append([
                Cell(found.title, self.href(f"/methods/{found.method}/")),
                Cell(say_with_counts(found), self.href("#rows"), number=True),
                Cell(say_with_counts(found.as_published), note="changed by a correction" if found.is_corrected else "", number=True),
                Cell(say_basis(found.basis)),
                citing.cite_cell(publisher, year, found.measure, self.href),
            ])  # fmt: skip
        label = self.label(publisher, year)
        # The range of stops has an anchor of its own: it is what most people ask for.
        own = table(f"Measures, {label}", ["Measure", "Figure", "As published", "Basis", "Cite as"], lines, ids)
        return block('<span id="stops"></span>') + own + citing.no_longer_counted(self.figures, publisher, year, self.href)

    def cited_note(self, publisher: str, year: int) -> str:
        """Where a link that carries the value it cites is answered: unchanged, or was and is and why."""
        return citing.cited_note(publisher, year, self.href)

    def withdrawn_deployments(self, publisher: str) -> str:
        """Deployments that a newer edition left out; nothing where there is none."""
        return citing.withdrawn_deployments(self.figures, publisher, self.href)

    def verify(self, publisher: str, year: int) -> str:
        """Lets a reader count each figure of a year again in the page, from the published file."""
        return verify_script(self.figures, publisher, year, self.href)

    def place_table(self, publisher: str, year: int) -> str:
        """Every place of a year with its borough."""
        return self._where(publisher, self.figures.places(publisher, year), f"Places, {self.label(publisher, year)}", ["place", "borough"])

    def borough_table(self, publisher: str, year: int) -> str:
        """Boroughs of a year; deployments whose borough is not known stand in a row of their own."""
        return self._where(publisher, self.figures.boroughs(publisher, year), f"Boroughs, {self.label(publisher, year)}", ["borough"])

    def _named(self, publisher: str, line: Mapping[Hashable, Any], name: str, is_own: bool) -> Cell:
        """A place or borough, linked to its page where the line is about it."""
        if not isinstance(line[name], str):
            return Cell("borough not known")
        return Cell(line[name], self.href(f"/{publisher}/{name}s/{line['slug']}/") if is_own else "")

    def _where(self, publisher: str, frame: pd.DataFrame, caption: str, names: list[str]) -> str:
        if frame.empty:
            return "\n\nNo deployment is recorded for this year.\n\n"
        counts = ["deployments", "faces_seen", "alerts", "arrests"]
        lines = [
            [self._named(publisher, line, name, is_own=name == names[0]) for name in names]
            + [Cell(_number(line[name]), note=_moved(line[name], line[f"{name}_as_published"]), number=True) for name in counts]
            for line in frame.to_dict("records")
        ]
        return table(caption, [*(name.capitalize() for name in names), "Deployments", "Faces seen (estimate)", "Alerts", "Arrests"], lines)

    def borough_years(self, publisher: str) -> str:
        """Deployments by borough and calendar year; 0 where the records cover the year and list none."""
        return areas.years_of_areas(self.figures, publisher, "borough", self.href)

    def place_years(self, publisher: str) -> str:
        """Deployments by place and calendar year, each place with its page."""
        return areas.years_of_areas(self.figures, publisher, "place", self.href)

    def area(self, publisher: str, kind: str, slug: str) -> areas.Area:
        """One place or borough, for its own page."""
        return areas.Area(self.figures, publisher, kind, slug, self.href)

    def deployments(self, publisher: str, year: int | None = None) -> str:
        """Every deployment (of a year), each with its printed row one click away."""
        return rows.deployment_table(self.figures, publisher, year, self.href)

    def deployments_form(self, publisher: str) -> str:
        """The choices above the table of deployments, for readers with JavaScript, and the file with all rows."""
        return deployments_form(self.figures, publisher, self.href)

    def printed_record(self, source_id: str) -> str:
        """Every cell of one document as printed, with corrections beside it."""
        return rows.printed_record(self.figures, source_id, self.href)

    def document(self, source_id: str) -> str:
        """One document: where it was published, its checksum, what it covers, when it was fetched."""
        return rows.document(self.figures, source_id, self.href)

    def year_corrections(self, publisher: str, year: int) -> str:
        """The corrections that touch a year, before or after, and its open findings."""
        return rows.year_corrections(self.figures, publisher, year, self.href)

    def corrections(self) -> str:
        """The corrections ledger, with the effect of each on the yearly figures."""
        return rows.corrections(self.figures, self.href)

    def findings(self) -> str:
        """Every finding of every check, under its check."""
        return rows.findings(self.figures, self.href)

    def check_summary(self) -> str:
        """One row a check: what it looks for, how many findings, how many undecided."""
        lines = [
            [
                Cell(line["title"], self.href(f"/quality/findings/#{line['check_name'].replace('_', '-')}")),
                Cell(line["severity"]),
                Cell(say_count(line["findings"]), number=True),
                Cell(say_count(line["open"]), number=True),
            ]
            for line in self.figures.checks().to_dict("records")
        ]
        return table("Checks and what they found", ["Check", "Kind", "Findings", "Open"], lines)

    def changed_figures(self) -> str:
        """Every yearly figure that a correction changes, with both values."""
        return rows.changed_figures(self.figures, self.href)

    def reconciliations(self) -> list[str]:
        """The names of the comparisons with second sources."""
        return list(self.figures.reconciliations()["id"])

    def reconciliation(self, part: str, name: str = "") -> str:
        """One part of the page on second opinions (publish/second_opinion.py)."""
        return second_opinion.part(self.figures, part, name, self.href)

    def edition_changes(self) -> str:
        """What newer editions of each record changed, publisher by publisher."""
        return editions.edition_changes(self.figures, self.href)

    def detectors(self, part: str) -> str:
        """How good the checks are (publish/audits.py): `kinds` of errors, `checks`, or the number of `rows` measured."""
        parts = {"kinds": audits.kinds_table, "checks": audits.checks_table, "rows": audits.rows_measured}
        return parts[part](self.figures.project)

    def performance(self, part: str) -> str:
        """How fast a build is (publish/audits.py): `speed`, `stages`, or the chart of its `growth`."""
        parts = {"speed": audits.speed_table, "stages": audits.stages_table, "growth": audits.growth_chart}
        return parts[part](self.figures.project)

    def sources(self) -> str:
        """Every document and edition: address, checksum, dates, rows."""
        return rows.sources(self.figures, self.href)

    def code_lists(self) -> str:
        """The keys to purposes and use cases, by document: the same code means different things in different records."""
        return rows.code_lists(self.figures, self.href)

    def bases(self, method: str) -> str:
        """On what basis each layout gives the measures of one method page."""
        frame = self.figures.bases(method)
        if frame.empty:
            raise LfrError(f"no measure has the method “{method}” (models/answers/measures.toml).")
        layouts = list(dict.fromkeys(frame["layout"]))
        lines = []
        for title, group in frame.groupby("title", sort=False):
            by_layout = group.set_index("layout")["basis"]
            lines.append(
                [
                    Cell(str(title)),
                    *(Cell(BASES[by_layout[name] if isinstance(by_layout[name], str) else "not_published"]) for name in layouts),
                ]
            )
        return table("Basis in each layout", ["Measure", *layouts], lines)

    def few(self) -> int:
        """Fewer cases than this are said as counts, not as a percentage."""
        return FEW

    def basis_codes(self) -> dict[str, str]:
        """What the codes in the column `basis` mean."""
        return BASES

    def log_columns(self) -> str:
        """The columns of the plain CSV log, from the layout that reads it."""
        frame = self.figures.layout_columns("csv-log")
        lines = [[Cell(row.column_name), Cell(LOG_KINDS[row.kind]), Cell(LOG_MEANINGS[row.column_name])] for row in frame.itertuples()]
        return table("Columns of the log", ["Column", "Holds", "Meaning"], lines)

    def notebook_list(self) -> str:
        """Every notebook with its question."""
        return notebook_pages.notebook_list(self.figures.project.executed_notebooks)

    # -- open data ---------------------------------------------------------------------------------------------

    def data_files(self) -> str:
        """Every table with its files and the lines of code that load them."""
        return show.file_list(self.figures, self.href)

    def download(self, name: str, text: str) -> str:
        """A link to one file under /data/latest/, with its size."""
        return show.download(self.figures, name, text, self.href)

    def data_symbols(self) -> str:
        """What stands in a cell without a value."""
        return show.symbol_list()

    def recount(self, publisher: str, year: int, measure: str) -> str:
        """One figure with the code that counts it again from the published rows."""
        return show.recount(self.figures, publisher, year, measure, self.href)

    def checked_figure(self, publisher: str, year: int, measure: str) -> str:
        """The figure that the page “check our work” takes as its example."""
        return check_lines.checked_figure(self.figures, publisher, year, measure, self.href)

    def check_lines(self, publisher: str, year: int, measure: str) -> str:
        """One line for each tool that counts a figure again from a downloaded file."""
        return check_lines.check_lines(self.figures, publisher, year, measure)

    def figures_said(self, publisher: str, year: int, measure: str, published: bool = False) -> str:
        """A figure without a link, for a sentence about what a line must print."""
        found = self.figures.figure(publisher, year, measure)
        return say_with_counts(found.as_published if published else found)

    def data_licence(self) -> str:
        """Whose facts these are, under which licence, and how to cite them."""
        return show.licence(self.figures, self.href)

    def data_releases(self) -> str:
        """Where the files of each release stay."""
        return show.release_list(self.figures, self.href)

    def dictionary(self) -> str:
        """Every column of every published table."""
        return show.dictionary(self.figures, self.href)

    def api_table(self) -> str:
        """What files the API has, each kind with an example."""
        return show.api_table(self.figures, self.href)

    def api_example(self, publisher: str, year: int, measure: str) -> str:
        """One figure as the API gives it."""
        return show.api_example(self.figures, publisher, year, measure)

    # -- code and charts ---------------------------------------------------------------------------------------

    def sql(self, name: str) -> str:
        """The SQL of a model or check ("core/deployments", "checks/parts_and_total"), as it is run."""
        folder, _, rest = name.partition("/")
        path = CHECKS / f"{rest}.sql" if folder == "checks" else MODELS / f"{name}.sql"
        if not path.is_file():
            raise LfrError(f"sql: there is no model “{name}” under scripts/lfr/models.")
        return f"\n\n```sql\n{path.read_text(encoding='utf-8').strip()}\n```\n\n"

    def chart(self, name: str, own: bool = False) -> str:
        """A chart drawn at build time, inside the page, with its sentence; `own` on the page that is the chart's own."""
        script = "" if self._has_chart else block(f'<script src="{self.href("/assets/chart.js")}" defer></script>')
        self._has_chart = True
        return chart_pages.figure(self.figures.project, self.chart_said(name), self.href, own=own) + script

    def chart_said(self, name: str) -> chart_pages.SaidChart:
        """What is said of a chart: title, sentence, notes, table."""
        return chart_pages.chart_named(self.figures.project, name)

    def chart_notes(self, name: str) -> str:
        """What to know before comparing."""
        return chart_pages.notes(self.chart_said(name))

    def chart_table(self, name: str) -> str:
        """The data of a chart."""
        return chart_pages.data_table(self.chart_said(name), self.href)

    def chart_embed(self, name: str, site_url: str) -> str:
        """A snippet with which another site shows the chart."""
        return chart_pages.snippet(self.figures, self.chart_said(name), site_url, self.as_at())

    def chart_list(self, publisher: str) -> str:
        """Every chart of a force."""
        return chart_pages.listing(self.figures, publisher, self.href)

    def has_chart(self, name: str) -> bool:
        """Whether a chart was drawn: some forces have no borough of London, some years no place."""
        return (self.figures.project.charts / f"{name}.json").is_file()


def _published_note(found: Figure, extra: str) -> str:
    notes = [extra] if extra else []
    if found.is_corrected:
        notes.append(f"as published {say_with_counts(found.as_published)}")
    return "; ".join(notes)


def _moved(value: object, published: object) -> str:
    """What was published, where a correction changed a count."""
    return "" if value == published or pd.isna(value) or pd.isna(published) else f"as published {_number(published)}"


def _text(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise


def _number(value: Any) -> str:
    return "not recorded" if pd.isna(value) else say_count(float(value))
