"""Pieces of HTML: what a record prints is text, and a table says what it is."""

from __future__ import annotations

import pytest
from lfr.wording.html import Cell, table

HOSTILE = "<script>alert(1)</script> \"quoted\" & 'so'"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &#34;quoted&#34; &amp; &#39;so&#39;"


@pytest.mark.parametrize("cell", [Cell(HOSTILE), Cell(HOSTILE, note=HOSTILE), Cell("x", href=f"#{HOSTILE}")])
def test_whatever_a_cell_holds_is_text(cell: Cell) -> None:
    made = table("A", ["B"], [[cell]])
    assert ESCAPED in made
    assert "<script" not in made and '"quoted"' not in made


def test_captions_and_headings_are_text_too() -> None:
    made = table(HOSTILE, [HOSTILE], [[Cell("x")]])
    assert made.count(ESCAPED) == 3
    assert "<script" not in made


def test_a_table_has_a_caption_and_scopes_its_headings() -> None:
    made = table("Alerts", ["Year", "Alerts"], [[Cell("2024"), Cell("7", number=True)]])
    assert "<caption>Alerts</caption>" in made
    assert '<th scope="col">Year</th>' in made
    assert '<th scope="row">2024</th>' in made
    assert '<td class="lfr-number">7</td>' in made


def test_a_wide_table_can_be_reached_and_scrolled_with_the_keyboard() -> None:
    made = table("Alerts", ["Year"], [[Cell("2024")]])
    assert 'role="region" aria-label="Alerts" tabindex="0"' in made


def test_a_column_is_numeric_only_if_all_of_its_cells_are() -> None:
    mixed = table("A", ["Year", "B"], [[Cell("2023"), Cell("1", number=True)], [Cell("2024"), Cell("none")]])
    whole = table("A", ["Year", "B"], [[Cell("2023"), Cell("1", number=True)]])
    assert '<th scope="col">B</th>' in mixed
    assert '<th scope="col" class="lfr-number">B</th>' in whole


def test_a_note_is_small_print_after_the_link() -> None:
    made = table("A", ["B"], [[Cell("23", href="#rows", note="24 before correction")]])
    assert '<a href="#rows">23</a> <small>24 before correction</small></th>' in made


def test_markdown_leaves_a_table_alone() -> None:
    """An empty line inside would end the block, and Markdown would read the rest as its own."""
    made = table("A", ["B"], [[Cell("one")], [Cell("two")]])
    assert made.startswith("\n\n<div") and made.endswith("</div>\n\n")
    assert "\n\n" not in made.strip("\n")
