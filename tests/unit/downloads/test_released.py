"""The files of a release stay at its own address, byte for byte, whatever the present figures are."""

from __future__ import annotations

from pathlib import Path

from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.downloads.open_data import write_open_data
from lfr.pages.data_pages import data_releases
from lfr.pages.page import Page
from lfr.warehouse.figures import Figures

from .test_validators import complaints, csv_on_the_web_is_happy

FROZEN = {
    "figures.csv": "id,publisher,year,measure,value,is_partial,said\nmet-2025-arrests,met,2025,arrests,2,false,2\n",
    "deployments.csv": "deployment_id,deployment_date,alerts,gone\nmet-0001,2025-02-03,,was here\n",
    "changes.csv": "subject,id,why\n",
}


def release(tiny: TinyProject, version: str) -> dict[str, object]:
    folder = tiny.data / "releases" / version
    folder.mkdir(parents=True)
    for name, text in FROZEN.items():
        (folder / name).write_text(text.replace("2025-02-03", f"2025-02-0{version[0]}"), encoding="utf-8")
    said = {
        "level": "major",
        "note": "Made up.",
        "previous": "",
        "figures": 1,
        "changes": 0,
        "code": "abc",
        "address": f"/releases/{version}/",
    }
    return {"version": version, "date": "2026-01-05", **said}


def test_every_release_keeps_its_files_and_they_validate(tmp_path: Path) -> None:
    tiny = TinyProject(tmp_path / "tiny").record("a", "met-2025", [deployment("met-2025")])
    releases = [release(tiny, "2.0.0"), release(tiny, "1.0.0")]
    with built(tiny):
        pass
    figures = Figures(tiny)
    write_open_data(figures, {"releases": releases})
    for version in ("1.0.0", "2.0.0"):
        folder = tiny.pages / "data" / version
        for name in FROZEN:
            assert (folder / name).read_bytes() == (tiny.data / "releases" / version / name).read_bytes()
            assert csv_on_the_web_is_happy(folder / name)
        assert complaints(folder / "datapackage.json") == []
    said = data_releases(Page(figures, ""))
    assert said.index("/data/2.0.0/") < said.index("/data/1.0.0/")
    figures.close()


def test_a_table_lists_the_releases(tmp_path: Path) -> None:
    tiny = TinyProject(tmp_path / "tiny").record("a", "met-2025", [deployment("met-2025")])
    with built(tiny):
        pass
    figures = Figures(tiny)
    write_open_data(figures, {"releases": [release(tiny, "1.0.0")]})
    lines = (tiny.pages / "data" / "latest" / "releases.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["1.0.0,2026-01-05,major,Made up.,[z],1,0,abc,/releases/1.0.0/"]
    figures.close()
