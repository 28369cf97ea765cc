"""How long each stage of a build took and how much memory it needed: printed line by line, and kept as build/timings.json."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

_CLEAR_PEAK = Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Stage:
    """One stage: wall-clock and processor seconds (of children too, once they were waited for), and the largest resident memory, in MiB."""

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: int


@dataclass
class Timings:
    """The stages of one build, in order."""

    stages: list[Stage] = field(default_factory=list)
    _start: float = field(default_factory=time.perf_counter)

    @contextmanager
    def stage(self, name: str) -> Iterator[list[str]]:
        """Time a stage and print its line, with what the block appended to the list that it gets."""
        said: list[str] = []
        _forget_peak()
        start, cpu = time.perf_counter(), _cpu()
        yield said
        done = Stage(name, round(time.perf_counter() - start, 3), round(_cpu() - cpu, 3), _peak_mib())
        self.stages.append(done)
        print(f"{name:<10} {done.seconds:6.1f} s   {' '.join(said)}", flush=True)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._start

    @property
    def peak_mib(self) -> int:
        return max((one.peak_mib for one in self.stages), default=_peak_mib())

    def write(self, path: Path) -> None:
        """Keep the stages as JSON. Nothing that is published may depend on it: it differs from run to run."""
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"seconds": round(self.seconds, 3), "peak_mib": self.peak_mib, "stages": [asdict(one) for one in self.stages]}
        path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _forget_peak() -> None:
    """Let Linux count this process's peak anew. Elsewhere a stage shows the peak so far."""
    try:
        _CLEAR_PEAK.write_text("5")
    except OSError:
        return


def _peak_mib() -> int:
    """The largest process: this one since the stage began, or a child (those have no stage of their own)."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        own = int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError, ValueError):
        pass
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
