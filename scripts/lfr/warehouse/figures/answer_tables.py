"""What there is of each force, its single deployments, printed cells, findings and corrections; and which release the figures are of."""

from datetime import date
from functools import cached_property

import pandas as pd

from lfr.errors import LfrError, did_you_mean
from lfr.warehouse.database import LAYERS, Relation
from lfr.warehouse.figures.figure import Shown
from lfr.warehouse.figures.reading import Reading, all_of, rows_of


class Tables(Reading):
    """The tables of a warehouse. The id of a force gives the rows of its own; warehouse/models/answers says what a table is."""

    # One row per calendar year: year, covers_from, covers_to, covered_days, is_partial, label.
    years = rows_of("years", "year")
    # One row per month: year, month, is_covered, is_part, deployments (0 is none; not covered is unknown), as published too.
    monthly = rows_of("monthly", "year, month")
    # The threshold in use, one row per stretch of deployments: threshold, from_date, to_date, deployments, is_change.
    thresholds = rows_of("thresholds", "stretch")
    # One row per year and threshold: first and last day with it, deployments, faces_seen, alerts, false_alerts, also as published.
    false_alerts_by_threshold = rows_of("false_alerts_by_threshold", "year, from_date, threshold NULLS LAST")
    # Faces seen per hour, one row per stretch between two breaks: from_date, to_date, deployments, median_faces_per_hour, the last two
    # also as published.
    faces_per_hour = rows_of("faces_per_hour", "stretch")
    # How many deployments gave how many alerts: year, alerts (None: not recorded), deployments, also as published.
    alerts_per_deployment = rows_of("alerts_per_deployment", "year, alerts NULLS LAST")
    # Deployments by use case and year (0 too): use_case, year, deployments, all_deployments, first_date, last_date of all of them.
    use_cases = rows_of("use_cases", "all_deployments DESC, use_case, year")
    # Deployments that no current edition prints: deployment_id, source_id, page, row, date_text, location of the last print.
    withdrawn = rows_of("withdrawn", "deployment_id")
    # Every place over all years: place_id, place, borough, deployments (also as published), first_date, last_date.
    places_ranked = rows_of("places_ranked", "deployments DESC, place, place_id")
    # One row per place or borough that has a page (place_id None: not looked up).
    areas = rows_of("area_list", "kind, slug")
    # Places that may lie in a borough besides the one they are counted in.
    shared_places = rows_of("shared_places", "slug, also_in")
    # Counts of each place and borough by version and year, and over all years (no year).
    area_counts = rows_of("area_counts", "kind, slug, version, year NULLS LAST")
    # The applied corrections of deployments that stand, or as published stood, at each place and borough (kind, slug).
    area_corrections = rows_of("area_corrections", "kind, slug, correction_id")
    # How each place is printed: slug, printed, deployments, and how the borough was found (borough_source, note).
    printed_names = rows_of("printed_names", "slug, deployments DESC, printed")
    # Deployments, faces seen, alerts and arrests by year (all, or the one that is given) and place, each also as published; most
    # deployments first.
    places = rows_of("places_by_year", "year, deployments DESC, place", also="year")
    # The same by year and borough; places without a known borough stand together under no name.
    boroughs = rows_of("boroughs_by_year", "year, deployments DESC, borough NULLS LAST", also="year")
    # A part year and the same days of each earlier year: year, from_date, to_date, measure, value, basis, is_comparable.
    same_period = rows_of("same_period", "part_year, year, position", also="part_year")

    # Every document and edition: the keys of sources.toml, is_current, and the number of rows read from it.
    sources = all_of("answers.sources", "publisher, covers_from, covers_to, id")
    # Purposes and use cases by document: source_id, page, code_list, reference, printed_as, meaning (None: not looked at).
    codes = all_of("answers.codes", "source_id, page::INTEGER, reference::INTEGER")
    # Every finding of every check with its decision: finding_id, check_name, severity, place, status, reason.
    findings = all_of("checks.findings", "severity, check_name, source_id, page, row, finding_id")
    # The corrections ledger: what was printed, what is counted, why, by which evidence, in which state.
    corrections = all_of("answers.corrections", "correction_id")
    # What newer editions changed: the columns of answers.changed_editions, kind is added, changed, renamed or vanished.
    edition_changes = all_of("answers.changed_editions", "source_id, kind, deployment_id, column_name")
    # Every comparison with a second source: the keys of data/reconciliation/<id>.toml.
    reconciliations = all_of("raw.reconciliations", "id")
    # Of one comparison: what became of each row, every cell that differs, and per basis, year and month (0: the year) what we count
    # of the shared deployments, and what the other source would (…_theirs).
    reconciliation_rows = rows_of("reconciled_rows", "outcome, their_row, deployment_id", "reconciliation")
    reconciliation_cells = rows_of("reconciled_cells", "their_row, column_name", "reconciliation")
    reconciled_periods = rows_of("reconciled_periods", "basis, year, month", "reconciliation")

    def breaks(self, publisher: str, measure: str | None = None) -> pd.DataFrame:
        """Where a person found that a series breaks: measure (or column), from_date, words, evidence (data/manual/breaks.csv)."""
        return self._frame(
            "SELECT measure, from_date::DATE AS from_date, words, evidence FROM raw.breaks"
            " WHERE publisher = $1 AND ($2 IS NULL OR measure = $2) ORDER BY from_date, measure",
            publisher,
            measure,
        )

    def borough_codes(self) -> dict[str, str]:
        """The code of each borough in which there was a deployment, by its name."""
        return dict(self._rows("SELECT DISTINCT borough, borough_code FROM core.deployments WHERE borough_code IS NOT NULL ORDER BY 1"))

    def deployments(self, publisher: str | None = None, year: int | None = None) -> pd.DataFrame:
        """Corrected deployments, one row each, in the order of their dates; the columns of core.deployments."""
        return self._frame(
            "SELECT * FROM core.deployments"
            " WHERE ($1 IS NULL OR publisher = $1) AND ($2 IS NULL OR deployment_year = $2)"
            " ORDER BY publisher, deployment_date, source_id, page, row",
            publisher,
            year,
        )

    def deployment_versions(self, version: str, publisher: str) -> pd.DataFrame:
        """The same of one force in one version ("corrected", "published")."""
        return self._frame(
            "SELECT * EXCLUDE (version) FROM core.deployment_versions WHERE version = ? AND publisher = ?"
            " ORDER BY deployment_date, source_id, page, row",
            version,
            publisher,
        )

    def layouts(self) -> list[str]:
        """The layouts of the deployments that are counted."""
        return list(self._frame("SELECT DISTINCT layout FROM core.deployments ORDER BY layout")["layout"])

    def layout_columns(self, layout: str) -> pd.DataFrame:
        """The columns of one layout, from left to right: column_name, heading, kind, field."""
        return self._frame(
            "SELECT column_name, heading, kind, field FROM raw.layout_columns WHERE layout = ? ORDER BY position::INTEGER", layout
        )

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

    @cached_property
    def printed_before(self) -> dict[str, dict[str, str]]:
        """What was printed in the cells that a correction changed: by deployment, and by the field of the cell (records/layouts.toml)."""
        sql = "SELECT deployment_id, field, printed FROM core.corrections WHERE is_applied ORDER BY correction_id"
        found: dict[str, dict[str, str]] = {}
        for deployment_id, field, printed in self._rows(sql):
            found.setdefault(deployment_id, {})[field] = printed
        return found

    def checks(self) -> pd.DataFrame:
        """Every check: check_name, severity, title, about, sql, and how many findings it has, open and in all."""
        return self._frame(
            "SELECT registry.* REPLACE (coalesce(registry.about, '') AS about), count(findings.finding_id)::INTEGER AS findings,"
            " count(findings.finding_id) FILTER (WHERE findings.status = 'open')::INTEGER AS open"
            " FROM checks.registry AS registry LEFT JOIN checks.findings AS findings USING (check_name)"
            " GROUP BY ALL ORDER BY registry.severity, registry.check_name"
        )

    @cached_property
    def newest_edition(self) -> date:
        """The date of the newest document of all: what the figures are as at."""
        return date.fromisoformat(max(self.sources()["edition"]))

    @cached_property
    def deployment_notes(self) -> dict[str, str]:
        """What the readers of a deployment have to know of the purpose it names (data/manual/purpose_codes.csv), by deployment."""
        rows = self._rows(
            "SELECT d.deployment_id, string_agg(DISTINCT codes.note, '; ' ORDER BY codes.note) FROM core.deployments AS d"
            " JOIN answers.codes AS codes ON codes.source_id = d.source_id AND codes.note <> ''"
            "  AND list_contains(string_split_regex(d.purpose, '[, ]+'), codes.printed_as) GROUP BY d.deployment_id"
        )
        return dict(rows)

    def printed_rates(self, publisher: str) -> dict[str, int]:
        """How many printed false alert rates above 0 are `rounded`, `cut` off or `neither`, by the printed counts; `all` of them."""
        [(whole, cut, neither)] = self._rows(
            "SELECT count(*), count(*) FILTER (WHERE f.detail LIKE '%cut off%'), count(*) FILTER (WHERE f.detail LIKE '%not follow%')"
            " FROM core.deployments AS d LEFT JOIN checks.findings AS f ON f.check_name = 'printed_rate' AND f.source_id = d.source_id"
            "  AND f.page = d.page AND f.row = d.row WHERE d.publisher = ? AND d.false_alert_rate_percent > 0",
            publisher,
        )
        return {"all": whole, "rounded": whole - cut - neither, "cut": cut, "neither": neither}

    def tables(self) -> list[str]:
        """The names of every table of the warehouse, for `relation`."""
        rows = self._rows("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")
        return [f"{layer}.{name}" for layer, name in rows if layer in LAYERS]

    def relation(self, table: str) -> Relation:
        """One table of the warehouse as a DuckDB relation, to filter, join and count with SQL. Nothing can be written.

        The tables people want are core.deployments, core.deployment_versions, answers.yearly_figures and checks.findings; the
        SQL that makes each is in scripts/lfr/warehouse/models. A relation lives as long as these figures are open. Raises LfrError for
        an unknown table.
        """
        known = self.tables()
        if table not in known:
            raise LfrError(f"relation {table}: there is no such table.{did_you_mean(table, known)}")
        return self._connection.sql(f"SELECT * FROM {table}")

    def shown(self) -> Shown:
        """The release that these figures are of."""
        rows = []
        if self._has("answers.release_shown"):
            sql = "SELECT version, release_date::DATE, is_exact = 'true', changes::INTEGER, changed_since FROM answers.release_shown"
            rows = self._rows(sql)
        if not rows or rows[0][0] is None:
            return Shown("", None, False, 0, "These figures have not been released yet.", "/releases/")
        version, day, is_exact, changes, changed_since = rows[0]
        name = f"release {version} of {day.day} {day:%B %Y}"
        if is_exact:
            return Shown(version, day, True, 0, f"This site shows {name}, {changed_since}.", f"/releases/{version}/")
        many = f"{changes} explained change{'' if changes == 1 else 's'}"
        sentence = f"This site shows the figures after {name}, with {many} not yet released."
        return Shown(version, day, False, changes, sentence, "/releases/#not-yet-released")

    def release_changes(self) -> pd.DataFrame:
        """What differs from the last release, one row per change: the columns of changes.csv. Empty where nothing does."""
        return self._in_order("answers.release_changes")

    def figure_history(self) -> pd.DataFrame:
        """For each figure its steps, oldest first: id, title, label, version (None: not yet released), value, said, why."""
        return self._in_order("answers.figure_history")

    def _in_order(self, table: str) -> pd.DataFrame:
        return self._frame(f"SELECT * EXCLUDE (position) FROM {table} ORDER BY position::INTEGER") if self._has(table) else pd.DataFrame()

    def moved(self) -> dict[str, tuple[str, str]]:
        """Addresses that an earlier release had and that moved: where they are now, and why (data/manual/moved.csv)."""
        rows = self._rows("SELECT address, now, reason FROM raw.moved ORDER BY line::INTEGER")
        return {address: (now, reason) for address, now, reason in rows}

    def frozen_addresses(self) -> list[str]:
        """Every address that a release promised, in order."""
        if not self._has("answers.frozen_addresses"):
            return []
        return [address for (address,) in self._rows("SELECT DISTINCT address FROM answers.frozen_addresses ORDER BY address")]
