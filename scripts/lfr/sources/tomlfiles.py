"""Read a TOML file that people keep: every fault of the file itself is a sentence with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from lfr.errors import BadData


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
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{where}: not valid TOML ({error}). Mend that line.") from None
    except RecursionError:
        raise BadData(f"{where}: not valid TOML (lists within lists without end). Restore the file from the repository.") from None
