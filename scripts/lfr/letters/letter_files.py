"""A letter as a file: a Word document or HTML. Everything that came from outside is escaped for its format."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from lfr.errors import LfrError
from lfr.letters.blocks import TO_FILL, Block

_PARTS = re.compile(rf"({TO_FILL.pattern}|https?://[^\s<>\[\]\"'“”{{}}|\\^`]*[^\s<>\[\]\"'“”{{}}|\\^`.,;:)])")
_STYLE = """
body { font-family: Arial, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; line-height: 1.45; }
h1 { font-size: 1.4em; } h2 { font-size: 1.15em; } h3 { font-size: 1em; }
table { border-collapse: collapse; font-size: .85em; } caption { text-align: left; padding: .4em 0; }
th, td { border: 1px solid #767676; padding: .3em .5em; text-align: left; vertical-align: top; }
a { overflow-wrap: anywhere; } mark { background: #ffe96b; color: #000; font-weight: bold; }
.scroll { overflow-x: auto; }
"""


def parts(text: str) -> list[tuple[str, str]]:
    """A text cut into ("text" | "to-fill" | "link", …), so that each format can mark what it must."""
    found = [one for one in _PARTS.split(text) if one]
    return [("to-fill" if TO_FILL.fullmatch(one) else "link" if _PARTS.fullmatch(one) else "text", one) for one in found]


def as_html(blocks: Sequence[Block], level: int = 0) -> str:
    """The blocks as HTML; `level` lowers the headings for a page that has headings of its own."""
    says: dict[str, Callable[[Block], str]] = {
        "heading": lambda one: f"<h{one.level + level}>{_html(one.text)}</h{one.level + level}>",
        "paragraph": lambda one: f"<p>{_html(one.text)}</p>",
        "question": lambda one: f'<ol start="{one.number}"><li>{_html(one.text)}</li></ol>',
        "list": lambda one: f"<ul>{''.join(f'<li>{_html(item)}</li>' for item in one.items)}</ul>",
        "table": _html_table,
    }
    return "\n".join(says[one.kind](one) for one in blocks)


def _html(text: str) -> str:
    says = {"to-fill": '<mark class="lfr-to-fill">{0}</mark>', "link": '<a href="{0}">{0}</a>', "text": "{0}"}
    return "".join(says[kind].format(escape(inner)) for kind, inner in parts(text))


def _html_table(one: Block) -> str:
    head = "".join(f'<th scope="col">{_html(cell)}</th>' for cell in one.head)
    rows = "".join(
        f'<tr><th scope="row">{_html(row[0])}</th>{"".join(f"<td>{_html(cell)}</td>" for cell in row[1:])}</tr>' for row in one.rows
    )
    table = f'<table class="lfr"><caption>{_html(one.text)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="lfr-table scroll" role="group" aria-label="{escape(one.text)}" tabindex="0">{table}</div>'


def _html_file(blocks: Sequence[Block]) -> str:
    title = next((one.text for one in blocks if one.kind == "heading"), "Letter")
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n{as_html(blocks)}\n</body></html>\n"
    )


def as_bytes(blocks: Sequence[Block], suffix: str) -> bytes:
    if suffix == ".docx":
        from lfr.letters.docx_file import as_docx

        return as_docx(blocks)
    return _html_file(blocks).encode("utf-8")


SUFFIXES = (".docx", ".html")


def need_formats(paths: Sequence[Path]) -> None:
    """Raise LfrError before any work for a file name whose ending is no format, or whose folder is not there."""
    for path in paths:
        if path.suffix.lower() not in SUFFIXES:
            raise LfrError(f"{path}: “{path.suffix}” is no format of a letter. End the name in {', '.join(SUFFIXES)}.")
        if not path.absolute().parent.is_dir():
            raise LfrError(f"{path}: there is no folder {path.parent}. Make it, or write the letter somewhere else.")


def write_letter(blocks: Sequence[Block], path: Path) -> None:
    """Write one letter; the ending of the name says in which format."""
    content = as_bytes(blocks, path.suffix.lower())
    try:
        path.write_bytes(content)
    except OSError as error:
        raise LfrError(f"{path}: cannot be written ({error.strerror}). Close it where it is open, or choose another name.") from None
