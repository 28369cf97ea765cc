"""What the site adds to the page that mkdocs-jupyter makes of a notebook: a description, and a line on where to get the notebook."""

import json
import re
from html import escape
from pathlib import PurePosixPath

from lfr.pages.page import Page
from lfr.wording.html import block

# What pandas and nbconvert add: styles, which no page may hold, and a link at each heading.
_MORE = re.compile(r'<style(?:\s[^>]*)?>.*?</style>|<a class="anchor-link"[^>]*>.*?</a>|(?<=[\w"])\s+style="[^"]*"(?=[^<>]*>)', re.S)


def description_of(source: str) -> str:
    """The description in a notebook's metadata: what front matter holds on other pages. "" where there is none."""
    return str(json.loads(source)["metadata"].get("description", ""))


def finished(html: str, source: str, closing: str) -> str:
    """The page of the notebook `source`, with a line on where to get it under its title and `closing` at its end."""
    html = _MORE.sub("", html)
    name = PurePosixPath(source).name
    line = (
        f'<p class="lfr-notebook-about">Run when this site was built, on the figures of this site.'
        f' <a href="{name}" download>Download the notebook</a> or <a href="../#run">run it yourself</a>.</p>'
    )
    return html.replace("</h1>", f"</h1>\n{line}", 1) + closing


def notebook_list(page: Page) -> str:
    """Each notebook with its question and one sentence: links for the page that lists them."""
    items = []
    sources = {path.stem: path.read_text(encoding="utf-8") for path in (page.figures.project.root / "notebooks").glob("*.ipynb")}
    for name, source in sorted(sources.items(), key=lambda one: (json.loads(one[1])["metadata"].get("position", 99), one[0])):
        [title] = re.findall(r"^# (.+)$", "".join(json.loads(source)["cells"][0]["source"]), re.M)[:1]
        items.append(f'<li><a href="{name}/">{escape(title)}</a> {escape(description_of(source))}</li>')
    return block(f"<ul>{''.join(items)}</ul>")
