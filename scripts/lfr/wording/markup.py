"""Pages made from hand-kept text. The text is data: no character of it may act as HTML, as a macro or as Markdown.

A page is written as Markdown that the template engine fills in later. So what comes from data is put into HTML
blocks, escaped, with its braces as character references; only the macros written in this package are live.
"""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

# Only what escaped text cannot hold: an attribute with a site address of ours.
_ADDRESS = re.compile(r'\b(href|src)="(/[A-Za-z0-9_./#-]*)"')


def say(text: str) -> str:
    """A text from data as HTML, on one line: an empty line would end an HTML block."""
    return escape(" ".join(text.split()))


def link(address: str, text: str) -> str:
    """A link; a site address ("/met/documents/#id") is made relative to the page by `fixed`."""
    return f'<a href="{escape(address)}">{say(text)}</a>'


def listing(items: Iterable[str]) -> str:
    """A list of HTML items."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def fixed(html: str) -> str:
    """HTML as a block in which the template engine finds nothing but the links."""
    flat = re.sub(r"\n\s*\n", "\n", html.strip()).replace("{", "&#123;").replace("}", "&#125;")
    return "\n\n" + _ADDRESS.sub(r'\1="{{ href("\2") }}"', flat) + "\n\n"


def write_page(path: Path, title: str, description: str, body: str, more: str = "") -> int:
    """Write one page under its heading; `more` are further lines of its front matter. Returns 1, so that callers can sum pages."""
    return write_markdown(path, title, description, fixed(f"<h1>{say(title)}</h1>") + body, more)


def write_markdown(path: Path, title: str, description: str, body: str, more: str = "") -> int:
    """Write one page that has its own heading. Returns 1."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ntitle: {_quoted(title)}\ndescription: {_quoted(description)}\n{more}---\n"
    path.write_text(f"{head}\n{body.strip()}\n", encoding="utf-8")
    return 1


def _quoted(text: str) -> str:
    """Text for the head of a page. The theme prints it as it is, in places where a tag would count."""
    line = " ".join(text.split())
    harmless = line.replace("<", "‹").replace(">", "›").replace("&", "&amp;").replace('"', "&quot;").replace("\\", "&#92;")
    return f'"{harmless}"'
