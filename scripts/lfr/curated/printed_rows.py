"""data/deployment_ids.csv: which deployment each printed row under data/extracted/ is. `lfr add` writes it."""

from collections.abc import Iterator

from lfr.curated.csv_lines import iter_csv
from lfr.project import Project

IDS_COLUMNS = ["deployment_id", "source_id", "page", "row"]


def deployment_ids(project: Project) -> Iterator[tuple[int, str, tuple[str, str, str]]]:
    """Each line: its number, the deployment, and the printed row that it is (source_id, page, row)."""
    for number, cells in iter_csv(project.data / "deployment_ids.csv", IDS_COLUMNS):
        deployment_id, source_id, page, row = cells.values()
        yield number, deployment_id, (source_id, page, row)
