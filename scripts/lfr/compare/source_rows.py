"""The two sides of a comparison: our deployments with every core figure, and the rows of a second source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lfr.compare.values import OTHER_NAMES, READERS, Said, Value, say
from lfr.warehouse.figures import Figures

# Numbers that one source prints whole and another in parts.
PARTS = {
    "true_alerts": ("true_alerts_confirmed", "true_alerts_unconfirmed"),
    "false_alerts": ("false_alerts_confirmed", "false_alerts_unconfirmed"),
    "outcomes_other_than_arrest": ("other_disposals", "no_action"),
}


@dataclass(frozen=True)
class OurRow:
    """One deployment as we count it: `values` of the columns that its record has, None where it was not recorded."""

    deployment_id: str
    source_id: str
    values: dict[str, Value | None]
    borough: str = ""


@dataclass(frozen=True)
class TheirRow:
    """One row of the second source: its number there, and what each cell says that is not empty."""

    row: int
    said: dict[str, Said]
    # Whether the file holds the date as a date (True) or as text (False); None where the format does not tell.
    has_date_type: bool | None = None
    borough: str = ""

    @property
    def date(self) -> date | None:
        """The date as written, where it reads as one."""
        said = self.said.get("date")
        return said.value if said is not None and isinstance(said.value, date) else None


def our_rows(figures: Figures, publisher: str) -> list[OurRow]:
    """Every deployment of a publisher from the newest editions, corrections applied, in the order of the records."""
    frame = figures.deployments(publisher).sort_values(["source_id", "page", "row"])
    held = {layout: set(figures.layout_columns(layout)["column_name"]) for layout in dict.fromkeys(frame["layout"])}
    rows = []
    for line in frame.to_dict("records"):
        # The parts say more than their sum, which is compared only where the record prints no parts.
        columns = {OTHER_NAMES.get(name, name) for name in held[line["layout"]]}
        values = {name: _value(line.get("deployment_date" if name == "date" else name)) for name in READERS if name in columns}
        if all(name in values and values[name] is None for name in PARTS["outcomes_other_than_arrest"]):
            # A record that prints one number in both columns: neither is a figure of ours (methods/outcomes).
            del values["other_disposals"], values["no_action"]
            values["outcomes_other_than_arrest"] = _value(line["outcomes_other_than_arrest"])
        values["year"] = int(line["deployment_year"])
        rows.append(OurRow(line["deployment_id"], line["source_id"], values, line["borough"] if isinstance(line["borough"], str) else ""))
    return rows


def _value(found: object) -> Value | None:
    if pd.isna(found):
        return None
    if isinstance(found, pd.Timestamp):
        return found.date()
    if isinstance(found, str):
        return found
    number = float(found)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else round(number, 3)


def their_rows(cells: Iterable[tuple[int, Mapping[str, str]]]) -> list[TheirRow]:
    """The rows of a second source, each its row number and its cells as text by column name."""
    rows = []
    for number, texts in cells:
        named = {OTHER_NAMES.get(name, name): text for name, text in texts.items()}
        said = {name: say(name, named[name]) for name in READERS if named.get(name, "").strip()}
        typed = {"date": True, "text": False}.get(texts.get("date_cell", ""))
        rows.append(TheirRow(number, said, typed, texts.get("borough", "").strip()))
    return rows


def cells_beside(ours: OurRow, theirs: TheirRow) -> dict[str, tuple[Value | None, Said]]:
    """The cells of a pair that can be compared, by column: those that both sources have. An empty cell there is one that it does not have.

    Where our record has one number and the other source has it in two parts, their sum is compared.
    """
    found = {}
    for name, value in ours.values.items():
        if name in theirs.said:
            found[name] = (value, theirs.said[name])
        elif name in PARTS:
            parts = [theirs.said[part] for part in PARTS[name] if part in theirs.said]
            # Our record prints the number of these outcomes twice (our_rows): one of the two cells there says it.
            if len(parts) == len(PARTS[name]) or (parts and name == "outcomes_other_than_arrest"):
                found[name] = (value, _sum(parts))
    return found


def _sum(parts: list[Said]) -> Said:
    numbers = [part.value for part in parts if isinstance(part.value, int)]
    if numbers:
        return Said(" + ".join(part.text for part in parts if isinstance(part.value, int)), sum(numbers))
    said = max(parts, key=lambda part: part.nothing == "dash")
    return Said(said.text, nothing=said.nothing)
