"""The picture of a page that a link to it shows elsewhere."""

from __future__ import annotations

import struct

from lfr.pages.site.cards import HEIGHT, WIDTH, draw_card


def size(card: bytes) -> tuple[int, int]:
    assert card.startswith(b"\x89PNG")
    return struct.unpack(">II", card[16:24])  # type: ignore[return-value]


def test_a_card_has_the_size_that_the_page_promises() -> None:
    assert size(draw_card("LFR Statistics", "Metropolitan Police, 2024", "Calendar years")) == (WIDTH, HEIGHT)


def test_a_title_of_any_length_and_any_text_is_drawn() -> None:
    for title in ("x", "word " * 60, "<script>alert(1)</script> & “quotes”", "averyveryverylongwordwithoutanyspace" * 4):
        assert size(draw_card("LFR Statistics", title, "<b>")) == (WIDTH, HEIGHT)


def test_the_same_title_gives_the_same_picture() -> None:
    assert draw_card("a", "b", "c") == draw_card("a", "b", "c") != draw_card("a", "d", "c")
