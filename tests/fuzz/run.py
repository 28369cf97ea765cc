"""`make fuzz N=10000 SEED=1`: spoil that many files, read each, and say what came of it. Writes build/fuzz.json."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from fuzz import logs, pdfs, workbooks
from fuzz.by_hand import KINDS as BY_HAND
from fuzz.by_hand import judge_by_hand, prepare_by_hand
from fuzz.cases import Kind, draw
from fuzz.outcome import BAD, GOOD, judge_record
from fuzz.workers import MEMORY_MIB, SECONDS, Result, run_all

ROOT = Path(__file__).resolve().parents[2]


def kinds(with_real: bool = True) -> dict[str, Kind]:
    """Every kind by its id."""
    found = [*pdfs.KINDS, *(pdfs.real_kinds() if with_real else []), *workbooks.KINDS, *(workbooks.real_kinds() if with_real else [])]
    return {kind.id: kind for kind in [*found, *logs.KINDS, *BY_HAND]}


def cases(number: int, seed: int, chosen: Iterable[Kind]) -> list[tuple[str, str]]:
    """`number` files, shared out among the kinds by their shares, each kind at least once."""
    chosen = list(chosen)
    whole = sum(kind.share for kind in chosen)
    found = []
    for kind in chosen:
        found += [(kind.id, f"{seed}-{i}") for i in range(max(1, round(number * kind.share / whole)))]
    return found


def one_file(kind: str, seed: str, folder: Path) -> tuple[str, str]:
    """Make one file and read it: the work of one process."""
    logging.disable(logging.CRITICAL)  # PDF libraries tell their log what they put up with
    chosen = kinds()[kind]
    made = chosen.mutate(draw(kind, seed), folder)
    return judge_by_hand(made) if chosen.format in ("toml", "markdown", "csv by hand") else judge_record(made)


def run(number: int, seed: int, chosen: Sequence[str] = (), processes: int = 2, with_real: bool = True) -> list[Result]:
    """Run the files of one seed."""
    known = kinds(with_real)
    wanted = [known[name] for name in known if not chosen or any(name == one or name.startswith(one + "-") for one in chosen)]
    return run_cases(cases(number, seed, wanted), processes)


def run_cases(wanted: Sequence[tuple[str, str]], processes: int = 2) -> list[Result]:
    """Run these files, each given by its kind and seed."""
    with tempfile.TemporaryDirectory(prefix="lfr-fuzz-") as folder:
        prepare(Path(folder), {kinds()[kind].format for kind, _ in wanted})
        return list(run_all(wanted, one_file, Path(folder) / "work", processes))


def prepare(folder: Path, formats: Iterable[str]) -> None:
    """What all files of a run share is made once, before the processes part."""
    (folder / "work").mkdir(exist_ok=True)
    if "pdf" in formats:
        for layout in pdfs.LAYOUTS:
            pdfs.base(layout, folder / "work")
        for name in pdfs.REAL if pdfs.real_kinds() else ():
            pdfs.real(name)
    if "xlsx" in formats:
        workbooks.cells()
        if workbooks.real_kinds():
            workbooks.real()
    if {"toml", "markdown", "csv by hand"} & set(formats):
        prepare_by_hand(folder / "by-hand", with_pages="markdown" in formats)


def summary(results: Sequence[Result], number: int, seed: int) -> dict[str, Any]:
    """The outcome as it is kept: counts by kind, the most time and memory that any file took, and what went wrong."""
    known = kinds()
    by_kind = []
    for name in dict.fromkeys(result.kind for result in results):
        of_kind = [result for result in results if result.kind == name]
        counts = Counter(result.outcome for result in of_kind)
        by_kind.append({
            "format": known[name].format, "kind": name, "title": known[name].title, "files": len(of_kind),
            "outcomes": {outcome: counts[outcome] for outcome in (*GOOD, *BAD) if counts[outcome]},
            "most_seconds": round(max(result.seconds for result in of_kind), 1), "most_mib": max(result.mib for result in of_kind),
        })  # fmt: skip
    bad = [{"kind": one.kind, "seed": one.seed, "outcome": one.outcome, "said": one.said[-600:]} for one in results if not one.is_good]
    return {
        "files": len(results), "seed": seed, "limit_seconds": SECONDS, "limit_mib": MEMORY_MIB, "kinds": by_kind, "failures": bad,
    }  # fmt: skip


def table(told: dict[str, Any]) -> str:
    """The counts as a table for a terminal."""
    shown = [outcome for outcome in (*GOOD, *BAD) if any(outcome in kind["outcomes"] for kind in told["kinds"])]
    lines = [["kind", "files", *shown, "most s", "most MiB"]]
    for kind in told["kinds"]:
        counts = [kind["outcomes"].get(one, 0) for one in shown]
        lines.append([kind["kind"], kind["files"], *counts, kind["most_seconds"], kind["most_mib"]])
    totals = [sum(kind["outcomes"].get(one, 0) for kind in told["kinds"]) for one in shown]
    most = [max((kind[name] for kind in told["kinds"]), default=0) for name in ("most_seconds", "most_mib")]
    lines.append(["all", told["files"], *totals, *most])
    widths = [max(len(str(line[i])) for line in lines) for i in range(len(lines[0]))]
    return "\n".join("  ".join(f"{cell!s:{'>' if i else '<'}{widths[i]}}" for i, cell in enumerate(line)) for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", default=[], help="only this format or kind, such as pdf or xlsx-merged")
    parser.add_argument("--one", help="run the single file KIND:SEED and print what came of it")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fuzz.json")
    given = parser.parse_args()
    if given.one:
        kind, _, seed = given.one.partition(":")
        for result in run_cases([(kind, seed)], 1):
            print(f"{result.outcome} ({result.seconds:.1f} s, {result.mib} MiB): {result.said}")
        return 0
    started = time.monotonic()
    results = run(given.files, given.seed, given.kind, os.cpu_count() or 2)
    told = summary(results, given.files, given.seed)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(told))
    for one in told["failures"][:40]:
        print(f"\n{one['kind']}:{one['seed']}: {one['outcome']}\n{one['said']}")
    print(f"\n{len(results)} files in {time.monotonic() - started:.0f} s, {len(told['failures'])} failures; written to {given.out}")
    return 1 if told["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
