"""Checks the pages written by hand and fills in their macros. Every error is a sentence that names the page and the line."""

import re
from collections.abc import Mapping
from pathlib import Path

import jinja2
import yaml

from lfr.errors import LfrError

_HEAD = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*$", re.S | re.M)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def check_page(path: Path, where: str) -> str:
    """Check a page that was written by hand; returns its text. Raises LfrError when it is not text, or its front matter is not valid.

    MkDocs publishes front matter that is not valid as a part of the page.
    """
    raw = path.read_bytes()

    def fault(line: int, said: str) -> LfrError:
        return LfrError(f"{where}, line {line}: {said}")

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fault(raw.count(b"\n", 0, error.start) + 1, "not UTF-8. Save the page as UTF-8.") from None
    if control := _CONTROL.search(text):
        said = f"a control character (U+{ord(control[0]):04X}), which is invisible. Remove it."
        raise fault(text.count("\n", 0, control.start()) + 1, said)
    head = _HEAD.match(text)
    if not head:
        raise fault(1, "the page has no front matter. Start it with ---, a title, a description, and --- again.")
    try:
        meta = yaml.safe_load(head[1])
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None) or "no reason given"
        raise fault(
            mark.line + 2 if mark else 1, f"the front matter is not valid YAML ({problem}). Put text with a colon in quotes."
        ) from None
    if not isinstance(meta, dict):
        raise fault(2, "the front matter has no keys. Give it a title and a description, each as key: text.")
    for name in ("title", "description"):
        if not isinstance(meta.get(name), str) or not meta[name].strip():
            raise fault(2, f"the front matter has no {name}. Add a line “{name}: …”, with the text in quotes if it holds a colon.")
    return text[head.end() :]


# A figure that does not exist is an error, where Jinja would print nothing.
_ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)


def fill(markdown: str, names: Mapping[str, object], where: str) -> str:
    """Fill in the macros of one page. Raises LfrError that names the page and, where the template knows it, the line of its text."""
    try:
        return _ENVIRONMENT.from_string(markdown).render(names)
    except Exception as error:  # a page can call a macro with anything, and the macro can then raise anything
        line = getattr(error, "lineno", None) or _line_in_page(error)
        at = where + (f", line {line} of its text" if line else "")
        if isinstance(error, LfrError):
            raise LfrError(f"{at}: {error}") from None
        if isinstance(error, jinja2.TemplateError):
            raise LfrError(f"{at}: {str(error).rstrip('.')}. Mend the macro there, or compare with another page.") from None
        said = f"{type(error).__name__}: {error}".rstrip(": ")
        raise LfrError(f"{at}: a macro was called wrongly ({said}). Compare with another page that calls it.") from None


def _line_in_page(error: Exception) -> int | None:
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
