"""`lfr watch`: looks whether what the sources and the library were read from is still there, and still the same."""

import hashlib
import re
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from lfr.curated.disclosures import read_disclosures
from lfr.curated.documents import read_documents
from lfr.curated.registry import current_sources, read_sources
from lfr.curated.watched import Watched, read_watched, write_watched
from lfr.project import Project
from lfr.records.fetch import Answer, fetch

_VERSION = {"etag": "ETag", "last_modified": "Last-Modified"}
CHANGED, BY_HAND = 8, 9  # exit codes: something changed, moved or is gone; nothing did, but some addresses have to be looked at by hand


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
