"""A page written by hand that does not fill in: the page, the line, what to do; never the insides of a program."""

from __future__ import annotations

from pathlib import Path

import pytest
from lfr.errors import LfrError
from lfr.pages.site.filling import check_page, fill

HEAD = "---\ntitle: A page\ndescription: What it is about.\n---\n"


def refused(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(LfrError) as caught:
        check_page(path, "site/page.md")
    return str(caught.value)


def test_a_page_with_a_head_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{HEAD}\n# Words\n", encoding="utf-8")
    assert check_page(path, "site/page.md").strip() == "# Words"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Words\n", "site/page.md, line 1: the page has no front matter"),
        ("---\ntitle: A page: of what\ndescription: x\n---\n", "site/page.md, line 2: the front matter is not valid YAML"),
        ("---\ntitle: A page\n---\n", "site/page.md, line 2: the front matter has no description"),
        ("---\ntitle: 2024\ndescription: x\n---\n", "the front matter has no title"),
        ("---\n- title\n---\n", "line 2: the front matter has no keys"),
        (f"{HEAD}\nWo\x07rds\n", "site/page.md, line 6: a control character (U+0007)"),
        (HEAD.encode() + b"\nCaf\xe9\n", "site/page.md, line 6: not UTF-8. Save the page as UTF-8"),
    ],
)
def test_a_page_that_is_not_as_pages_are(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in refused(tmp_path / "page.md", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n{{ nothing }}", "site/page.md, line 2 of its text: 'nothing' is undefined. Mend the macro there"),
        ("{% if %}", "site/page.md, line 1 of its text: Expected an expression"),
        ("\n\n{{ parts['x'] }}", "site/page.md, line 3 of its text:"),
        ("{{ 1/0 }}", "a macro was called wrongly (ZeroDivisionError: division by zero)"),
        ("{{ double() }}", "a macro was called wrongly (TypeError"),
    ],
)
def test_a_macro_that_cannot_be_filled_in(text: str, said: str) -> None:
    with pytest.raises(LfrError) as caught:
        fill(text, {"parts": {}, "double": lambda one: one * 2}, "site/page.md")
    assert said in str(caught.value)
