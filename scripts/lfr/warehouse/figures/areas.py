"""Places and boroughs: their counts, their deployments, their names."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import pandas as pd

from lfr.warehouse.figures.reading import Reading

# Of a deployment: what the table of a page shows, and what it is found by.
_SHOWN = (
    "publisher", "deployment_id", "deployment_date", "location", "place", "borough", "layout", "is_stopped_early", "duration_minutes",
    "watchlist_size", "threshold", "faces_seen", "alerts", "true_alerts", "true_alerts_confirmed", "false_alerts",
    "false_alerts_confirmed", "stops_lower", "stops_upper", "arrests", "source_id", "page", "row",
)  # fmt: skip


class Areas(Reading):
    """Places and boroughs: their counts, their deployments, their names."""

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
