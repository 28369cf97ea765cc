"""`lfr watch` and `lfr add ADDRESS`, against a server of our own that answers in every way that a publisher's does."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fixtures.documents import make_csv_log
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.cli import main
from lfr.curated.registry import read_sources, read_watched
from lfr.pages.macros import looked_at
from lfr.pages.page import Page
from lfr.records import watch as watching
from lfr.records.watch import watch

Answer = tuple[int, dict[str, str], bytes]
DAY = date(2026, 11, 28)
DOCUMENT = """
[[document]]
id = "{id}"
title = "T"
publisher = "P"
type = "report"
version = ""
date = "2024"
date_note = ""
status = "published"
in_force_from = ""
in_force_to = ""
url = "{url}"
source = "S"
certainty = "seen"
summary = "S."
what_changed = "C."
governs = []
"""


class Server(ThreadingHTTPServer):
    """Answers each path as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in ({} if status == 304 else {"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


PDF, PAGE = {"Content-Type": "application/pdf"}, {"Content-Type": "text/html; charset=utf-8"}
RECORD = b"%PDF-1.7 the record as it was read"


@pytest.fixture
def project(tmp_path: Path, server: Server) -> TinyProject:
    """One record and one document, each with an address at the server."""
    tiny = TinyProject(tmp_path / "tiny").record("met-2025", "met-2025", [deployment("met-2025")])
    path = tiny.data / "sources.toml"
    text = path.read_text().replace("https://example.org/met-2025", f"{server.at}/record.pdf")
    path.write_text(text.replace('sha256 = "met-2025"', f'sha256 = "{hashlib.sha256(RECORD).hexdigest()}"'))
    (tiny.data / "documents.toml").write_text(DOCUMENT.format(id="policy", url=f"{server.at}/policy"))
    server.answers = {"/record.pdf": (200, PDF, RECORD), "/policy": (200, PAGE, b"<h1>Policy</h1>")}
    return tiny


def look(project: TinyProject, day: date = DAY) -> tuple[int, dict[str, str], str]:
    """The exit code, the state of each path, and all that was said."""
    said: list[str] = []
    code = watch(project, day, said.append, pause=0)
    return code, {address.rsplit("/", 1)[-1]: one.state for address, one in read_watched(project).items()}, "\n".join(said)


def test_what_is_as_it_was_is_unchanged_and_the_day_is_kept_and_shown(project: TinyProject, server: Server) -> None:
    assert look(project)[:2] == (0, {"record.pdf": "unchanged", "policy": "first look"})
    code, states, said = look(project, date(2026, 12, 5))
    assert (code, states) == (0, {"record.pdf": "unchanged", "policy": "unchanged"})
    assert said.endswith("2 unchanged")
    page = Page(type("Figures", (), {"project": project})(), "")
    assert looked_at(page, f"{server.at}/policy") == "5 December 2026: as it was"
    assert looked_at(page, "https://example.org/never") == ""


def test_a_request_says_who_asks_and_asks_only_for_what_is_new(project: TinyProject, server: Server) -> None:
    server.answers["/record.pdf"] = (200, PDF | {"ETag": '"1"', "Last-Modified": "Sat, 15 Nov 2025 10:00:00 GMT"}, RECORD)
    look(project)
    assert look(project)[1]["record.pdf"] == "unchanged"  # by 304: the record did not come again
    asked = [headers for path, headers in server.asked if path == "/record.pdf"]
    assert [one.get("If-None-Match") for one in asked] == [None, '"1"']
    assert asked[1]["If-Modified-Since"] == "Sat, 15 Nov 2025 10:00:00 GMT"
    assert all(one["User-Agent"].startswith("lfr-statistics (") for one in asked)


def test_a_changed_record_leads_to_add_and_stays_changed_until_it_is_added(project: TinyProject, server: Server) -> None:
    look(project)
    server.answers["/record.pdf"] = (200, PDF | {"ETag": '"2"'}, b"%PDF-1.7 a newer edition")
    for _ in range(2):  # the second time by 304
        code, states, said = look(project)
        assert (code, states["record.pdf"]) == (8, "changed")
        assert f"changed. Next: lfr add {server.at}/record.pdf [source met-2025" in said


def test_a_page_is_compared_by_its_words(project: TinyProject, server: Server) -> None:
    server.answers["/policy"] = (200, PAGE, b"<script>n = 1</script><h1>Policy</h1><!-- 1 -->")
    look(project)
    server.answers["/policy"] = (200, PAGE, b"<script>n = 2</script><h1 id='2'>Policy</h1><!-- 2 -->")
    assert look(project)[1]["policy"] == "unchanged"
    server.answers["/policy"] = (200, PAGE, b"<h1>Another policy</h1>")
    assert look(project)[:2] == (8, {"record.pdf": "unchanged", "policy": "changed"})


@pytest.mark.parametrize(
    ("answer", "state", "code", "said"),
    [
        ((404, {}, b""), "gone", 8, "gone ["),
        ((410, PAGE, b"gone"), "gone", 8, "gone ["),
        ((301, {"Location": "/new.pdf"}, b""), "moved", 8, "/new.pdf ["),
        ((308, {"Location": "/new.pdf"}, b""), "moved", 8, "/new.pdf ["),
        ((302, {"Location": "/new.pdf"}, b""), "unchanged", 0, "unchanged ["),
        ((403, PAGE, b"Forbidden"), "look by hand", 9, "it answers 403"),
        ((429, {}, b""), "look by hand", 9, "it answers 429"),
        ((503, PAGE, b"Just a moment..."), "look by hand", 9, "it answers 503"),
        ((200, PAGE, b"<title>Just a moment...</title>"), "look by hand", 9, "a page that keeps programs out"),
        ((200, PAGE, b"<p>Our records have a new home."), "look by hand", 9, "it answers 200"),
        ((304, {}, b""), "look by hand", 9, "it answers 304"),
        ((301, {"Location": "file:///etc/passwd"}, b""), "look by hand", 9, "it cannot be reached"),
        ((301, {"Location": "/record.pdf"}, b""), "look by hand", 9, "it cannot be reached (TooManyRedirects)"),
        ((200, PDF | {"Content-Length": "9999"}, RECORD), "look by hand", 9, "it cannot be reached"),
    ],
)
def test_what_is_not_there_or_cannot_be_seen_is_never_unchanged(
    project: TinyProject, server: Server, answer: Answer, state: str, code: int, said: str
) -> None:
    server.answers |= {"/record.pdf": answer, "/new.pdf": (200, PDF, RECORD)}
    found = look(project)
    assert (found[0], found[1]["record.pdf"]) == (code, state)
    assert said in found[2]


def test_a_server_that_is_not_there_is_looked_at_by_hand_and_what_was_known_stays(project: TinyProject, server: Server) -> None:
    look(project)
    known = read_watched(project)[f"{server.at}/policy"].sha256
    server.answers["/policy"] = (500, {}, b"")
    assert look(project)[:2] == (9, {"record.pdf": "unchanged", "policy": "look by hand"})
    assert read_watched(project)[f"{server.at}/policy"].sha256 == known != ""


def test_the_command_ends_with_the_exit_code(
    project: TinyProject, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watching.time, "sleep", lambda seconds: None)
    server.answers["/policy"] = (404, {}, b"")
    assert main(["--project", str(project.root), "watch"]) == 8
    assert capsys.readouterr().out.splitlines()[-1] == "1 unchanged, 1 gone"


def test_a_record_is_added_from_its_address_with_the_day(project: TinyProject, server: Server, tmp_path: Path) -> None:
    log = make_csv_log(tmp_path / "log.csv", [{"date": "2025-08-01"}])
    server.answers["/a%20list/log.csv"] = (200, {"Last-Modified": "Mon, 04 Aug 2025 10:00:00 GMT"}, log.read_bytes())
    assert main(["--project", str(project.root), "add", f"{server.at}/a%20list/log.csv", "--publisher", "met"]) == 0
    added = [*read_sources(project).values()][-1]
    assert (added.url, added.retrieved, added.edition) == (f"{server.at}/a%20list/log.csv", date.today(), date(2025, 8, 4))


def test_a_file_fetched_by_hand_has_the_day_that_is_given(project: TinyProject, tmp_path: Path) -> None:
    log = make_csv_log(tmp_path / "log.csv", [{"date": "2025-08-01"}])
    assert main(["--project", str(project.root), "add", str(log), "--publisher", "met", "--retrieved", "2025-08-05"]) == 0
    assert [*read_sources(project).values()][-1].retrieved == date(2025, 8, 5)


@pytest.mark.parametrize("answer", [(403, {}, b""), (404, {}, b""), (200, PAGE, b"<p>Our records")])
def test_an_address_without_a_document_changes_nothing(
    project: TinyProject, server: Server, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/list.csv"] = answer
    assert main(["--project", str(project.root), "add", f"{server.at}/list.csv", "--publisher", "met"]) == 3
    assert "not a document. Save the document with a browser, then run `lfr add FILE --url" in capsys.readouterr().err
    assert len(read_sources(project)) == 1
