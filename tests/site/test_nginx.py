"""The site behind a real nginx with the configuration that the project writes for it. Left out, and said so, where there is no nginx."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lfr.pages.site.serving import HEADERS, compress, configuration

from .pages import Built


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    port: int

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with connection.getresponse() as found:
                return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def server(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A copy of the site, with compressed copies, behind an nginx of its own on the loopback."""
    folder = tmp_path_factory.mktemp("nginx")
    site = folder / "public"
    shutil.copytree(built.public, site)
    compress(site)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "site.conf").write_text(configuration("nginx.conf.j2", root=site, listen=f"127.0.0.1:{port}"), encoding="utf-8")
    # Started by root, nginx's workers are another user, who may not read every folder.
    user = "user root; " if os.geteuid() == 0 else ""
    own = "".join(f"{name}_temp_path {folder}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ access_log off; {own}include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    command = ["nginx", "-e", str(folder / "errors"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command) as process:
        try:
            _wait_for(process, port)
            yield Server(port)
        finally:
            process.terminate()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "nginx did not start; what it said stands above"
        time.sleep(0.05)
    pytest.fail("nginx did not answer within 10 seconds")


def test_nginx_accepts_the_configuration_without_a_warning(server: Server, built: Built, tmp_path: Path) -> None:
    (tmp_path / "site.conf").write_text(configuration("nginx.conf.j2", root=built.public))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}")
    said = subprocess.run(
        ["nginx", "-t", "-q", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("path", ["/", "/met/years/2024/", "/data/deployments.csv", "/no/such/page/"])
def test_every_answer_carries_the_headers_and_each_only_once(server: Server, path: str) -> None:
    headers = server.get(path).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS


def test_a_page_comes_compressed_beforehand_and_holds_the_same(server: Server, built: Built) -> None:
    found = server.get("/met/years/2024/", Accept_Encoding="gzip")
    assert found.headers["content-encoding"] == "gzip" and found.headers["vary"] == "Accept-Encoding"
    page = (built.public / "met/years/2024/index.html").read_bytes()
    assert gzip.decompress(found.body) == page == server.get("/met/years/2024/").body
    assert int(found.headers["content-length"]) == len(gzip.compress(page, 9, mtime=0))


def test_what_was_read_before_is_answered_not_modified(server: Server) -> None:
    first = server.get("/met/years/2024/")
    assert first.headers["cache-control"] == "no-cache"
    assert server.get("/met/years/2024/", If_None_Match=first.headers["etag"]).status == 304


def test_a_file_named_by_its_content_is_kept_for_good(server: Server, built: Built) -> None:
    sheet = re.findall(r'href="\./(assets/inline/\w+\.css)"', (built.public / "index.html").read_text()) or [
        f"assets/inline/{path.name}" for path in sorted((built.public / "assets/inline").glob("*.css"))
    ]
    assert server.get(f"/{sheet[0]}").headers["cache-control"] == "public, max-age=31536000, immutable"


def test_an_address_that_does_not_exist_gets_a_page_with_ways_on(server: Server) -> None:
    found = server.get("/met/years/1999/")
    assert found.status == 404 and b"This page is not here" in found.body


def test_an_address_without_its_last_slash_leads_on(server: Server) -> None:
    found = server.get("/met/years/2024")
    assert (found.status, found.headers["location"]) == (301, "/met/years/2024/")


def test_data_may_be_fetched_by_scripts_of_other_sites_and_pages_may_not(server: Server) -> None:
    assert server.get("/data/deployments.csv").headers["access-control-allow-origin"] == "*"
    assert server.get("/data/deployments.csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert "access-control-allow-origin" not in server.get("/").headers


def test_what_only_other_servers_read_is_not_served(server: Server) -> None:
    assert [server.get(path).status for path in ("/_headers", "/.htaccess")] == [404, 404]
