"""Each file is read in a process of its own, with limits: what hangs, eats memory or crashes is told from what is refused."""

from __future__ import annotations

import json
import os
import resource
import select
import shutil
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fuzz.outcome import BIG, CRASHED, GOOD, SLOW, TRACEBACK

SECONDS = 20  # of processor time a file
MEMORY_MIB = 1024  # resident, a file, beyond what the process holds that each is forked from: in a long run of tests that is much
_PATIENCE = 180  # seconds on the clock: a busy machine gives a process little of its processor


@dataclass(frozen=True)
class Result:
    """One file: what came of it, and what it took."""

    kind: str
    seed: str
    outcome: str
    said: str
    seconds: float
    mib: int

    @property
    def is_good(self) -> bool:
        return self.outcome in GOOD


Work = Callable[[str, str, Path], tuple[str, str]]


def run_all(cases: Iterable[tuple[str, str]], work: Work, folder: Path, processes: int) -> Iterator[Result]:
    """Run `work(kind, seed, folder)` for each case, some at a time, and give the results as they come."""
    waiting = iter(cases)
    running: dict[int, tuple[int, str, str, float, Path, int]] = {}
    slots = list(range(processes))
    exhausted = False
    while running or not exhausted:
        while slots and not exhausted:
            case = next(waiting, None)
            if case is None:
                exhausted = True
                break
            slot = slots.pop()
            own = folder / f"slot-{slot}"
            shutil.rmtree(own, ignore_errors=True)
            own.mkdir(parents=True)
            held = _resident()
            end, pid = _start(case, work, own)
            running[end] = (pid, *case, time.monotonic(), own, held)
        if not running:
            continue
        ready, _, _ = select.select(list(running), [], [], 1.0)
        for end, (pid, kind, seed, started, own, held) in list(running.items()):
            if end in ready:
                said = _read(end)
            elif time.monotonic() - started > _PATIENCE:
                os.kill(pid, signal.SIGKILL)
                said = b""
            else:
                continue
            os.close(end)
            del running[end]
            slots.append(int(own.name.rpartition("-")[2]))
            _, status, used = os.wait4(pid, 0)
            yield _result(kind, seed, said, status, used, held)
    shutil.rmtree(folder, ignore_errors=True)


def _start(case: tuple[str, str], work: Work, folder: Path) -> tuple[int, int]:
    read_end, write_end = os.pipe()
    with warnings.catch_warnings():
        # Newer Pythons warn of threads, which numeric libraries start and nobody uses here.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(write_end)
        return read_end, pid
    try:
        os.close(read_end)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 5, SECONDS + 6))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        warnings.simplefilter("ignore")
        try:
            answer = work(*case, folder)
        except BaseException:
            answer = (TRACEBACK, "in the mutator or the judge: " + traceback.format_exc()[-2000:])
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(json.dumps(answer).encode("utf-8", "surrogatepass"))
    finally:
        os._exit(0)


def _read(end: int) -> bytes:
    pieces = []
    while piece := os.read(end, 65536):
        pieces.append(piece)
    return b"".join(pieces)


def _resident() -> int:
    """The memory that this process holds, in MiB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() >> 20


def _result(kind: str, seed: str, said: bytes, status: int, used: resource.struct_rusage, held: int) -> Result:
    seconds, mib = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024 - held
    killed_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if killed_by in (signal.SIGXCPU, signal.SIGKILL) or seconds > SECONDS:
        outcome, text = SLOW, f"{seconds:.0f} seconds"
    elif killed_by:
        outcome, text = CRASHED, signal.Signals(killed_by).name
    elif mib > MEMORY_MIB:
        outcome, text = BIG, f"{mib} MiB"
    elif said:
        outcome, text = json.loads(said.decode("utf-8", "surrogatepass"))
    else:
        outcome, text = CRASHED, "no answer"
    return Result(kind, seed, outcome, text, seconds, mib)
