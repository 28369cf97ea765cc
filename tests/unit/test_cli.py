"""The command: what it offers, and how it says that something is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import _SubParsersAction
from pathlib import Path

import lfr.project
import pytest
from fixtures.documents import make_csv_log, make_letter
from lfr import cli
from lfr.cli import main
from lfr.errors import BadData, LfrError, SiteError, UndecidedFindings, UnexplainedChange, UnreadableDocument
from lfr.lab import commands
from lfr.project import Project

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {
    program: {name for action in parser._actions if isinstance(action, _SubParsersAction) for name in action.choices}
    for program, parser in (("lfr", cli._parser()), ("lfr-lab", commands._parser()))
}
COMMANDS = PROGRAMS["lfr"]


def _help(capsys: pytest.CaptureFixture[str], program: str, *arguments: str) -> str:
    with pytest.raises(SystemExit) as left:
        {"lfr": main, "lfr-lab": commands.main}[program]([*arguments, "--help"])
    assert left.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_help_lists_every_command_with_what_it_does(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert {"build", "check", "extract", "add"} <= PROGRAMS["lfr"]
    lines = _help(capsys, program).splitlines()
    for command in PROGRAMS[program]:
        assert [line for line in lines if line.split()[:1] == [command] and len(line.split()) > 4], command


@pytest.mark.parametrize(("program", "command"), [(program, one) for program, known in PROGRAMS.items() for one in sorted(known)])
def test_every_command_has_a_help_of_its_own(program: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"{program} {command}" in _help(capsys, program, command)


def test_the_papers_name_every_command() -> None:
    papers = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "data/README.md"))
    assert [f"{program} {one}" for program, known in PROGRAMS.items() for one in known if f"{program} {one}" not in papers] == []


def test_an_unknown_command_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["biuld"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert all(one in said for one in COMMANDS)


def test_each_kind_of_error_has_an_exit_code_of_its_own() -> None:
    kinds = [LfrError, UnreadableDocument, BadData, UndecidedFindings, SiteError, UnexplainedChange]
    assert [kind.exit_code for kind in kinds] == [2, 3, 4, 5, 6, 7]


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def test_outside_a_project_the_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--project", tmp_path, "check")
    assert (code, out) == (2, "")
    assert err.startswith("lfr: ") and err.count("\n") == 1
    assert "no project here" in err and "--project" in err


def test_a_package_installed_away_from_any_project_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lfr.project, "PACKAGE", tmp_path)
    code, _, err = _run(capsys, "check")
    assert code == 2 and "no project here" in err


def test_a_document_that_is_no_record_gives_one_message_and_exit_code_3(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _run(capsys, "--project", project.root, "add", make_letter(tmp_path / "letter.pdf"))
    assert (code, out) == (3, "")
    assert err.startswith("lfr: letter.pdf") and err.count("\n") == 1


def test_a_file_that_does_not_exist_gives_one_message_and_exit_code_3(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "--project", project.root, "add", "nowhere.pdf")
    assert code == 3 and err == "lfr: nowhere.pdf: there is no such file. Check the path.\n"


def test_data_that_break_their_own_rules_give_exit_code_4(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.data / "publishers.toml").write_text("[[publishers]]\n", encoding="utf-8")
    code, _, err = _run(capsys, "--project", project.root, "check")
    assert code == 4
    assert 'publishers.toml, line 1: unknown key or table “publishers”. Did you mean "publisher"?' in err


def test_check_lists_every_finding_and_how_many_are_open(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--project", project.root, "check")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[-1] == f"{len(lines) - 1} findings, {sum(', open: ' in line for line in lines)} open"
    assert any("met-2023-2024, page 4, row 15, date" in line and "corrected" in line for line in lines)
    assert not list(project.build.glob("*.duckdb"))


def test_extract_goes_on_after_a_bad_file_and_ends_with_its_exit_code(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, log = make_letter(tmp_path / "letter.pdf"), make_csv_log(tmp_path / "log.csv")
    code, out, err = _run(capsys, "--project", project.root, "extract", letter, log)
    assert code == 3
    assert "log.csv: layout csv-log, 1 rows" in out
    assert err.startswith("lfr: letter.pdf") and err.count("\n") == 1
    assert (project.build / "extracted" / "log.csv").is_file()


def test_extract_of_good_files_ends_with_nought(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, "--project", project.root, "extract", make_csv_log(tmp_path / "log.csv"))
    assert (code, err) == (0, "")
    assert "not registered: `lfr add` does that" in out


def test_a_day_that_is_no_day_is_refused_before_anything_is_read(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--project", str(project.root), "add", "x.pdf", "--covers-to", "10/05/25"])
    assert left.value.code == 2
    assert "“10/05/25” is not a date. Use YYYY-MM-DD." in capsys.readouterr().err


def test_the_package_is_the_command(project: Project) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "lfr.cli", "--project", str(project.root), "add", "nowhere.pdf"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr == "lfr: nowhere.pdf: there is no such file. Check the path.\n"
