"""Fetches what stands at an address of the web: politely, and never taking a page that keeps programs out for what it hides."""

import email.utils
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests

from lfr.errors import UnreadableDocument
from lfr.project import Project, site_address

_SECONDS = 30
_MOST_BYTES = 100_000_000  # as `lfr extract` reads at most
# What pages say that let only browsers in. They come with any status, 200 included.
_CHALLENGE = re.compile(rb"cf-chl|challenge-platform|captcha|just a moment|access denied|incapsula|enable javascript and cookies", re.I)


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
