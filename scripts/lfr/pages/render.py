"""Pages made from data: a context and an autoescaped template of pages/templates/.

The site fills in the macros of a page after that. So text from data may not hold a call of a macro: its braces become character
references. The macros that a template calls (`href`, `figure` …) are passed on: they come out as the same call, with its values.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

_MACROS = ("href", "figure", "label", "yearly_table", "publisher_name", "as_at")


def render(template: str, **context: object) -> str:
    """The template filled in with the context. Values are text; Markup stays as it is."""
    return _ENVIRONMENT.get_template(template).render(context)


def as_text(value: object, flat: bool = True) -> Markup:
    """A value that is only text to HTML, to the site's macros and, inside an HTML block, to Markdown; on one line if it is `flat`."""
    if isinstance(value, Markup):
        return value
    text = " ".join(str(value).split()) if flat else str(value)
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))


def _in_markdown(value: object) -> Markup:
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
_ENVIRONMENT.globals.update({name: _passed_on(name) for name in _MACROS} | {"include": _include})
_ENVIRONMENT.filters["in_markdown"] = _in_markdown
