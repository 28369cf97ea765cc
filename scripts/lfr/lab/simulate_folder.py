"""`lfr-lab simulate`: a simulated project in a folder, its documents read back by the real reader."""

from pathlib import Path

from lfr.errors import LfrError, did_you_mean
from lfr.lab.simulate import FORMATS, Plan, read_rates, simulate, start_folder
from lfr.records.extract import extract


def simulate_folder(folder: Path, publishers: int, years: int, per_year: int, seed: int, errors: str, documents: str) -> str:
    """Write a simulated project. Returns a sentence that says what is where.

    Raises LfrError for an unknown kind of error or format, and for a folder that is not empty.
    """
    rates = read_rates(errors)
    formats = tuple(one.strip() for one in documents.split(",") if one.strip())
    for name in formats:
        if name not in FORMATS:
            raise LfrError(f"--documents: unknown format “{name}”.{did_you_mean(name, FORMATS)}")
    project = start_folder(folder)
    refused: list[str] = []

    def read_back(path: Path) -> list[tuple[int, int, dict[str, str]]] | None:
        try:
            return [(row.page, row.row, row.cells) for row in extract(path).rows]
        except LfrError as error:
            refused.append(f"Refused by the reader, as it should be, and taken over as drawn: {error}")
            return None

    made = simulate(Plan(publishers, years, per_year, seed, rates, formats), project, read_back)
    with (project.root / "truth" / "deployments.csv").open(encoding="utf-8") as file:
        rows = sum(1 for _ in file) - 1
    said = (
        f"{folder}: {publishers} forces, {rows} printed rows, {len(made)} seeded errors. What is true stands in truth/deployments.csv,"
        f" what is not in truth/errors.csv. Next: lfr --project {folder} check"
    )
    return "\n".join([*refused, said])
