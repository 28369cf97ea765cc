"""What there is of each force: years, months, series and their breaks, places and boroughs."""

import pandas as pd

from lfr.warehouse.figures.reading import Reading, rows_of


class ByForce(Reading):
    """What there is of each force. The id of the force gives the rows of its own; warehouse/models/answers says what a table is."""

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

    def places(self, publisher: str, year: int | None = None) -> pd.DataFrame:
        """Deployments, faces seen, alerts and arrests by year and place, each also as published; most deployments first."""
        return self._of("publisher", publisher, "places_by_year", "year, deployments DESC, place", year=year)

    def boroughs(self, publisher: str, year: int | None = None) -> pd.DataFrame:
        """The same by year and borough; places without a known borough stand together under no name."""
        return self._of("publisher", publisher, "boroughs_by_year", "year, deployments DESC, borough NULLS LAST", year=year)

    def same_period(self, publisher: str, part_year: int | None = None) -> pd.DataFrame:
        """A part year and the same days of each earlier year: year, from_date, to_date, measure, value, basis, is_comparable."""
        return self._of("publisher", publisher, "same_period", "part_year, year, position", part_year=part_year)

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
