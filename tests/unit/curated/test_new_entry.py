"""`lfr new`: a template has every key of its kind and reads; until it is filled in, what is missing is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from lfr.cli import KINDS, main
from lfr.curated.answers import Answer
from lfr.curated.disclosures import Disclosure, Question
from lfr.curated.hand_kept import Entry, columns_of, keys_of
from lfr.curated.library import Document, read_library
from lfr.curated.registry import Publisher, read_publishers
from lfr.errors import BadData
from lfr.project import Project

ROOT = Path(__file__).resolve().parents[3]


def _new(project: Project, kind: str, name: str = "how-many-cameras") -> int:
    return main(["--project", str(project.root), "new", kind, name])


@pytest.mark.parametrize(
    ("kind", "of", "empty"), [("answer", Answer, "question"), ("document", Document, "title"), ("disclosure", Disclosure, "reference")]
)
def test_a_template_has_each_key_and_names_what_is_missing(project: Project, kind: str, of: type[Entry], empty: str) -> None:
    assert _new(project, kind) == 0
    path = project.root / KINDS[kind][0].replace("$id", "how-many-cameras")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    entry = read if kind == "disclosure" else read[kind][-1]
    assert {key.name for key in keys_of(of) if key.is_required} == set(entry)
    assert kind != "disclosure" or list(entry["question"][0]) == columns_of(Question)
    with pytest.raises(BadData, match=f"{empty} is empty. Fill it in|how-many-cameras.*: "):
        read_library(project)


def test_a_new_force_is_an_entry_to_fill_in_with_the_next_steps(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--project", str(project.root), "force", "new", "essex", "--name", 'Essex "Police"']
    assert main(command) == 0
    assert "lfr add FILE --publisher essex" in capsys.readouterr().out
    path = project.data / "publishers.toml"
    entry = tomllib.loads(path.read_text(encoding="utf-8"))["publisher"][-1]
    assert {"essex", 'Essex "Police"'} <= {entry["id"], entry["name"], entry["short_name"]} and set(entry) == set(columns_of(Publisher))
    with pytest.raises(BadData, match=r"publishers.toml, line \d+, publisher “essex”: records_page"):
        read_publishers(project)
    assert main(command) == 2 and "“essex” is there already" in capsys.readouterr().err


def test_an_id_that_is_taken_or_none_changes_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project.data / "documents.toml").read_bytes()
    assert _new(project, "document", "met-trial-legal-mandate") == 2
    assert "“met-trial-legal-mandate” is there already. Choose another id" in capsys.readouterr().err
    assert _new(project, "document", "Two Words") == 2
    assert "must be lower-case letters, digits and single hyphens" in capsys.readouterr().err
    assert (project.data / "documents.toml").read_bytes() == before
    assert _new(project, "chart") == 2  # a project of data alone
    assert "scripts/lfr/charts/how_many_cameras.py: there is no such folder in this project" in capsys.readouterr().err


def test_a_check_and_a_chart_are_files_that_keep_the_rules(project: Project) -> None:
    for folder in ("charts", "warehouse/checks"):
        (project.root / "scripts" / "lfr" / folder).mkdir(parents=True)
    assert _new(project, "check") == _new(project, "chart") == 0
    lines = (project.root / "scripts/lfr/warehouse/checks/how_many_cameras.sql").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(".") and lines[1] == "-- severity: notice"
    chart = (project.root / "scripts/lfr/charts/how_many_cameras.py").read_text(encoding="utf-8")
    compile(chart, "chart", "exec")
    assert "def how_many_cameras(figures: Figures, publisher: str) -> Chart:" in chart and '"how-many-cameras",' in chart
