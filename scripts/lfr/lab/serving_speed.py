"""How many requests a second the built site answers behind nginx, with its configuration and its compressed copies.

Needs nginx and wrk (Debian's packages `nginx-light` and `wrk`); only this machine is asked, over the loopback.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lfr.errors import LfrError
from lfr.pages.site.serving import compress, nginx_file

_SECONDS, _CONNECTIONS = 10, 32
# Each request asks for the next of the addresses; the seed is fixed, so that every run asks in the same order.
_SCRIPT = """
local paths = {}
for line in io.lines(os.getenv("LFR_PATHS")) do paths[#paths + 1] = line end
math.randomseed(1)
for i = #paths, 2, -1 do local j = math.random(i); paths[i], paths[j] = paths[j], paths[i] end
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip"})
end
"""


def measure_serving(public: Path, folder: Path) -> dict[str, Any] | None:
    """Requests for every page of a built site in turn, as fast as they are answered. None where a program for it is missing.

    Gives `pages`, `seconds`, `requests`, `errors` (answers of 400 and above, and connections that failed) and `requests_per_second`.
    Raises LfrError when there is no site, nginx does not start, or a page is answered otherwise than by the page.
    """
    if not shutil.which("nginx") or not shutil.which("wrk"):
        return None
    pages = sorted(path.relative_to(public).as_posix().removesuffix("index.html") for path in public.rglob("index.html"))
    if not pages:
        raise LfrError(f"{public}: there is no built site yet. Run `make site` (or `lfr build`) first.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "paths").write_text("".join(f"/{quote(page)}\n" for page in pages), encoding="utf-8")
    (folder / "pages.lua").write_text(_SCRIPT, encoding="utf-8")
    with serving(public, folder) as port:
        command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", "-s", str(folder / "pages.lua"), f"http://127.0.0.1:{port}"]
        _check_pages(port, pages)
        run = subprocess.run(command, env={**os.environ, "LFR_PATHS": str(folder / "paths")}, capture_output=True, text=True)
    if run.returncode:
        raise LfrError(f"wrk ended with an error: {run.stderr.strip()}. Measure again, or with --data-only.")
    shutil.rmtree(folder)
    return {"pages": len(pages), **read_wrk(run.stdout)}


def _check_pages(port: int, pages: list[str]) -> None:
    """wrk takes an answer that only leads elsewhere for a good one."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for page in pages:
        connection.request("GET", f"/{quote(page)}")
        with connection.getresponse() as found:
            found.read()
        if found.status != 200:
            raise LfrError(f"/{page}: answered with {found.status} instead of the page. Build the site again.")
    connection.close()


def read_wrk(said: str) -> dict[str, Any]:
    """What wrk says at its end, in numbers."""
    requests, seconds = re.findall(r"(\d+) requests in ([\d.]+)s", said)[0]
    failed = [int(number) for line in re.findall(r"Socket errors: (.*)", said) for number in re.findall(r"\d+", line)]
    failed += [int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", said)]
    return {
        "seconds": float(seconds),
        "requests": int(requests),
        "errors": sum(failed),
        "requests_per_second": round(float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])),
    }


@contextmanager
def serving(public: Path, folder: Path) -> Iterator[int]:
    """A copy of the site in `folder`, with compressed copies, behind an nginx of its own; gives its port on the loopback."""
    site = folder / "public"
    shutil.copytree(public, site)
    compress(site)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "site.conf").write_text(nginx_file(site, f"127.0.0.1:{port}"), encoding="utf-8")
    # Started by root, nginx's workers are another user, who may not read every folder.
    user = "user root; " if os.geteuid() == 0 else ""
    own = "".join(f"{name}_temp_path {folder}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ access_log off; {own}include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    command = ["nginx", "-e", str(folder / "errors"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait_for(process, port)
            yield port
        finally:
            process.terminate()


def _wait_for(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            said = process.stderr.read().strip() if process.stderr else ""
            raise LfrError(f"nginx did not start: {said}. Mend what it names, or measure with --data-only.")
        time.sleep(0.05)
    raise LfrError("nginx did not answer within 10 seconds. Measure again when the machine has time.")
