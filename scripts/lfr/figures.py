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

import sys
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pandas as pd

from lfr.database import LAYERS, Connection, Relation, reading
from lfr.errors import LfrError, did_you_mean
from lfr.notes import noted
from lfr.paths import Project, find_project

# Of a deployment: what the table of a page shows, and what it is found by.
_SHOWN = (
    "publisher", "deployment_id", "deployment_date", "location", "place", "borough", "layout", "is_stopped_early", "duration_minutes",
    "watchlist_size", "threshold", "faces_seen", "alerts", "true_alerts", "true_alerts_confirmed", "false_alerts",
    "false_alerts_confirmed", "stops_lower", "stops_upper", "arrests", "source_id", "page", "row",
)  # fmt: skip
# So many cells (rows times columns) of earlier answers are kept at most, some 100 MiB; a single answer at most a quarter of that.
_KEPT_CELLS = 1_500_000


@dataclass(frozen=True)
class Figure:
    """One measure in one calendar year.

    `value` is corrected, `value_as_published` the same count from the cells as printed; both are None where
    the records do not hold it. A rate has `numerator`, `denominator` and the 95 % Wilson interval
    `lower` to `upper` (all proportions, 0 to 1). `basis` is a code of models/answers/measures.toml.
    """

    publisher: str
    year: int
    measure: str
    title: str
    unit: str
    kind: str
    method: str
    value: float | None
    value_as_published: float | None
    numerator: int | None
    denominator: int | None
    lower: float | None
    upper: float | None
    basis: str
    covers_from: date
    covers_to: date
    label: str
    is_partial: bool
    numerator_as_published: int | None
    denominator_as_published: int | None
    lower_as_published: float | None
    upper_as_published: float | None

    @property
    def is_corrected(self) -> bool:
        """Whether a correction changed the figure."""
        return self.value != self.value_as_published

    @property
    def as_published(self) -> Figure:
        """The same figure counted from the cells as printed, with the counts and interval that go with it."""
        return replace(
            self,
            value=self.value_as_published,
            numerator=self.numerator_as_published,
            denominator=self.denominator_as_published,
            lower=self.lower_as_published,
            upper=self.upper_as_published,
        )


@dataclass(frozen=True)
class Shown:
    """Which release the figures are of. `version` is empty where nothing has been released.

    `is_exact` says whether every figure is that of the release; else `changes` figures differ, each explained.
    `sentence` says so in words, `address` is where the changes are listed.
    """

    version: str
    date: date | None
    is_exact: bool
    changes: int
    sentence: str
    address: str


class Figures:
    """Read access to a built warehouse. Opened by `open_figures`; every method returns a fresh data frame.

    A `connection` may be given to read from a warehouse that is still being built.
    """

    def __init__(self, project: Project, connection: Connection | None = None) -> None:
        self.project = project
        self._connection = connection or reading(project.warehouse)
        # A warehouse that is open for reading does not change, and some hundred pages ask the same questions of it.
        self._read: Answers | None = None if connection else Answers(_KEPT_CELLS)
        self._parted: dict[tuple[str, str], dict[tuple[str, str], pd.DataFrame]] = {}

    def close(self) -> None:
        self._connection.close()

    def _frame(self, sql: str, *values: object) -> pd.DataFrame:
        if self._read is None:
            return self._connection.execute(sql, list(values)).df()
        found = self._read.get((sql, *values))
        if found is None:
            found = self._connection.execute(sql, list(values)).df()
            if not self._read.keep((sql, *values), found):
                return found
        return found.copy(deep=False)  # nothing that is done to the one shows in the other: pandas copies what is written to

    @cached_property
    def _all_figures(self) -> dict[tuple[str, int, str], Figure]:
        rows = self._connection.execute(
            "SELECT figures.publisher, figures.year, figures.measure, measures.title, measures.unit, measures.kind,"
            " measures.method, figures.value, figures.value_as_published, figures.numerator::INTEGER, figures.denominator::INTEGER,"
            " figures.lower, figures.upper, figures.basis, figures.covers_from, figures.covers_to, figures.label, figures.is_partial,"
            " figures.numerator_as_published::INTEGER, figures.denominator_as_published::INTEGER,"
            " figures.lower_as_published, figures.upper_as_published"
            " FROM answers.yearly_figures AS figures JOIN raw.measures AS measures USING (measure)"
            " ORDER BY figures.publisher, figures.year, figures.position"
        ).fetchall()
        return {(row[0], row[1], row[2]): Figure(*row) for row in rows}

    def figure(self, publisher: str, year: int, measure: str) -> Figure:
        """One figure. Raises LfrError, with the nearest known name, for one that does not exist."""
        found = self._all_figures.get((publisher, year, measure))
        if found:
            return found
        publishers = {key[0] for key in self._all_figures}
        if publisher not in publishers:
            raise LfrError(f"figure {publisher} {year} {measure}: unknown publisher.{did_you_mean(publisher, publishers)}")
        years = sorted({str(key[1]) for key in self._all_figures if key[0] == publisher})
        if str(year) not in years:
            raise LfrError(f"figure {publisher} {year} {measure}: no record covers that year. Known: {', '.join(years)}.")
        raise LfrError(f"figure {publisher} {year} {measure}: unknown measure.{did_you_mean(measure, self.measures()['measure'])}")

    def figures_of_year(self, publisher: str, year: int) -> list[Figure]:
        """Every measure of one calendar year, in the order of measures.toml."""
        return [one for key, one in self._all_figures.items() if key[:2] == (publisher, year)]

    def publishers(self) -> pd.DataFrame:
        """One row a publisher: id, name, links, credit, licence."""
        return self._frame("SELECT * FROM raw.publishers ORDER BY id")

    def years(self, publisher: str) -> pd.DataFrame:
        """One row a calendar year: year, covers_from, covers_to, covered_days, is_partial, label."""
        return self._frame("SELECT * EXCLUDE (publisher) FROM answers.years WHERE publisher = ? ORDER BY year", publisher)

    def measures(self) -> pd.DataFrame:
        """One row a measure: measure, title, unit, kind, method."""
        return self._frame("SELECT * EXCLUDE (position) FROM raw.measures ORDER BY position::INTEGER")

    def bases(self, method: str) -> pd.DataFrame:
        """For the measures of one method page: measure, title, layout, layout title, basis (None: not held)."""
        return self._frame(
            "SELECT measures.measure, measures.title, layouts.layout, bases.basis"
            " FROM raw.measures AS measures"
            " CROSS JOIN (SELECT DISTINCT layout FROM raw.layout_columns WHERE layout <> 'gla-workbook') AS layouts"
            " LEFT JOIN raw.measure_bases AS bases ON bases.measure = measures.measure AND bases.layout = layouts.layout"
            " WHERE measures.method = ? ORDER BY measures.position::INTEGER, layouts.layout <> 'csv-log' DESC, layouts.layout",
            method,
        )

    def layout_columns(self, layout: str) -> pd.DataFrame:
        """The columns of one layout, from left to right: column_name, heading, kind."""
        return self._frame("SELECT column_name, heading, kind FROM raw.layout_columns WHERE layout = ? ORDER BY position::INTEGER", layout)

    def yearly(self) -> pd.DataFrame:
        """Every figure, long: the columns of the published yearly_figures.csv."""
        return self._frame(
            "SELECT publisher, year, measure, value, value_as_published, numerator, denominator, lower, upper, basis,"
            " covers_from, covers_to FROM answers.yearly_figures ORDER BY publisher, year, position"
        )

    def by_year(self, publisher: str, measures: Sequence[str], *, as_published: bool = False) -> pd.DataFrame:
        """Measures side by side: one row a calendar year (its label), one column a measure, by its name.

        Values are corrected, or with `as_published` counted from the cells as printed. A count is a whole number, a rate a
        proportion from 0 to 1; <NA> is what the records do not hold. Raises LfrError for a measure that does not exist.
        """
        columns: dict[str, pd.Series] = {}
        years = self.years(publisher)
        for measure in measures:
            found = [self.figure(publisher, int(year), measure) for year in years["year"]]
            values = [one.value_as_published if as_published else one.value for one in found]
            is_whole = all(value is None or float(value).is_integer() for value in values) and found[0].kind == "count"
            columns[measure] = pd.Series(values, index=pd.Index(years["label"]), dtype="Int64" if is_whole else "Float64")
        return pd.DataFrame(columns, index=pd.Index(years["label"], name="calendar year"))

    def wilson(self, part: int, whole: int) -> tuple[float, float]:
        """The 95 % Wilson interval of a share, by the same SQL as the published rates. `whole` must not be 0."""
        if not 0 <= part <= whole or whole == 0:
            raise LfrError(f"wilson: {part} of {whole} is no share.")
        [row] = self._connection.execute("SELECT wilson_lower($1, $2), wilson_upper($1, $2)", [part, whole]).fetchall()
        return float(row[0]), float(row[1])

    def tables(self) -> list[str]:
        """The names of every table of the warehouse, for `relation`."""
        rows = self._connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return [row[0] for row in rows if row[0].split(".")[0] in LAYERS]

    def relation(self, table: str) -> Relation:
        """One table of the warehouse as a DuckDB relation, to filter, join and count with SQL. Nothing can be written.

        The tables people want are core.deployments, core.deployment_versions, answers.yearly_figures and checks.findings; the
        SQL that makes each is in scripts/lfr/models. A relation lives as long as these figures are open. Raises LfrError for
        an unknown table.
        """
        known = self.tables()
        if table not in known:
            raise LfrError(f"relation {table}: there is no such table.{did_you_mean(table, known)}")
        return self._connection.sql(f"SELECT * FROM {table}")

    def deployments(self, publisher: str | None = None, year: int | None = None) -> pd.DataFrame:
        """Corrected deployments, one row each, in the order of their dates; the columns of core.deployments."""
        return self._frame(
            "SELECT * FROM core.deployments"
            " WHERE ($1 IS NULL OR publisher = $1) AND ($2 IS NULL OR deployment_year = $2)"
            " ORDER BY publisher, deployment_date, source_id, page, row",
            publisher,
            year,
        )

    def deployment_versions(self, version: str, publisher: str | None = None) -> pd.DataFrame:
        """Deployments in one version ("corrected", "published"), with `place_slug`, the address of their place."""
        return self._frame(
            "SELECT * EXCLUDE (version), coalesce(place_id, address_part(location)) AS place_slug FROM core.deployment_versions"
            " WHERE version = $1 AND ($2 IS NULL OR publisher = $2) ORDER BY publisher, deployment_date, source_id, page, row",
            version,
            publisher,
        )

    def layouts(self) -> list[str]:
        """The layouts of the deployments that are counted."""
        return list(self._frame("SELECT DISTINCT layout FROM core.deployments ORDER BY layout")["layout"])

    def borough_codes(self) -> dict[str, str]:
        """The code of each borough in which there was a deployment, by its name."""
        frame = self._frame("SELECT DISTINCT borough, borough_code FROM core.deployments WHERE borough_code IS NOT NULL ORDER BY borough")
        return dict(frame.dropna().itertuples(index=False, name=None))

    def printed_cells(self, source_id: str) -> pd.DataFrame:
        """Every cell of one document as printed: page, row, column_name, heading, printed, corrected, deployment_id."""
        return self._frame(
            "SELECT cells.page, cells.row, rows.deployment_id, rows.layout, cells.column_name, columns.heading, cells.printed,"
            " corrections.corrected, corrections.correction_id"
            " FROM core.printed_cells AS cells"
            " JOIN core.printed_rows AS rows USING (source_id, page, row)"
            " JOIN raw.layout_columns AS columns ON columns.layout = rows.layout AND columns.column_name = cells.column_name"
            " LEFT JOIN core.corrections AS corrections ON corrections.is_applied"
            "  AND corrections.deployment_id = rows.deployment_id AND corrections.column_name = cells.column_name"
            " WHERE source_id = ? ORDER BY cells.page, cells.row, columns.position::INTEGER",
            source_id,
        )

    def monthly(self, publisher: str) -> pd.DataFrame:
        """One row a month: year, month, is_covered, is_part, deployments (0 is none; not covered is unknown), as published too."""
        return self._frame("SELECT * EXCLUDE (publisher) FROM answers.monthly WHERE publisher = ? ORDER BY year, month", publisher)

    def places(self, publisher: str, year: int | None = None) -> pd.DataFrame:
        """Deployments, faces seen, alerts and arrests by year and place, each also as published; most deployments first."""
        return self._frame(
            "SELECT * EXCLUDE (publisher) FROM answers.places_by_year WHERE publisher = $1 AND ($2 IS NULL OR year = $2)"
            " ORDER BY year, deployments DESC, place",
            publisher,
            year,
        )

    def boroughs(self, publisher: str, year: int | None = None) -> pd.DataFrame:
        """The same by year and borough; places without a known borough stand together under no name."""
        return self._frame(
            "SELECT * EXCLUDE (publisher) FROM answers.boroughs_by_year WHERE publisher = $1 AND ($2 IS NULL OR year = $2)"
            " ORDER BY year, deployments DESC, borough NULLS LAST",
            publisher,
            year,
        )

    def areas(self, publisher: str) -> pd.DataFrame:
        """One row a page of a place or borough: kind, slug, area_key, name, place_id (None: not looked up yet), borough, precision."""
        return self._frame(
            "SELECT kind, slug, area_key, min(name) AS name, place_id, min(borough) AS borough, min(place_precision) AS place_precision"
            " FROM core.areas WHERE publisher = ? GROUP BY kind, slug, area_key, place_id ORDER BY kind, slug, area_key",
            publisher,
        )

    def _areas(self, sql: str, publisher: str) -> dict[tuple[str, str], pd.DataFrame]:
        """The answer to a question about every place and borough of a force, in one go, and parted: a question a page takes far longer.

        `sql` gives kind and slug first, and is ordered by them. Kept for one force at a time: pages come force by force.
        """
        if any(known != publisher for _, known in self._parted):
            self._parted.clear()
        if (sql, publisher) not in self._parted:
            whole = self._connection.execute(sql, [publisher]).df()
            shown = whole.drop(columns=["kind", "slug"])
            parts = {("", ""): shown.iloc[:0]}
            first = whole.drop_duplicates(["kind", "slug"]).index.tolist()
            for start, end in pairwise([*first, len(whole)]):
                parts[whole["kind"].iat[start], whole["slug"].iat[start]] = shown.iloc[start:end].reset_index(drop=True)
            self._parted[sql, publisher] = parts
        return self._parted[sql, publisher]

    def _area(self, sql: str, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        parts = self._areas(sql, publisher)
        return parts.get((kind, slug), parts["", ""]).copy(deep=False)

    def area_counts(self, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """Counts of one place or borough by version and year, and over all years (no year); the columns of answers.area_counts."""
        sql = "SELECT * EXCLUDE (publisher) FROM answers.area_counts WHERE publisher = ? ORDER BY kind, slug, version, year NULLS LAST"
        return self._area(sql, publisher, kind, slug)

    def area_totals(self, publisher: str) -> pd.DataFrame:
        """One row a place or borough: kind, slug, deployments and last_date, both as corrected."""
        return self._frame(
            "SELECT areas.kind, areas.slug, count(*) FILTER (WHERE areas.version = 'corrected')::INTEGER AS deployments,"
            " max(d.deployment_date) FILTER (WHERE areas.version = 'corrected') AS last_date"
            " FROM core.areas AS areas JOIN core.deployment_versions AS d USING (version, deployment_id)"
            " WHERE areas.publisher = ? GROUP BY areas.kind, areas.slug ORDER BY areas.kind, areas.slug",
            publisher,
        )

    def area_rows(self, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """The corrected deployments of one place or borough, with those columns of `deployments` that a page shows."""
        shown = ", ".join(f"d.{name}" for name in _SHOWN)
        sql = (
            f"SELECT areas.kind, areas.slug, {shown} FROM core.deployments AS d"
            " JOIN core.areas AS areas USING (publisher, deployment_id)"
            " WHERE areas.version = 'corrected' AND publisher = ?"
            " ORDER BY areas.kind, areas.slug, d.deployment_date, d.source_id, d.page, d.row"
        )
        return self._area(sql, publisher, kind, slug)

    def area_corrections(self, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """The applied corrections of deployments that stand, or as published stood, at one place or borough."""
        sql = (
            "SELECT DISTINCT areas.kind, areas.slug, corrections.*, sources.publisher, deployments.deployment_date, deployments.location"
            " FROM core.corrections AS corrections JOIN raw.sources AS sources ON sources.id = corrections.source_id"
            " JOIN core.areas AS areas ON areas.publisher = sources.publisher AND areas.deployment_id = corrections.deployment_id"
            " LEFT JOIN core.deployments AS deployments ON deployments.deployment_id = corrections.deployment_id"
            " WHERE corrections.is_applied AND sources.publisher = ? ORDER BY areas.kind, areas.slug, corrections.correction_id"
        )
        return self._area(sql, publisher, kind, slug)

    @cached_property
    def place_slugs(self) -> dict[str, str]:
        """The address of the place of each deployment, as corrected: deployment id to the last part of the address."""
        sql = "SELECT deployment_id, slug FROM core.areas WHERE kind = 'place' AND version = 'corrected' ORDER BY deployment_id"
        # Few places have many deployments: each address is kept once.
        return {deployment_id: sys.intern(slug) for deployment_id, slug in self._connection.execute(sql).fetchall()}

    def place_slugs_of(self, deployment_ids: Sequence[str]) -> dict[str, str]:
        """The same of these deployments only: a page that shows few does not depend on where the others are."""
        return {one: self.place_slugs[one] for one in deployment_ids}

    @cached_property
    def _applied(self) -> dict[str, list[tuple[str, str]]]:
        rows = self._connection.execute(
            "SELECT deployment_id, column_name, printed FROM core.corrections WHERE is_applied ORDER BY correction_id"
        ).fetchall()
        found: dict[str, list[tuple[str, str]]] = {}
        for deployment_id, column, printed in rows:
            found.setdefault(deployment_id, []).append((column, printed))
        return found

    def printed_before(self, deployment_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """What was printed in the cells of these deployments that a correction changed: columns and texts, by deployment."""
        return {one: self._applied[one] for one in deployment_ids if one in self._applied}

    def printed_names(self, publisher: str) -> pd.DataFrame:
        """How each place is printed: slug, printed, deployments, and how the borough was found (borough_source, note)."""
        return self._frame(
            "SELECT areas.slug, d.location AS printed, count(*)::INTEGER AS deployments,"
            " coalesce(places.borough_source, '') AS borough_source, coalesce(places.note, '') AS note"
            " FROM core.areas AS areas JOIN core.deployment_versions AS d USING (version, deployment_id)"
            " LEFT JOIN core.places AS places ON places.publisher = areas.publisher AND places.place_key = place_key(d.location)"
            " WHERE areas.publisher = ? AND areas.version = 'published' AND areas.kind = 'place'"
            " GROUP BY ALL ORDER BY areas.slug, deployments DESC, printed",
            publisher,
        )

    def places_ranked(self, publisher: str) -> pd.DataFrame:
        """Every place over all years: place_id, place, borough, deployments (also as published), first_date, last_date."""
        return self._frame(
            "SELECT * EXCLUDE (publisher) FROM answers.places_ranked WHERE publisher = ? ORDER BY deployments DESC, place, place_id",
            publisher,
        )

    def thresholds(self, publisher: str) -> pd.DataFrame:
        """The threshold in use, one row a stretch of deployments: threshold, from_date, to_date, deployments, is_change."""
        return self._frame("SELECT * EXCLUDE (publisher) FROM answers.thresholds WHERE publisher = ? ORDER BY stretch", publisher)

    def breaks(self, publisher: str, measure: str) -> pd.DataFrame:
        """Where a person found that a series breaks: from_date, words, evidence (data/manual/breaks.csv)."""
        return self._frame(
            "SELECT from_date::DATE AS from_date, words, evidence FROM raw.breaks WHERE publisher = ? AND measure = ? ORDER BY from_date",
            publisher,
            measure,
        )

    def alerts_per_deployment(self, publisher: str) -> pd.DataFrame:
        """How many deployments gave how many alerts: year, alerts (None: not recorded), deployments, also as published."""
        return self._frame(
            "SELECT * EXCLUDE (publisher) FROM answers.alerts_per_deployment WHERE publisher = ? ORDER BY year, alerts NULLS LAST",
            publisher,
        )

    def findings(self) -> pd.DataFrame:
        """Every finding of every check with its decision: finding_id, check_name, severity, place, status, reason."""
        return self._frame("SELECT * FROM checks.findings ORDER BY severity, check_name, source_id, page, row, finding_id")

    def checks(self) -> pd.DataFrame:
        """Every check: check_name, severity, title, about, sql, and how many findings it has, open and in all."""
        return self._frame(
            "SELECT registry.* REPLACE (coalesce(registry.about, '') AS about), count(findings.finding_id)::INTEGER AS findings,"
            " count(findings.finding_id) FILTER (WHERE findings.status = 'open')::INTEGER AS open"
            " FROM checks.registry AS registry LEFT JOIN checks.findings AS findings USING (check_name)"
            " GROUP BY ALL ORDER BY registry.severity, registry.check_name"
        )

    def corrections(self) -> pd.DataFrame:
        """The corrections ledger: what was printed, what is counted, why, by which evidence, in which state."""
        return self._frame(
            "SELECT corrections.*, sources.publisher, deployments.deployment_date, deployments.location"
            " FROM core.corrections AS corrections JOIN raw.sources AS sources ON sources.id = corrections.source_id"
            " LEFT JOIN core.deployments AS deployments USING (deployment_id) ORDER BY correction_id"
        )

    def sources(self) -> pd.DataFrame:
        """Every document and edition: the keys of sources.toml, is_current, and the number of rows read from it."""
        return self._frame(
            "SELECT sources.*, counts.rows FROM raw.sources AS sources"
            " LEFT JOIN (SELECT source_id, count(*) AS rows FROM core.printed_rows GROUP BY ALL) AS counts ON counts.source_id = sources.id"
            " ORDER BY sources.publisher, sources.covers_from, sources.covers_to"
        )

    @cached_property
    def newest_edition(self) -> date:
        """The date of the newest document of all: what the figures are as at."""
        return date.fromisoformat(max(self.sources()["edition"]))

    def codes(self) -> pd.DataFrame:
        """Purposes and use cases by document: source_id, page, code_list, reference, printed_as, meaning (None: not looked at)."""
        return self._frame(
            "SELECT codes.source_id, codes.page, codes.reference, known.code_list, known.printed_as, known.meaning"
            " FROM raw.codes AS codes LEFT JOIN raw.purpose_codes AS known USING (text_sha256_16)"
            " ORDER BY codes.source_id, codes.page::INTEGER, codes.reference::INTEGER"
        )

    def _has(self, table: str) -> bool:
        found = self._connection.execute("SELECT count(*) FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?", [table])
        return bool(found.fetchall()[0][0])

    def shown(self) -> Shown:
        """The release that these figures are of."""
        return self._shown

    @cached_property
    def _shown(self) -> Shown:
        rows = (
            self._connection.execute(
                "SELECT version, release_date::DATE, is_exact = 'true', changes::INTEGER, changed_since FROM answers.release_shown"
            ).fetchall()
            if self._has("answers.release_shown")
            else []
        )
        if not rows or rows[0][0] is None:
            return Shown("", None, False, 0, "These figures have not been released yet.", "/releases/")
        version, day, is_exact, changes, changed_since = rows[0]
        name = f"release {version} of {day.day} {day:%B %Y}"
        if is_exact:
            return Shown(version, day, True, 0, f"This site shows {name}, {changed_since}.", f"/releases/{version}/")
        many = f"{changes} explained change{'' if changes == 1 else 's'}"
        return Shown(
            version,
            day,
            False,
            changes,
            f"This site shows the figures after {name}, with {many} not yet released.",
            "/releases/#not-yet-released",
        )

    def release_changes(self) -> pd.DataFrame:
        """What differs from the last release, one row a thing: the columns of changes.csv. Empty where nothing does."""
        return (
            self._frame("SELECT * EXCLUDE (position) FROM answers.release_changes ORDER BY position::INTEGER")
            if self._has("answers.release_changes")
            else pd.DataFrame()
        )

    def figure_history(self) -> pd.DataFrame:
        """For each figure its steps, oldest first: id, title, label, version (None: not yet released), value, said, why."""
        return (
            self._frame("SELECT * EXCLUDE (position) FROM answers.figure_history ORDER BY position::INTEGER")
            if self._has("answers.figure_history")
            else pd.DataFrame()
        )

    def withdrawn(self, publisher: str) -> pd.DataFrame:
        """Deployments that no current edition prints: deployment_id, source_id, page, row, date_text, location of the last print."""
        return self._frame(
            "SELECT DISTINCT ON (rows.deployment_id) rows.deployment_id, rows.source_id, rows.page, rows.row, rows.date_text, rows.location"
            " FROM core.printed_rows AS rows JOIN raw.sources AS sources ON sources.id = rows.source_id"
            " WHERE rows.publisher = ? AND rows.deployment_id NOT IN (SELECT deployment_id FROM core.deployments)"
            " ORDER BY rows.deployment_id, sources.edition DESC",
            publisher,
        )

    def moved(self) -> dict[str, tuple[str, str]]:
        """Addresses that an earlier release had and that moved: where they are now, and why (data/manual/moved.csv)."""
        rows = self._connection.execute("SELECT address, now, reason FROM raw.moved ORDER BY line::INTEGER").fetchall()
        return {row[0]: (row[1], row[2]) for row in rows}

    def frozen_addresses(self) -> list[str]:
        """Every address that a release promised, in order."""
        if not self._has("answers.frozen_addresses"):
            return []
        return [
            row[0] for row in self._connection.execute("SELECT DISTINCT address FROM answers.frozen_addresses ORDER BY address").fetchall()
        ]

    def edition_changes(self) -> pd.DataFrame:
        """What newer editions changed: source_id, source_id_before, kind (added, changed, renamed, vanished), deployment_id, column_name,
        was, now, with the date and place of the deployment, where its row stands in each edition, and is_late: added although the
        edition before it already covered that day."""
        return self._frame(
            "SELECT changes.*, now_row.page AS page_now, now_row.row AS row_now, old_row.page AS page_before, old_row.row AS row_before,"
            " coalesce(now_row.deployment_date, old_row.deployment_date) AS deployment_date,"
            " coalesce(now_row.location, old_row.location) AS location,"
            " changes.kind = 'added' AND now_row.deployment_date <= before.covers_to::DATE AS is_late"
            " FROM core.edition_changes AS changes JOIN raw.sources AS before ON before.id = changes.source_id_before"
            " LEFT JOIN core.printed_rows AS now_row"
            "  ON now_row.source_id = changes.source_id AND now_row.deployment_id = changes.deployment_id"
            " LEFT JOIN core.printed_rows AS old_row"
            "  ON old_row.source_id = changes.source_id_before AND old_row.deployment_id = changes.deployment_id"
            " ORDER BY changes.source_id, changes.kind, changes.deployment_id, changes.column_name"
        )

    def reconciliations(self) -> pd.DataFrame:
        """Every comparison with a second source: the keys of data/reconciliation/<id>.toml."""
        return self._frame("SELECT * FROM raw.reconciliations ORDER BY id")

    def reconciliation_rows(self, reconciliation: str) -> pd.DataFrame:
        """What became of each row: outcome, their_row (0: none), deployment_id, cells_compared, cells_alike, date_alone; our place."""
        return self._frame(
            "SELECT rows.outcome, rows.their_row::INTEGER AS their_row, coalesce(rows.deployment_id, '') AS deployment_id,"
            " rows.cells_compared::INTEGER AS cells_compared, rows.cells_alike::INTEGER AS cells_alike,"
            " coalesce(rows.date_alone, '') AS date_alone, d.deployment_date, d.location, d.publisher, d.source_id, d.page, d.row"
            " FROM raw.reconciliation_rows AS rows LEFT JOIN core.deployments AS d USING (deployment_id)"
            " WHERE rows.reconciliation = ? ORDER BY rows.outcome, rows.their_row::INTEGER, rows.deployment_id",
            reconciliation,
        )

    def reconciliation_cells(self, reconciliation: str) -> pd.DataFrame:
        """Every cell that differs: their_row, deployment_id, column_name, kind, ours, theirs ("" where the kind says enough), our place."""
        return self._frame(
            'SELECT cells.their_row::INTEGER AS their_row, cells.deployment_id, cells."column" AS column_name, cells.kind,'
            " coalesce(cells.ours, '') AS ours, coalesce(cells.theirs, '') AS theirs,"
            " d.deployment_date, d.location, d.publisher, d.source_id, d.page, d.row, d.has_correction"
            " FROM raw.reconciliation_cells AS cells LEFT JOIN core.deployments AS d USING (deployment_id)"
            ' WHERE cells.reconciliation = ? ORDER BY cells.their_row::INTEGER, cells."column"',
            reconciliation,
        )

    def reconciled_periods(self, reconciliation: str) -> pd.DataFrame:
        """Per basis, year and month (0: the year): what we count of the shared deployments, and what the other source would (…_theirs)."""
        return self._frame(
            "SELECT * EXCLUDE (reconciliation) FROM answers.reconciled_periods WHERE reconciliation = ? ORDER BY basis, year, month",
            reconciliation,
        )

    def published_totals(self) -> pd.DataFrame:
        """Totals published elsewhere, each with our count of the same days (None where the records do not cover all of them)."""
        return self._frame("SELECT * FROM answers.published_totals ORDER BY period_from, period_to, line")


class Answers:
    """The latest answers, by question, up to so many cells in all: memory does not grow with the data."""

    def __init__(self, cells: int) -> None:
        self._limit, self._held = cells, 0
        self._frames: OrderedDict[tuple[object, ...], pd.DataFrame] = OrderedDict()

    def get(self, question: tuple[object, ...]) -> pd.DataFrame | None:
        found = self._frames.get(question)
        if found is not None:
            self._frames.move_to_end(question)
        return found

    def keep(self, question: tuple[object, ...], frame: pd.DataFrame) -> bool:
        """Keep an answer in place of those not asked for the longest. Returns whether it was small enough."""
        if frame.size > self._limit // 4:
            return False
        self._frames[question] = frame
        self._held += frame.size
        while self._held > self._limit:
            self._held -= self._frames.popitem(last=False)[1].size
        return True


def open_figures(project: Project | Path | str | None = None) -> Figures:
    """Open the warehouse of a project, or of the folder it is in (default: the one around the working directory).

    Raises LfrError when it has not been built yet.
    """
    found = project if isinstance(project, Project) else find_project(Path(project) if project else None)
    return noted(Figures(found), is_of_this_project=project is None)
