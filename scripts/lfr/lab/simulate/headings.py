"""What is printed above the columns of each layout (headings.toml)."""

import tomllib
from pathlib import Path

Heading = tuple[str, str, str]  # our name, the heading across several columns, the column's own heading

_WRITTEN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
HEADINGS: dict[str, list[Heading]] = {one["id"]: [(*column,) for column in one["columns"]] for one in _WRITTEN["layout"]}
HEADINGS_APART = {one["id"] for one in _WRITTEN["layout"] if one["apart"]}
WORKBOOK: dict[str, str] = _WRITTEN["workbook"]  # heading -> our name
