"""The command `lfr-lab`: what measures the project itself, and is no part of a build."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lfr.cli import run
from lfr.lab.bench import bench
from lfr.lab.detectors import measure
from lfr.lab.simulate.simulated_project import simulate_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `lfr-lab`."""
    return run(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lfr-lab", description="Simulated records, and measurements of the checks and of builds.")
    parser.add_argument("--project", metavar="FOLDER", help="the project's folder (default: the one around the working directory)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    simulated = commands.add_parser("simulate", help="write a project of invented forces whose true numbers and errors are known")
    simulated.add_argument("--publishers", type=int, default=2, metavar="N", help="how many forces (default 2)")
    simulated.add_argument("--years", type=int, default=6, metavar="Y", help="how many years up to 2025 (default 6)")
    simulated.add_argument("--per-year", type=int, default=50, metavar="K", help="deployments of each force per year (default 50)")
    simulated.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same files (default 1)")
    simulated.add_argument("--errors", default="none", metavar="KINDS", help="none, usual, usual=3, or kinds with rates: wrong_year=0.01,…")
    simulated.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder for the project")
    simulated.set_defaults(needs_project=False, run=lambda _, given: print(
        simulate_folder(given.out, given.publishers, given.years, given.per_year, given.seed, given.errors)
    ))  # fmt: skip

    detectors = commands.add_parser("detectors", help="measure the checks on simulated records; writes data/audits/")
    detectors.add_argument("--seeds", type=int, default=30, metavar="N", help="measure over the seeds 1 to N (default 30)")
    detectors.set_defaults(run=lambda project, given: print(measure(project, range(1, given.seeds + 1))))

    builds = commands.add_parser("bench", help="print how time and memory of a build grow with the data, stage by stage")
    builds.add_argument("--times", default="1,10", metavar="N,N", help="how many times the real data: 1, 10, 100, 1000 (default 1,10)")
    builds.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help="where to build (default: build/bench)")
    builds.add_argument("--data-only", action="store_true", help="measure the warehouse, and not the pages")
    builds.set_defaults(run=lambda project, given: print(
        bench(project, given.times, given.folder or project.build / "bench", with_pages=not given.data_only)
    ))  # fmt: skip
    return parser


if __name__ == "__main__":
    sys.exit(main())
