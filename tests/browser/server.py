"""The built site as a static host gives it: compressed, with the headers of its own `_headers` file, from this machine only."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

_COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/xml", "application/manifest+json")
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
Rules = list[tuple[str, list[tuple[str, str]]]]


def read_headers(text: str) -> Rules:
    """The rules of a `_headers` file: an address (`*` for anything) at the margin, its headers indented below it."""
    rules: Rules = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((line.strip(), []))
        else:
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name, value.strip()))
    return rules


def headers_for(address: str, rules: Rules) -> list[tuple[str, str]]:
    """Every header of every rule that fits, as static hosts add them up."""
    return [header for pattern, headers in rules if fnmatchcase(address, pattern) for header in headers]


class Site(ThreadingHTTPServer):
    """A folder, served."""

    daemon_threads = True

    def __init__(self, public: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.public = public.resolve()
        path = public / "_headers"
        self.rules = read_headers(path.read_text(encoding="utf-8")) if path.is_file() else []
        self.body = cache(self._body)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def _body(self, path: Path, compressed: bool) -> bytes:
        plain = path.read_bytes()
        return gzip.compress(plain, 6, mtime=0) if compressed else plain


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path)
        path = (self.server.public / address.lstrip("/")).resolve()
        status = 200
        if not path.is_relative_to(self.server.public):
            path, status = self.server.public / "404.html", 404
        elif path.is_dir():
            if not address.endswith("/"):
                self.send_response(301)
                self.send_header("Location", address + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path = path / "index.html"
        if not path.is_file() or path.name == "_headers":
            path, status = self.server.public / "404.html", 404
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        compressed = kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = self.server.body(path, compressed) if path.is_file() else b"not found"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in headers_for(address, self.server.rules):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            # A browser that leaves a page hangs up on what it no longer wants.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the browser's console is what a test reads."""


@contextmanager
def served(public: Path) -> Iterator[Site]:
    """The folder at an address of its own for as long as the block runs."""
    with Site(public) as site:
        thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()
