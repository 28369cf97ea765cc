"""Which release the figures are of, what changed since, and the addresses that it promised."""

import pandas as pd

from lfr.warehouse.figures.figure import Shown
from lfr.warehouse.figures.reading import Reading


class Released(Reading):
    """Which release the figures are of, what changed since, and the addresses that it promised."""

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
