"""What adding costs: a layout is one entry and a fixture, a measure one entry, a force one entry and its records, a check one file."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import lfr.records.layouts
import lfr.warehouse.build
import lfr.warehouse.measures
import lfr.warehouse.model_sql
import pytest
from fixtures.documents import make_csv_log, make_pdf
from fixtures.headings import HEADINGS
from fixtures.project import NORTH, TinyProject, Warehouse, built
from fixtures.rows import DEFAULTS, deployment
from lfr.downloads.code_lines import recount_code
from lfr.pipeline import add
from lfr.project import CHECKS, LAYOUTS, MEASURES, Project
from lfr.records.add import Given
from lfr.warehouse.figures import Figures, open_figures, trace

LAYOUT = """
[[layout]]
id = "north-2026"
publisher = "north"
medium = "pdf"
title = "Northern Police record from 2026"
columns = [
  { name = "location", heading = "Where", kind = "text" },
  { name = "date", heading = "When", kind = "date" },
  { name = "minutes", field = "duration_minutes", heading = "Minutes", kind = "count", most = 1440 },
  { name = "faces", field = "faces_seen", heading = "People Scanned", kind = "count", most = 5000000 },
  { name = "alerts", heading = "Matches", kind = "count", most = 10000 },
  { name = "true_alerts", heading = "Right Matches", kind = "count", most = 10000 },
  { name = "false_alerts", heading = "Wrong Matches", kind = "count", most = 10000 },
  { name = "outcomes", field = "arrests", basis = "arrests_or_disposals", heading = "Outcomes", kind = "count", most = 10000 },
  { name = "cameras", heading = "Cameras", kind = "count", most = 100 },
]
"""
CELLS = {
    "location": "Camden", "date": "03/02/26", "minutes": "90", "faces": "1,200", "alerts": "5", "true_alerts": "4", "false_alerts": "1",
    "outcomes": "2", "cameras": "3",
}  # fmt: skip
MEASURE = """
[[measure]]
id = "cameras_maximum"
title = "Most cameras at once"
unit = "cameras"
kind = "level"
how = "maximum"
column = "cameras"
method = "deployments"
definition = "The most cameras in use at one deployment of the year."
"""

CHECK = """-- A deployment at Camden.
-- severity: notice
-- Only to show what a check is.
SELECT source_id, page, row, 'location' AS column_name, location AS printed, 'another place' AS expected, '' AS detail
FROM core.printed_rows
WHERE location = 'Camden'
"""


@pytest.fixture
def north(tmp_path: Path) -> TinyProject:
    """A project with a force that nobody has heard of yet."""
    project = TinyProject(tmp_path / "tiny")
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(NORTH)
    return project


@pytest.fixture
def new_layout(north: TinyProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyProject:
    """Its record of two deployments, in a layout of its own: an entry in layouts.toml, and how a record is drawn."""
    entries = tmp_path / "layouts.toml"
    entries.write_text(LAYOUTS.read_text(encoding="utf-8") + LAYOUT, encoding="utf-8")
    monkeypatch.setattr(lfr.records.layouts, "LAYOUTS", entries)
    headings = ("Where", "When", "Minutes", "People Scanned", "Matches", "Right Matches", "Wrong Matches", "Outcomes", "Cameras")
    monkeypatch.setitem(HEADINGS, "north-2026", [(name, "", heading) for name, heading in zip(CELLS, headings, strict=True)])
    monkeypatch.setitem(DEFAULTS, "north-2026", CELLS)
    record = make_pdf(tmp_path / "record.pdf", "north-2026", [{}, {"date": "05/02/26", "cameras": 7}], made_on=date(2026, 3, 2))
    assert "2 new deployments" in add(north, record, Given())
    return north


def _figures(real: Warehouse, year: int) -> dict[str, tuple[float | None, str]]:
    rows = real.rows("SELECT measure, value, basis FROM answers.yearly_figures WHERE publisher = 'north' AND year = ?", year)
    return {row["measure"]: (row["value"], row["basis"]) for row in rows}


def test_a_new_layout_is_one_entry_and_a_fixture(new_layout: TinyProject) -> None:
    with built(new_layout) as real:
        found = _figures(real, 2026)
        assert real.findings("unreadable_cells") == []
    assert found["deployments"] == (2, "counted")
    assert found["faces_seen"] == (2400, "printed") and found["duration_minutes"] == (180, "printed")
    assert found["true_alerts"] == (8, "printed") and found["arrests"] == (4, "arrests_or_disposals")
    assert found["false_alerts_per_alert"] == (0.2, "worked_out")
    # What the layout does not print is not published, and never 0.
    assert {found[name] for name in ("true_alerts_confirmed", "stops_lower", "no_action", "threshold_minimum")} == {(None, "not_published")}


def test_a_correction_is_read_as_the_cell_of_its_layout_would_be(new_layout: TinyProject) -> None:
    [source] = [path.stem for path in new_layout.extracted.glob("north*.csv") if not path.stem.endswith(".codes")]
    new_layout.correct(source, 1, "minutes", "90", "100").correct(source, 2, "outcomes", "2", "unknown")
    with built(new_layout) as real:
        found = _figures(real, 2026)
    assert (found["duration_minutes"][0], found["arrests"][0]) == (190, 2)


def test_a_new_measure_is_one_entry(new_layout: TinyProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = tmp_path / "measures.toml"
    entries.write_text(MEASURES.read_text(encoding="utf-8") + MEASURE, encoding="utf-8")
    monkeypatch.setattr(lfr.warehouse.measures, "MEASURES", entries)
    with built(new_layout) as real:
        figures = Figures(new_layout, real.connection)
        one = figures.figure("north", 2026, "cameras_maximum")
        assert (one.value, one.basis, one.title, one.unit) == (7, "printed", "Most cameras at once", "cameras")
        # The code that counts it again, and the way back to its cells, come with the entry.
        code = recount_code("cameras_maximum", ["publisher", "deployment_year", "cameras"], "north", 2026)
        assert real.value(f"SELECT {code['sql']} FROM core.deployments") == 7
        assert code["pandas"] == "rows.cameras.max()" and code["r"] == "max(na.omit(rows$cameras))"
        assert code["formula"] == '=MAXIFS(C:C,A:A,"north",B:B,2026)'
        chain = trace(figures, "north", 2026, "cameras_maximum")
    assert [[(cell.heading, cell.printed) for cell in row.cells] for row in chain.rows] == [[("Cameras", "3")], [("Cameras", "7")]]
    assert chain.definition == "The most cameras in use at one deployment of the year."


def test_a_second_force_is_one_entry_and_its_records(north: TinyProject, tmp_path: Path) -> None:
    north.record("met-2025", "met-2025", [deployment("met-2025", arrests=5)])
    log = make_csv_log(tmp_path / "log.csv", [{"arrests": 2}, {"date": "2025-02-04", "arrests": 3, "stops": "", "stops_accurate": ""}])
    add(north, log, Given(publisher="north"))
    with built(north) as real:
        found = _figures(real, 2025)
        figures = Figures(north, real.connection)
        stops = figures.figure("north", 2025, "stops")
        others = figures.figure("met", 2025, "arrests")
    assert found["arrests"] == (5, "printed") and others.value == 5
    assert found["stops_lower"] == (6, "least_of_three+printed_engagements")
    assert (stops.kind, stops.lower, stops.upper) == ("range", 6, 7)
    assert stops.basis == "least_of_three+printed_engagements+greatest_of_three"


def test_a_range_is_corrected_where_one_of_its_ends_is(north: TinyProject) -> None:
    north.record("met-2025", "met-2025", [deployment("met-2025", false_alerts_confirmed=2)])
    north.correct("met-2025", 1, "false_alerts_confirmed", "2", "1")
    with built(north) as real:
        stops = Figures(north, real.connection).figure("met", 2025, "stops")
    assert (stops.lower, stops.upper, stops.is_corrected) == (3, 4, True)
    assert (stops.as_published.lower, stops.as_published.upper, stops.as_published.is_corrected) == (3, 5, False)


def test_a_new_check_is_one_file(north: TinyProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "checks"
    shutil.copytree(CHECKS, folder)
    (folder / "at_camden.sql").write_text(CHECK, encoding="utf-8")
    for module in (lfr.warehouse.build, lfr.warehouse.model_sql):
        monkeypatch.setattr(module, "CHECKS", folder)
    north.record("met-2025", "met-2025", [deployment("met-2025", location="Camden"), deployment("met-2025", location="Brent")])
    with built(north) as real:
        [found] = real.findings("at_camden")
        [listed] = [one for one in Figures(north, real.connection).checks().to_dict("records") if one["check_name"] == "at_camden"]
    assert (found["row"], found["printed"], found["title"], found["status"]) == (1, "Camden", "A deployment at Camden.", "open")
    assert (listed["findings"], listed["severity"]) == (1, "notice")


def test_forces_stand_in_the_order_of_their_list(project: Project) -> None:
    """The first is the one that pages about all forces give as their example, whatever the id of one that comes later."""
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(NORTH.replace("north", "a-force", 1))
    with built(project):
        figures = open_figures(project)
        assert [one["id"] for one in figures.publishers().to_dict("records")] == ["met", "a-force"]
        figures.close()
