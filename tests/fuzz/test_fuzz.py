"""Spoiled files are refused in a sentence, read as they were, or read with a finding: some of every kind, and all that once went wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fuzz.outcome import BAD
from fuzz.run import kinds, prepare, run, run_cases, summary, table
from fuzz.workers import run_all

SEEDS = Path(__file__).parent / "seeds.csv"


def told(results: list) -> str:
    return "\n".join(f"{one.kind}:{one.seed}: {one.outcome}: {one.said[-300:]}" for one in results if not one.is_good)


@pytest.mark.slow
def test_spoiled_records_make_no_traceback_and_no_silent_difference() -> None:
    results = run(240, 1, ["pdf", "xlsx", "csv"], with_real=False)
    assert told(results) == ""
    assert {one.outcome for one in results} >= {"refused", "read as it was", "read with a finding"}, "the mutators all do the same"


@pytest.mark.slow
def test_spoiled_files_kept_by_hand_are_refused_in_a_sentence_or_taken_as_written() -> None:
    assert told(run(24, 1, ["toml", "csv by hand", "markdown"])) == ""


def test_every_file_that_once_went_wrong_is_read_or_refused_now() -> None:
    with SEEDS.open(encoding="utf-8", newline="") as file:
        seeds = [(line["kind"], line["seed"]) for line in csv.DictReader(file)]
    assert told(run_cases(seeds)) == ""


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    from fuzz.cases import draw

    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    prepare(tmp_path, ["pdf", "xlsx"])
    (tmp_path / "work" / "a").mkdir()
    (tmp_path / "work" / "b").mkdir()
    for kind in kinds(with_real=False).values():
        if kind.format == "csv" or kind.id in ("pdf-flipped", "pdf-bomb", "xlsx-flipped"):
            one, other = (kind.mutate(draw(kind.id, "9-9"), tmp_path / "work" / name).path.read_bytes() for name in ("a", "b"))
            assert one == other, kind.id


def hang(kind: str, seed: str, folder: Path) -> tuple[str, str]:
    if kind == "memory":
        assert len(bytearray(1_800_000_000)) > 0
    if kind == "fault":
        raise ValueError("made up")
    if kind == "crash":
        import os
        import signal

        os.kill(os.getpid(), signal.SIGTERM)
    return "refused", "a sentence."


@pytest.mark.parametrize(("kind", "outcome"), [("memory", "too big"), ("fault", "traceback"), ("crash", "crashed"), ("fine", "refused")])
def test_the_runner_tells_a_file_that_takes_too_much_or_crashes(tmp_path: Path, kind: str, outcome: str) -> None:
    [result] = run_all([(kind, "1")], hang, tmp_path / "work", 1)
    assert result.outcome == outcome
    assert result.is_good == (outcome not in BAD)


def test_the_table_of_outcomes_counts_every_file() -> None:
    results = run(4, 3, ["csv-commas", "csv-shapes"])
    counted = summary(results, 4, 3)
    assert [(kind["kind"], kind["files"], kind["outcomes"]) for kind in counted["kinds"]] == [
        ("csv-shapes", 2, {"read as it was": 2}),
        ("csv-commas", 2, {"refused": 2}),
    ]
    assert table(counted).splitlines()[-1].split()[:4] == ["all", "4", "2", "2"]
