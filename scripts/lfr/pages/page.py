"""The page that is being made, and HTML from data: what a page or a part of one shows is an autoescaped template.

Every template can say a value (`say_day` …) and name an address (`year_address` …), with the functions of lfr.wording. It has the page
that it stands on (`page`, with every macro of lfr.pages.shown; `href`), the figures (`figures`), and `lines` for the rows of an answer.
A macro of a template in templates/shown/parts is a part: a page written by hand calls it by its name, a template as `page.<name>(…)`.
"""

import json
import posixpath
import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from inspect import isfunction
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from lfr.curated.rules import say_date
from lfr.errors import visible
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import measures
from lfr.wording import addresses, words, year_words
from lfr.wording.html import block

Line = dict[str, Any]
_relative = lru_cache(4096)(posixpath.relpath)  # most addresses stand on a page many times


class Page:
    """A page that is being made: the figures it may read, and its own address, from which every link is made relative."""

    def __init__(self, figures: Figures, url: str) -> None:
        self.figures = figures
        self.url = url
        self.charts: list[str] = []  # the charts that it shows, by name

    def href(self, address: str) -> str:
        """A site address ("/met/years/2024/#alerts") relative to this page, so that the site works in any folder."""
        path, mark, anchor = address.partition("#")
        relative = _relative(path, "/" + self.url) if path else ""
        if path.endswith("/") and relative:
            relative += "/"
        return f"{relative}{mark}{anchor}"


def lines_of(frame: pd.DataFrame) -> list[Line]:
    """Rows for a template, in which a cell without a value is None."""
    columns = {
        str(name): [None if is_missing else value for value, is_missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for name, column in frame.items()
    }
    return [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]


def write_shown(path: Path, title: str, description: str, kind: str, names: dict[str, Any], **more: str) -> int:
    """Write the stub of a page that lfr.pages.shown makes: its type, and what its context is asked for by. Returns 1, to be summed.

    `more` is what MkDocs and the frame go by beside title and description. All of it is text, which the theme escapes.
    """
    head = {"title": " ".join(title.split()), "description": " ".join(description.split()), "shown_as": kind, "names": names, **more}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{''.join(lines)}---\n", encoding="utf-8")
    return 1


_TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader([_TEMPLATES, _TEMPLATES / "shown"]),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals["say_date"] = say_date
for _module in (words, year_words, addresses):
    _ENVIRONMENT.globals.update(
        {name: one for name, one in vars(_module).items() if isfunction(one) and one.__module__ == _module.__name__}
    )


def _numbers(titles: Iterable[str]) -> list[tuple[str, bool]]:
    """Headings of columns of numbers."""
    return [(title, True) for title in titles]


def _titled(names: Iterable[str]) -> list[tuple[str, bool]]:
    """Those of measures."""
    return _numbers(measures()[name].title for name in names)


_ENVIRONMENT.globals.update(lines=lines_of, numbers=_numbers, titled=_titled, definition_of=lambda name: measures()[name].definition)
_ENVIRONMENT.filters.update(date=date.fromisoformat, sentence=lambda text: f"{text[:1].upper()}{text[1:]}")


def render(template: str, **context: object) -> str:
    """A template that stands on no page."""
    return _ENVIRONMENT.get_template(template).render(context)


# Ids of feeds are made from the permanent address alone: they stay whatever a title or a date becomes.
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "lfr-statistics")


def write_atom(path: Path, home: str, title: str, subtitle: str, entries: Sequence[Line]) -> None:
    """Write a feed about the page at `home`, where it is called feed.xml, its entries in the order given.

    An entry has its permanent `address` below that of the feed, `title`, `updated`, `summary`, `terms`, and `published` or None where
    the day is not known. Days and no clock; links hold wherever the site is served.
    """
    updated = max((one["updated"] for one in entries), default=date.min)
    path.parent.mkdir(parents=True, exist_ok=True)
    named = {"home": home, "title": title, "subtitle": subtitle, "updated": updated, "entries": entries}
    feed = render("feed.xml", id_of=lambda address: uuid.uuid5(_IDS, address).urn, **named)
    path.write_text(visible(feed) + "\n", encoding="utf-8")


def filled_in(page: Page, kind: str, this: object) -> str:
    """The template of a page type, filled in with what the page knows."""
    return _ENVIRONMENT.get_template(f"{kind}.html").render(this=this, **_of(page))


def filled_text(page: Page, text: str) -> Markup:
    """The same for a template that is kept with the pages written by hand."""
    return Markup(_ENVIRONMENT.from_string(text).render(_of(page)))


def _of(page: Page) -> dict[str, Any]:
    return {"page": page, "href": page.href, "figures": page.figures}


def _part(template: str, name: str, page: Page, *given: object, **named: object) -> Markup:
    """A macro of a template, set off from Markdown."""
    module = _ENVIRONMENT.get_template(template).make_module(_of(page))
    return Markup(block(getattr(module, name)(*given, **named).strip()))


# The parts by their names; one whose name begins with "_" is for its own template.
PARTS = {
    macro.name: partial(_part, f"parts/{path.name}", macro.name)
    for path in sorted((_TEMPLATES / "shown" / "parts").iterdir())
    for macro in _ENVIRONMENT.parse(path.read_text(encoding="utf-8")).find_all(jinja2.nodes.Macro)
    if not macro.name.startswith("_")
}


def in_markdown(value: object) -> Markup:
    """A value that is only text in a line of Markdown, and to the site's macros."""
    text = str(escape(" ".join(str(value).split())))
    return Markup(re.sub(r"[*_`\\|~\[\]{}]", lambda mark: f"&#{ord(mark[0])};", text))
