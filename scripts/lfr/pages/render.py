"""Pages made from data: a context and an autoescaped template of pages/templates/.

The site fills in the macros of a page after that. So text from data may not hold a call of a macro: its braces become character
references. The macros that a template calls (`href`, `figure` …) are passed on: they come out as the same call, with its values.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

_MACROS = ("href", "figure", "label", "yearly_table", "publisher_name", "as_at")


def render(template: str, **context: object) -> str:
    """The template filled in with the context. Values are text; Markup stays as it is."""
    return _ENVIRONMENT.get_template(template).render(context)


def as_text(value: object) -> Markup:
    """A value that is only text to HTML, to the site's macros and, inside an HTML block, to Markdown."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(" ".join(str(value).split())).replace("{", "&#123;").replace("}", "&#125;"))


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
_ENVIRONMENT.globals.update({name: _passed_on(name) for name in _MACROS})
