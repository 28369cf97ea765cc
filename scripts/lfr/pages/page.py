"""The page that is being made, the rows and cells that a template shows, and the stub of a page made from data."""

import json
import posixpath
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figures

Line = dict[str, Any]
_relative = lru_cache(4096)(posixpath.relpath)  # most addresses stand on a page many times


class Page:
    """A page that is being made: the figures it may read, and its own address, from which every link is made relative."""

    def __init__(self, figures: Figures, url: str) -> None:
        self.figures = figures
        self.url = url
        self.charts: list[str] = []  # the charts that it shows, by name

    def href(self, address: str) -> str:
        """A site address ("/met/years/2024/#alerts") relative to this page, so that the site works in any folder."""
        path, mark, anchor = address.partition("#")
        relative = _relative(path, "/" + self.url) if path else ""
        if path.endswith("/") and relative:
            relative += "/"
        return f"{relative}{mark}{anchor}"


@dataclass(frozen=True)
class Cell:
    """What a cell says, the note beside it, and, where a reader can sort by it, the number behind it."""

    text: str
    note: str = ""
    value: float | None = None


def lines_of(frame: pd.DataFrame) -> list[Line]:
    """Rows for a template, in which a cell without a value is None."""
    columns = {
        str(name): [None if is_missing else value for value, is_missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for name, column in frame.items()
    }
    return [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]


def write_shown(path: Path, title: str, description: str, kind: str, names: dict[str, Any], **more: str) -> int:
    """Write the stub of a page that lfr.pages.shown makes: its type, and what its context is asked for by. Returns 1, to be summed.

    `more` is what MkDocs and the frame go by beside title and description. All of it is text, which the theme escapes.
    """
    head = {"title": " ".join(title.split()), "description": " ".join(description.split()), "shown_as": kind, "names": names, **more}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{''.join(lines)}---\n", encoding="utf-8")
    return 1
