"""Starting the process of a notebook: parted from one that has imported everything already (lfr.pages.notebooks.kernel)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from lfr.project import PACKAGE

_NAME = "lfr-parted"


class LauncherEnded(Exception):
    """There is no process to part from: it could not import what notebooks need, or was killed."""


class Launcher:
    """The process that the others are parted from."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Start that process, before anybody waits for it: it has much to import."""
        # The same code as this process runs, wherever it was imported from.
        path = os.pathsep.join([str(PACKAGE.parent), *filter(None, [self._environment.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lfr.pages.notebooks.kernel"],
            # One thread: a process that has more cannot be parted safely.
            env={**self._environment, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, connection_file: str, folder: str, environment: Mapping[str, str]) -> int:
        """Start a kernel; returns the number of its process. Raises LauncherEnded."""
        with self._lock:
            assert self._process is not None, "nothing has begun"
            assert self._process.stdin and self._process.stdout
            asked = {"connection_file": connection_file, "folder": folder, "environment": dict(environment)}
            try:
                self._process.stdin.write(json.dumps(asked) + "\n")
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
            except BrokenPipeError:
                answer = ""
        if not answer.strip().isdigit():
            raise LauncherEnded("the process that notebooks are started from has ended; what it said stands above")
        return int(answer)

    def close(self) -> None:
        """End the process; kernels that still run end with it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


class Parted:
    """A process parted from another one, with what jupyter_client asks of a `Popen`. How it ended is not known."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Called once it is gone."""
        return 0

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class PartedProvisioner(LocalProvisioner):
    """Gives jupyter_client such processes. `launcher` is set while notebooks run."""

    launcher: Launcher | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        assert self.launcher is not None
        connection_file = cmd[cmd.index("-f") + 1]
        self.process: Any = Parted(self.launcher.start(connection_file, kwargs["cwd"], kwargs["env"]))
        self.pid, self.cwd = self.process.pid, kwargs["cwd"]
        return self.connection_info


def use(launcher: Launcher) -> None:
    """From now on kernels are started by this launcher."""
    PartedProvisioner.launcher = launcher
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[_NAME] = EntryPoint(_NAME, f"{__name__}:PartedProvisioner", KernelProvisionerFactory.GROUP_NAME)
    factory.default_provisioner_name = _NAME
