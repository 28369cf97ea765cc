"""Tables and charts pass Markdown by, whole and in their places."""

from __future__ import annotations

import pytest
from lfr.pages.site.past_markdown import anchors, put_back, set_aside
from lfr.wording.html import Cell, table
from markdown import Markdown

FIRST = table("First <b>", ["A"], [[Cell("a | *b* `c`")]]).replace('<tr><th scope="row"', '<tr id="row-1"><th scope="row"').strip()
CHART = '<figure class="lfr-chart" id="chart-x">\n<svg><text>_x_</text></svg></figure>'


def test_a_page_with_tables_and_charts_reads_as_if_markdown_had_seen_them() -> None:
    page = f"# Title\n\nText *one*.\n\n{FIRST}\n\n<details><summary>More</summary>\n{CHART}\n</details>\n\nText two.\n"
    marked, blocks = set_aside(page)
    assert len(blocks) == 2 and "lfr-table" not in marked and "svg" not in marked
    assert put_back(Markdown().convert(marked), blocks) == Markdown().convert(page)


def test_the_anchors_inside_are_known() -> None:
    assert anchors(set_aside(f"{FIRST}\n\n{CHART}")[1]) >= {"row-1", "chart-x"}


def test_a_table_that_gets_lost_on_the_way_stops_the_build() -> None:
    marked, blocks = set_aside(f"{FIRST}\n\n{CHART}")
    with pytest.raises(AssertionError, match="2 tables and charts went in, 1 came out"):
        put_back(marked.replace('<div data-block="0"></div>', ""), blocks)
