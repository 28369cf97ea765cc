"""Places and boroughs: their counts, their deployments, their names."""

import pandas as pd

from lfr.warehouse.figures.reading import Reading

# Of a deployment: what the table of a page shows, and what it is found by.
_SHOWN = (
    "publisher", "deployment_id", "deployment_date", "location", "place", "place_slug", "borough", "layout", "is_stopped_early",
    "duration_minutes", "watchlist_size", "threshold", "faces_seen", "alerts", "true_alerts", "true_alerts_confirmed", "false_alerts",
    "false_alerts_confirmed", "stops_lower", "stops_upper", "has_printed_stops", "arrests", "source_id", "page", "row",
)  # fmt: skip


class Areas(Reading):
    """Places and boroughs: their counts, their deployments, their names."""

    def places(self, publisher: str, year: int | None = None) -> pd.DataFrame:
        """Deployments, faces seen, alerts and arrests by year and place, each also as published; most deployments first."""
        return _of_year(self._answer("places_by_year", publisher, "year, deployments DESC, place"), year)

    def boroughs(self, publisher: str, year: int | None = None) -> pd.DataFrame:
        """The same by year and borough; places without a known borough stand together under no name."""
        return _of_year(self._answer("boroughs_by_year", publisher, "year, deployments DESC, borough NULLS LAST"), year)

    def places_ranked(self, publisher: str) -> pd.DataFrame:
        """Every place over all years: place_id, place, borough, deployments (also as published), first_date, last_date."""
        return self._answer("places_ranked", publisher, "deployments DESC, place, place_id")

    def borough_codes(self) -> dict[str, str]:
        """The code of each borough in which there was a deployment, by its name."""
        frame = self._frame("SELECT DISTINCT borough, borough_code FROM core.deployments WHERE borough_code IS NOT NULL ORDER BY borough")
        return dict(frame.itertuples(index=False, name=None))

    def areas(self, publisher: str) -> pd.DataFrame:
        """One row per place or borough that has a page: the columns of answers.area_list (place_id None: not looked up)."""
        return self._answer("area_list", publisher, "kind, slug")

    def area_counts(self, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """Counts of one place or borough by version and year, and over all years (no year); the columns of answers.area_counts."""
        return self._area(
            "FROM answers.area_counts WHERE publisher = ? ORDER BY kind, slug, version, year NULLS LAST", publisher, kind, slug
        )

    def area_rows(self, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """The corrected deployments of one place or borough, with those columns of `deployments` that a page shows."""
        sql = (
            f"SELECT areas.kind, areas.slug, {', '.join(f'd.{name}' for name in _SHOWN)}"
            " FROM core.deployments AS d JOIN core.areas AS areas USING (publisher, deployment_id)"
            " WHERE areas.version = 'corrected' AND publisher = ?"
            " ORDER BY areas.kind, areas.slug, d.deployment_date, d.source_id, d.page, d.row"
        )
        return self._area(sql, publisher, kind, slug)

    def area_corrections(self, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """The applied corrections of deployments that stand, or as published stood, at one place or borough."""
        return self._area("FROM answers.area_corrections WHERE publisher = ? ORDER BY kind, slug, correction_id", publisher, kind, slug)

    def printed_names(self, publisher: str) -> pd.DataFrame:
        """How each place is printed: slug, printed, deployments, and how the borough was found (borough_source, note)."""
        return self._answer("printed_names", publisher, "slug, deployments DESC, printed")

    def _area(self, sql: str, publisher: str, kind: str, slug: str) -> pd.DataFrame:
        """Fetches all areas of a force in one query and splits the result; one query per page is far slower.

        `sql` gives a kind and a slug. Kept for one force at a time: pages are written force by force.
        """
        if (sql, publisher) not in self._split:
            whole = self._connection.execute(sql, [publisher]).df()
            parts = {key: part.reset_index(drop=True) for key, part in whole.groupby(["kind", "slug"], sort=False)}
            self._split = {known: parts for known, parts in self._split.items() if known[1] == publisher}
            self._split[sql, publisher] = {**parts, ("", ""): whole.iloc[:0]}
        parts = self._split[sql, publisher]
        return parts.get((kind, slug), parts["", ""]).drop(columns=["kind", "slug"])


def _of_year(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
    return frame if year is None else frame[frame["year"] == year].reset_index(drop=True)
