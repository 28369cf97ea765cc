"""Read a TOML file that people keep: every fault of the file itself is a sentence with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from lfr.errors import BadData, unseen


def read_toml(path: Path, where: str = "") -> tuple[str, dict[str, Any]]:
    """The text of a file and what it says. Raises BadData, naming the line; `where` says how the file is called in the message."""
    where = where or path.name
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadData(f"{where}, line {line}: not UTF-8. Save the file as UTF-8.") from None
    try:
        content = deepcopy(_parsed(text))
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{where}: not valid TOML ({error}). Mend that line.") from None
    except RecursionError:
        raise BadData(f"{where}: not valid TOML (lists within lists without end). Restore the file from the repository.") from None
    for value in _texts(content):
        found = unseen(value)
        if found:
            line = _line_of(text, found)
            raise BadData(f"{where}, line {line}: holds {found}, a character that nobody sees and that changes what is seen. Take it out.")
    return text, content


@lru_cache(maxsize=256)
def _parsed(text: str) -> dict[str, Any]:
    """What a text says. Several stages read the same files, and reading TOML takes longer than all that is done with it."""
    return tomllib.loads(text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _line_of(text: str, found: str) -> int:
    """The line on which a character stands, as it is or as TOML writes it."""
    written = re.compile(rf"{chr(int(found[2:], 16))}|\\[uU]0*{found[2:].lstrip('0')}|\\[bfe]", re.I)
    return next((number for number, line in enumerate(text.split("\n"), start=1) if written.search(line)), 1)
