"""What a template of a part of a page is given from records is only text, and its links lead from the page that it stands on."""

from __future__ import annotations

from pathlib import Path

import duckdb
import markdown
from lfr.pages.shown import Macros
from lfr.project import Project
from lfr.warehouse.figures import Figures

HOSTILE = '<script>alert("1")</script> {{ figure("x") }}\n\n# {% raw %}'


def test_text_from_a_record_is_neither_html_nor_a_macro_nor_a_line_of_its_own(tmp_path: Path) -> None:
    page = Macros(Figures(Project(tmp_path), duckdb.connect()), "met/years/2024/")
    names = ("location", "column_name", "printed", "corrected", "source_id", "reason")
    line = {"correction_id": "c-0001", "page": 1.0, "row": 2.0, **dict.fromkeys(names, HOSTILE)}
    made = page.correction_list([line])
    assert made.count("&lt;script&gt;") == len(names)
    assert "<script" not in made and "<h1" not in markdown.markdown(f"A line of a page.\n\n{made}\n\nAnother.")
    assert 'href="../../../quality/corrections/#c-0001"' in made and ", page 1, row 2)" in made
