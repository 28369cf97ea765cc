"""Fetches what stands at an address of the web: politely, and never taking a page that keeps programs out for what it hides.

`lfr add ADDRESS` takes a document from there; `lfr watch` looks whether what the sources and the library were read from is still there,
and still the same.
"""

import email.utils
import hashlib
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import requests

from lfr.curated.disclosures import read_disclosures
from lfr.curated.library import read_documents
from lfr.curated.registry import Watched, current_sources, read_sources, read_watched, write_watched
from lfr.errors import UnreadableDocument
from lfr.project import Project, site_address

_SECONDS = 30
_MOST_BYTES = 100_000_000  # as `lfr extract` reads at most
# What pages say that let only browsers in. They come with any status, 200 included.
_CHALLENGE = re.compile(rb"cf-chl|challenge-platform|captcha|just a moment|access denied|incapsula|enable javascript and cookies", re.I)
_VERSION = {"etag": "ETag", "last_modified": "Last-Modified"}
CHANGED, BY_HAND = 8, 9  # exit codes: something changed, moved or is gone; nothing did, but some addresses have to be looked at by hand


@dataclass(frozen=True)
class Answer:
    """What an address answered: `moved_to` is where it stands for good now, `fault` why what stands there was not seen."""

    status: int = 0
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""
    fault: str = ""

    @property
    def is_page(self) -> bool:
        return "html" in self.headers.get("Content-Type", "")


def fetch(project: Project, address: str, etag: str = "", last_modified: str = "") -> Answer:
    """Get an address once. With what an earlier answer said of its version, the content comes only where it is another (else 304)."""
    who = f"lfr-statistics ({site_address(project) or 'no address of its own'}; looks whether publications have changed)"
    given = {"User-Agent": who, "If-None-Match": etag, "If-Modified-Since": last_modified}
    content = bytearray()
    try:
        with requests.get(address, headers={name: text for name, text in given.items() if text}, timeout=_SECONDS, stream=True) as response:
            for part in response.iter_content(100_000):
                content += part
                if len(content) > _MOST_BYTES:
                    return Answer(fault="what stands there is too large for a record")
            moved_to = response.url if any(one.status_code in (301, 308) for one in response.history) else ""
            answer = Answer(response.status_code, bytes(content), response.headers, moved_to)
    except (requests.RequestException, ValueError) as error:  # no connection, no such host, no valid certificate, cut short
        return Answer(fault=f"it cannot be reached ({type(error).__name__})")
    if answer.status not in (200, 304, 404, 410):
        return Answer(answer.status, fault=f"it answers {answer.status}")
    if answer.status == 200 and answer.is_page and _CHALLENGE.search(answer.content):
        return Answer(answer.status, fault="it shows a page that keeps programs out")
    return answer


def fetch_document(project: Project, address: str) -> tuple[Path, str]:
    """Fetch a document into `build/fetched/`. Returns the file, and the address where it stands.

    Raises UnreadableDocument where the address gives none.
    """
    answer = fetch(project, address)
    fault = answer.fault or (f"it answers {answer.status}" if answer.status != 200 else "it shows a page" if answer.is_page else "")
    if fault:
        advice = "Save the document with a browser, then run `lfr add FILE --url ADDRESS --retrieved YYYY-MM-DD`."
        raise UnreadableDocument(f"{address}: {fault}, not a document. {advice}")
    name = re.sub(r"[^\w.-]+", "-", unquote(urlsplit(address).path).rsplit("/", 1)[-1]).lstrip(".-") or "document"
    path = project.build / "fetched" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(answer.content)
    # A log has no date of its own: that of the file is taken for it.
    if made := email.utils.parsedate_tz(answer.headers.get("Last-Modified", "")):
        os.utime(path, (email.utils.mktime_tz(made),) * 2)
    return path, answer.moved_to or address


def watch(project: Project, day: date, say: Callable[[str], None], pause: float = 2.0) -> int:
    """Look at each address once, some seconds apart, say what is there, and keep it in data/watched.csv. Returns the exit code."""
    sources, seen, known = read_sources(project), {}, read_watched(project)
    files = {one.sha256 for one in sources.values()}  # an address that has served an earlier edition may do so again
    entries = [(one.url, f"source {one.id}", files) for one in current_sources(sources).values()]
    if (project.data / "documents.toml").is_file():
        entries += [(one.url, f"document {one.id}", set()) for one in read_documents(project).values()]
    entries += [(one.url, f"disclosure {one.slug}", set()) for one in read_disclosures(project).values()]
    for address, name, expected in entries:
        if not address.startswith("http") or address in seen:
            continue
        time.sleep(pause)
        before = known.get(address)
        answer = fetch(project, address, *((before.etag, before.last_modified) if before else ()))
        seen[address] = now = _look(address, day, answer, before, expected)
        more = {
            "look by hand": f": {answer.fault or f'it answers {answer.status}'}",
            "moved": f" to {answer.moved_to}",
            "changed": f". Next: lfr add {address}" if expected else "",
        }
        say(f"{now.state}{more.get(now.state, '')} [{name}, {address}]")
        write_watched(project, (known | seen).values())  # each time: a look that is interrupted loses nothing
    states = [one.state for one in seen.values()]
    say(", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states)) or "no address to look at")
    return CHANGED if {"changed", "moved", "gone"} & {*states} else BY_HAND if "look by hand" in states else 0


def _look(address: str, day: date, answer: Answer, before: Watched | None, files: set[str]) -> Watched:
    """What an answer says: a source is known by its checksum among `files`; anything else is compared with what was there before."""
    kept: dict[str, Any] = {name: getattr(before, name) if before else "" for name in ("etag", "last_modified", "sha256")}
    if answer.status in (404, 410):
        state = "gone"
    elif answer.fault or (answer.status == 304 and not kept["sha256"]) or (files and answer.is_page and answer.status == 200):
        state = "look by hand"
    else:
        expected = files or {kept["sha256"]} - {""}
        if answer.status == 200:
            headers = {name: answer.headers.get(header, "") for name, header in _VERSION.items()}
            kept = headers | {"sha256": _digest(answer)}
        state = "first look" if not expected else "unchanged" if kept["sha256"] in expected else "changed"
        state = "moved" if answer.moved_to else state
    return Watched(address=address, looked_on=day.isoformat(), state=state, **kept)


def _digest(answer: Answer) -> str:
    """The checksum; of a page, that of its words: what a server writes around them differs from one answer to the next."""
    words = re.sub(rb"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", b" ", answer.content)
    return hashlib.sha256(b" ".join(words.split()) if answer.is_page else answer.content).hexdigest()
