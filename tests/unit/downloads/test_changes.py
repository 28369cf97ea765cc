"""A changed row changes the files that it should and no other; the same data give the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from fixtures.project import PUBLISHERS, TinyProject
from fixtures.rows import deployment, deployments
from lfr.downloads.open_data import write_open_data
from lfr.downloads.tables import FORMATS

from .conftest import Downloads, Publish

pytestmark = pytest.mark.slow  # each writes all downloads, some twice


def everything(made: Downloads) -> dict[str, bytes]:
    files = [path for root in ("data", "api") for path in sorted((made.pages / root).rglob("*")) if path.is_file()]
    return {path.relative_to(made.pages).as_posix(): path.read_bytes() for path in files}


def two_years(folder: Path, **changed: object) -> TinyProject:
    rows = [*deployments("met-2025", 3, date(2025, 2, 3)), deployment("met-2025", date="05/03/26", location="High Street", **changed)]
    return TinyProject(folder).record("a", "met-2025", rows, covers=("2025-01-01", "2026-12-31"))


def every_format(*names: str) -> set[str]:
    return {f"data/latest/{name}{end}" for name in names for end in FORMATS}


def figure_files(year: int, *measures: str) -> set[str]:
    series = {f"api/v1/met/figures/{measure}.json" for measure in measures}
    return series | {f"api/v1/met/figures/{measure}/{year}.json" for measure in measures}


def test_one_changed_count_changes_exactly_what_shows_it(publish: Publish, tmp_path: Path) -> None:
    before = everything(publish(two_years(tmp_path / "before")))
    after = everything(publish(two_years(tmp_path / "after", arrests=1, no_action=1)))
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} == {
        *every_format("deployments", "deployments_as_published", "printed_cells", "yearly_figures", "yearly_figures_wide"),
        *every_format("places", "boroughs"),
        # The files that are older than /data/latest/.
        *{"data/deployments.csv", "data/yearly_figures.csv", "data/datapackage.json"},
        *{f"data/latest/{name}" for name in ("datapackage.json", "lfr-statistics.zip")},
        *{f"data/latest/{name}.xlsx" for name in ("yearly_figures", "deployments", "places", "boroughs")},
        *figure_files(2026, "arrests", "no_action", "outcomes_other_than_arrest", "arrests_per_hour"),
        *{"api/v1/met/years/2026.json", "api/v1/met/places/high-street.json"},
    }


def test_writing_again_gives_the_same_bytes_and_leaves_nothing_of_before(publish: Publish, tmp_path: Path) -> None:
    made = publish(two_years(tmp_path / "project"))
    before = everything(made)
    for stray in (made.latest / "gone.csv", made.api / "met" / "places" / "gone.json", made.pages / "data" / "9.9.9" / "figures.csv"):
        stray.parent.mkdir(exist_ok=True)
        stray.write_text("gone", encoding="utf-8")
    write_open_data(made.figures, {})
    assert everything(made) == before


def test_a_second_force_and_one_without_records_have_files_of_their_own(publish: Publish, tmp_path: Path) -> None:
    tiny = TinyProject(tmp_path / "tiny").record("a", "met-2025", [deployment("met-2025")]).record("b", "csv-log", [deployment("csv-log")])
    names = {"essex": "Essex Police", "kent": "Kent Police"}
    more = "".join(PUBLISHERS.replace('"met"', f'"{one}"').replace("Metropolitan Police", name) for one, name in names.items())
    (tiny.data / "publishers.toml").write_text(PUBLISHERS + more, encoding="utf-8")
    path = tiny.data / "sources.toml"
    head, second, tail = path.read_text(encoding="utf-8").partition('id = "b"')
    path.write_text(head + second + tail.replace('publisher = "met"', 'publisher = "essex"'), encoding="utf-8")
    made = publish(tiny)
    assert [one["id"] for one in made.call("/api/v1/index.json")["publishers"]] == ["met", "essex"]
    assert made.call("/api/v1/essex/figures/arrests/2025.json")["value"] == 2
    assert {row["publisher"] for row in made.csv("deployments")} == {"met", "essex"}
    assert {row["publisher"] for row in made.csv("yearly_figures_wide")} == {"met", "essex"}
    assert made.csv("disclosures") == []


def test_a_project_without_any_record_still_writes_its_files(publish: Publish, tmp_path: Path) -> None:
    made = publish(TinyProject(tmp_path / "empty"))
    assert made.csv("deployments") == made.csv("yearly_figures") == []
    assert made.call("/api/v1/index.json")["publishers"] == []
