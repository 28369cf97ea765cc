"""Pages made from data, as MkDocs reads them: a head with title and description, and a body that the template engine fills in later."""

import json
from html import escape
from pathlib import Path
from typing import Any


def write_page(path: Path, title: str, description: str, body: str, more: str = "") -> int:
    """Write one page under its heading; `more` are further lines of its front matter. Returns 1, so that callers can sum pages.

    The title is data: no character of it may act as HTML, as a macro or as Markdown, so its braces are character references.
    """
    heading = escape(" ".join(title.split())).replace("{", "&#123;").replace("}", "&#125;")
    return write_markdown(path, title, description, f"<h1>{heading}</h1>\n\n{body}", more)


def write_markdown(path: Path, title: str, description: str, body: str, more: str = "") -> int:
    """Write one page that has its own heading. Returns 1."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ntitle: {_quoted(title)}\ndescription: {_quoted(description)}\n{more}---\n"
    path.write_text(f"{head}\n{body.strip()}\n", encoding="utf-8")
    return 1


def write_shown(path: Path, title: str, description: str, kind: str, names: dict[str, Any], more: str = "") -> int:
    """Write the stub of a page that lfr.pages.shown makes: its type, and what its context is asked for by. Returns 1."""
    return write_markdown(path, title, description, "", f"shown_as: {kind}\nnames: {json.dumps(names)}\n{more}")


def _quoted(text: str) -> str:
    """Text for the head of a page. The theme prints it as it is, in places where a tag would count."""
    line = " ".join(text.split())
    harmless = line.replace("<", "‹").replace(">", "›").replace("&", "&amp;").replace('"', "&quot;").replace("\\", "&#92;")
    return f'"{harmless}"'
