"""The notebook reads the package's read side, so its counts are the site's."""

from __future__ import annotations

import json

from .pages import Built, year_of

ADDRESS = "/notebooks/faces-and-alerts/"


def test_its_counts_are_those_of_the_site(built: Built) -> None:
    [table] = [one for one in built.pages[ADDRESS].tables if "faces seen" in one.head]
    assert [cells[0].text for _, cells in table.rows] == ["2023", "2024", "2025, to 10 May"]
    for heading, measure in {"deployments": "deployments", "faces seen": "faces_seen", "alerts": "alerts"}.items():
        for label, cell in table.column(heading).items():
            assert cell.text == built.yearly[year_of(label), measure]["value"], (label, heading)


def test_its_alerts_per_hour_are_counted_from_the_sites_figures(built: Built) -> None:
    [table] = [one for one in built.pages[ADDRESS].tables if "faces seen" in one.head]
    for label, cell in table.column("alerts per deployed hour").items():
        alerts, minutes = (int(built.yearly[year_of(label), name]["value"]) for name in ("alerts", "duration_minutes"))
        assert float(cell.text) == round(60 * alerts / minutes, 2), label


def test_it_reads_nothing_but_the_read_side(built: Built) -> None:
    for path in sorted((built.project.root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert "from lfr.figures import open_figures" in code
        for forbidden in ("duckdb", "read_csv", "SELECT ", "open(", "/data", "lfr.database"):
            assert forbidden not in code.replace("open_figures(", ""), (path.name, forbidden)
        # Outputs are made at build time: a committed one could be older than the figures.
        assert not any(cell.get("outputs") for cell in cells), path.name
