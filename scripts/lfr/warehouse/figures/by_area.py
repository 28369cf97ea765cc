"""Places and boroughs: their counts, their deployments, their names."""

import pandas as pd

from lfr.warehouse.figures.reading import Reading


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

    def shared_places(self, publisher: str) -> pd.DataFrame:
        """Places that may lie in a borough besides the one they are counted in: the columns of answers.shared_places."""
        return self._answer("shared_places", publisher, "slug, also_in")

    def area_counts(self, publisher: str) -> pd.DataFrame:
        """Counts of each place and borough by version and year, and over all years (no year); the columns of answers.area_counts."""
        return self._answer("area_counts", publisher, "kind, slug, version, year NULLS LAST")

    def area_corrections(self, publisher: str) -> pd.DataFrame:
        """The applied corrections of deployments that stand, or as published stood, at each place and borough (kind, slug)."""
        return self._answer("area_corrections", publisher, "kind, slug, correction_id")

    def printed_names(self, publisher: str) -> pd.DataFrame:
        """How each place is printed: slug, printed, deployments, and how the borough was found (borough_source, note)."""
        return self._answer("printed_names", publisher, "slug, deployments DESC, printed")


def _of_year(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
    return frame if year is None else frame[frame["year"] == year].reset_index(drop=True)
