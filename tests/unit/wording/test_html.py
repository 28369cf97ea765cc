"""Pieces of HTML: what a record prints is text, and a table says what it is."""

from __future__ import annotations

import pytest
from lfr.wording.html import Cell, table

HOSTILE = "<script>alert(1)</script> \"quoted\" & 'so'"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &amp; &#x27;so&#x27;"


@pytest.mark.parametrize("cell", [Cell(HOSTILE), Cell(HOSTILE, note=HOSTILE), Cell("x", href=f"#{HOSTILE}"), Cell("x", id=HOSTILE)])
def test_whatever_a_cell_holds_is_text(cell: Cell) -> None:
    made = table("A", ["B"], [[cell]])
    assert ESCAPED in made
    assert "<script" not in made and '"quoted"' not in made


def test_captions_headings_and_row_anchors_are_text_too() -> None:
    made = table(HOSTILE, [HOSTILE], [[Cell("x")]], [HOSTILE], name=HOSTILE)
    assert made.count(ESCAPED) == 4
    assert "<script" not in made


def test_a_table_has_a_caption_and_scopes_its_headings() -> None:
    made = table("Alerts", ["Year", "Alerts"], [[Cell("2024"), Cell("7", number=True)]])
    assert "<caption>Alerts</caption>" in made
    assert '<th scope="col">Year</th>' in made
    assert '<th scope="row">2024</th>' in made
    assert '<td class="lfr-number">7</td>' in made


def test_a_wide_table_can_be_reached_and_scrolled_with_the_keyboard() -> None:
    made = table("Alerts", ["Year"], [[Cell("2024")]], name="Alerts of every year")
    assert 'role="region" aria-label="Alerts of every year" tabindex="0"' in made


def test_a_column_is_numeric_only_if_all_of_its_cells_are() -> None:
    mixed = table("A", ["Year", "B"], [[Cell("2023"), Cell("1", number=True)], [Cell("2024"), Cell("none")]])
    whole = table("A", ["Year", "B"], [[Cell("2023"), Cell("1", number=True)]])
    assert '<th scope="col">B</th>' in mixed
    assert '<th scope="col" class="lfr-number">B</th>' in whole


def test_a_row_carries_its_anchor() -> None:
    assert '<tr id="p4-r15">' in table("A", ["B"], [[Cell("x")]], ["p4-r15"])


def test_a_note_is_small_print_after_the_link() -> None:
    assert Cell("23", "#rows", note="as published 24").html() == '<a href="#rows">23</a> <small>as published 24</small>'


def test_a_table_that_can_be_sorted_has_buttons_and_values_and_another_table_has_neither() -> None:
    rows = [[Cell("1 May 2024", sort="2024-05-01"), Cell("1,286", number=True, sort=1286.0), Cell("7", number=True, sort=7.0)]]
    made = table("A", ["Date", "Faces", "Alerts"], rows, sort_marks=["corrected"])
    assert made.count("<button") == 3 and '<tr data-is="corrected">' in made
    assert 'data-sort="2024-05-01"' in made and 'data-sort="1286"' in made
    assert made.count("data-sort") == 2, "a number that is written as it is sorted needs no second copy"
    assert "data-" not in table("A", ["Date", "Faces", "Alerts"], rows)


def test_markdown_leaves_a_table_alone() -> None:
    """An empty line inside would end the block, and Markdown would read the rest as its own."""
    made = table("A", ["B"], [[Cell("one")], [Cell("two")]])
    assert made.startswith("\n\n<div") and made.endswith("</div>\n\n")
    assert "\n\n" not in made.strip("\n")
