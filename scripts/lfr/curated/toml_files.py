"""Read the text of a TOML file that people keep: every fault of the file itself is a sentence with its line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lfr.curated.csv_lines import line_not_utf8
from lfr.errors import BadData, unseen


def parse_toml(path: Path) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The lines of a file and its content. Raises BadData, naming the line."""
    if not path.is_file():
        raise BadData(f"{path.name}: the file is missing from {path.parent.name}/. Restore it from the repository.")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadData(f"{path.name}, line {line_not_utf8(raw)}: not UTF-8. Save the file as UTF-8.") from None
    try:
        content, found = _parsed(text)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{path.name}: not valid TOML ({error}). Mend that line.") from None
    except RecursionError:
        raise BadData(f"{path.name}: not valid TOML (lists within lists without end). Restore the file from the repository.") from None
    lines = tuple(text.split("\n"))  # as TOML sees lines: no other character ends one
    if found:
        written = re.compile(rf"{chr(int(found[2:], 16))}|\\[uU]0*{found[2:].lstrip('0')}|\\[bfe]", re.I)
        line = next((number for number, one in enumerate(lines, start=1) if written.search(one)), 1)
        raise BadData(f"{path.name}, line {line}: holds {found}, an invisible character that changes what is seen. Take it out.")
    return lines, content


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[dict[str, Any], str]:
    """The content and its first invisible character. Kept, because several stages read the same files; so nobody may change it."""
    content = tomllib.loads(text)
    return content, next((found for value in _texts(content) if (found := unseen(value))), "")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
