"""The search of every page also asks the standard answers, from this site's own files."""

from __future__ import annotations

import json
import re

from .pages import Built


def test_every_page_asks_the_standard_answers_in_its_search(built: Built) -> None:
    with_script = {
        address
        for address, page in built.pages.items()
        if any(one.tag == "script" and one.attributes.get("src", "").endswith("assets/search-ask.js") for one in page.elements)
    }
    assert with_script == set(built.pages)


def test_the_files_that_the_search_loads_are_there(built: Built) -> None:
    assets = built.project.public / "assets"
    named = re.findall(r'new URL\("([^"]+\.(?:js|json))", here\)', (assets / "search-ask.js").read_text(encoding="utf-8"))
    assert sorted(named) == ["../met/answers/ask.json", "ask.js"]
    assert [name for name in named if not (assets / name).resolve().is_file()] == []


def test_a_suggestion_leads_to_a_page(built: Built) -> None:
    answers = json.loads((built.project.public / "met/answers/ask.json").read_text(encoding="utf-8"))["answers"]
    assert len(answers) > 20
    assert {f"/met/answers/{one['id']}/" for one in answers} <= set(built.pages)
