"""Pages made from data: a context and an autoescaped template of pages/templates/.

Every template can say a value (`say_day` …) and name an address (`year_address` …), with the functions of lfr.wording.

The site fills in the macros of a page after that. So text from data may not hold a call of a macro: its braces become character
references. The macros that a template calls (`href`, `figure` …) are passed on: they come out as the same call, with its values.
"""

import json
import re
from collections.abc import Callable
from inspect import isfunction
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from lfr.curated import entry_dates
from lfr.pages.page import Page
from lfr.wording import addresses, words
from lfr.wording.html import block
from lfr.wording.markup import write_page

_MACROS = ("href", "figure", "label", "yearly_table", "publisher_name", "as_at")


def render(template: str, **context: object) -> str:
    """The template filled in with the context. Values are text; Markup stays as it is."""
    return _ENVIRONMENT.get_template(template).render(context)


def write_rendered(path: Path, template: str, more: str = "", **context: object) -> int:
    """Write the page of a template, which sets its title and description; `more` are further lines of its front matter. Returns 1."""
    page: Any = _ENVIRONMENT.get_template(template).make_module(context)
    return write_page(path, page.title, page.description, str(page), more)


def render_part(page: Page, template: str, part: str, **context: object) -> str:
    """The same for one macro of a template, inside a page that is being filled in: its links are already relative to the page."""
    module = _ENVIRONMENT.get_template(template).make_module({"href": page.href})
    return block(getattr(module, part)(**context).strip())


def lines_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for a template, in which a cell without a value is None."""
    columns = {
        str(name): [None if is_missing else value for value, is_missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for name, column in frame.items()
    }
    return [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]


def as_text(value: object, flat: bool = True) -> Markup:
    """A value that is only text to HTML, to the site's macros and, inside an HTML block, to Markdown; on one line if it is `flat`."""
    if isinstance(value, Markup):
        return value
    text = " ".join(str(value).split()) if flat else str(value)
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))


def in_markdown(value: object) -> Markup:
    """A value that is only text in a line of Markdown, too."""
    return Markup(re.sub(r"[*_`\\|~\[\]]", lambda mark: f"&#{ord(mark[0])};", str(as_text(value))))


def _include(name: str, publisher: str) -> Markup:
    """A template of site/_templates, if it is there, filled in by the site for a force."""
    return Markup(f'{{% set publisher = "{publisher}" %}}{{% include "{name}" ignore missing %}}')


def _passed_on(name: str) -> Callable[..., Markup]:
    def call(*values: object, **named: object) -> Markup:
        given = [json.dumps(one, ensure_ascii=False) for one in values]
        given += [f"{key}={json.dumps(one, ensure_ascii=False)}" for key, one in named.items()]
        inside = ", ".join(given).replace("{", "\\u007b").replace("}", "\\u007d")
        return Markup(f"{{{{ {name}({inside}) }}}}")

    return call


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    finalize=as_text,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update({name: _passed_on(name) for name in _MACROS} | {"include": _include, "as_text": as_text})
for _module in (words, addresses, entry_dates):
    own = {name: one for name, one in vars(_module).items() if isfunction(one) and one.__module__ == _module.__name__}
    _ENVIRONMENT.globals.update(own)
_ENVIRONMENT.filters["in_markdown"] = in_markdown
