"""The page for letters: the same words and numbers as the command, and nothing missing without JavaScript."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fixtures.letters import original, plain_text
from fixtures.project import Warehouse
from fixtures.requests import REQUESTS, choices_for
from lfr.curated.library import Library
from lfr.letters.blocks import Asked, Choices, Fragments, unfilled
from lfr.letters.hand_written import DECISIONS, HELD
from lfr.letters.letter import compose
from lfr.pages.library_files import write_of
from lfr.pages.shown import Macros, shown
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_figure

SCRIPT = Path(__file__).resolve().parents[3] / "site" / "assets" / "letter.js"
RUN = """
const Letter = require(process.argv[1]);
const { fragments, requests } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const made = requests.map((one) => {
  const blocks = Letter.compose(fragments, one);
  return { blocks, text: Letter.plainText(blocks), unfilled: Letter.unfilled(blocks) };
});
process.stdout.write(JSON.stringify(made));
"""
FILLED = {
    "reference": "A <<date>> $& $1",
    "date": "2026-11-23",
    "received": "2024-02-29",
    "officer": "Ü. “Ö” 😀",
    "base_address": "https://x.example//",
}


def requests(texts: Fragments) -> list[Choices]:
    """The original request, every question alone and for several years, every decision, every section."""
    names = list(texts["answers"])
    found = [original(texts), Choices(FILLED, original(texts).questions)]
    found += [Choices({}, (Asked((name,), years=years),)) for name, years in product(names, [(2024,), (2021, 2022), (2020, 2023, 2025)])]
    found += [
        Choices(FILLED, (Asked((name,), years=(2022, 2024), decision=decision, sections=sections), Asked((names[0],), years=(2025,))))
        for name, decision, sections in product(names[:10], DECISIONS, [(), ("31(1)(a)", "40(2)"), ("21",)])
    ]
    usable = [number for number, one in texts["sections"].items() if "text" in one]
    found += [Choices({}, (Asked(("cost-and-contracts",), "Own words?", sections=(number, "31(1)(b)")),)) for number in usable]
    found.append(Choices({}, tuple(Asked((name,), years=(2020, 2025), is_paraphrase=True, asked="P?") for name in names)))
    found.append(Choices(FILLED, (Asked(tuple(names[:6]), "Many at once?", years=(2021, 2024)),)))
    neither = [one["neither"]["cited"] for one in texts["sections"].values() if "neither" in one]
    cited = [("31(1)(a) and (b)", "40(2)"), ("12(2)",), ("14(1)",), ("43(2)",), *((one,) for one in neither), ("21", "31")]
    found += [
        Choices(
            FILLED,
            tuple(Asked((name,), years=(2019, 2025, 2026), sections=one, held=held, withheld="a part") for one in cited),
            "One\n two",
        )
        for name, held in product(("protests-and-events", "how-many-arrests", "why-nothing-changed"), ("", *HELD))
    ]
    limits: list[dict[str, str]] = [
        {"borough": "Croydon"}, {"place": next(iter(texts["places"]))}, {"use_case": "Crime Hotspot"}, {"day": "2023-05-06"},
        {"day": "2026-05-06"}, {"borough": "Westminster"}, {"borough": "Camden", "use_case": "Crime Hotspot"}, {"borough": "Brent"},
        {"use_case": "Event PSO", "day": "2022-07-14"}, {"day": "2022-05-06"},
    ]  # fmt: skip
    found += [
        Choices({}, (Asked((name,), years=years, **limit), Asked((names[0], name), "Own?", decision="already published", **limit)))
        for name, years, limit in product(names, [(), (2019, 2024)], limits)
    ]
    return found


def in_the_page(texts: Fragments, choices: list[Choices]) -> list[dict[str, Any]]:
    given = json.dumps({"fragments": texts, "requests": [asdict(one) for one in choices]})
    run = subprocess.run(["node", "-e", RUN, str(SCRIPT)], input=given, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def as_plain(block: Any) -> dict[str, Any]:
    """A block as the page has it: without the keys that its kind does not use."""
    return {name: value for name, value in json.loads(json.dumps(asdict(block))).items() if value}


def test_the_page_and_the_command_say_the_same(texts: Fragments, warehouse: Warehouse, published: Library, tmp_path: Path) -> None:
    choices = requests(texts) + [choices_for(name, tmp_path, warehouse.project, published, texts) for name in REQUESTS]
    assert len(choices) > 250
    for one, page in zip(choices, in_the_page(texts, choices), strict=True):
        blocks = compose(texts, one)
        assert page["blocks"] == [as_plain(block) for block in blocks], one
        assert page["text"] == plain_text(blocks)
        assert page["unfilled"] == unfilled(blocks)


@pytest.fixture(scope="module")
def page(figures: Figures, published: Library) -> str:
    write_of(figures, published, figures.project.pages / "met")
    return shown(Macros(figures, "met/letter/"), "letter", {"publisher": "met"})


def test_the_page_holds_the_whole_original_letter_as_text(page: str, texts: Fragments, figures: Figures) -> None:
    for one in original(texts).questions:
        assert f"<li>{one.asked}</li>" in page
    assert say_figure(figures.figure("met", 2024, "stops")) in page
    assert page.count('<mark class="lfr-to-fill">[[TO FILL:') == len(unfilled(compose(texts, original(texts)))) + 1


def test_without_javascript_the_page_says_so_and_names_the_command(page: str) -> None:
    assert "Without JavaScript this page cannot be changed" in page and "lfr letter request.toml -o letter.docx" in page
    assert '<form id="letter-form" class="lfr-form" autocomplete="off" hidden>' in page


def test_the_page_keeps_to_its_own_files(page: str) -> None:
    assert re.findall(r'<script src="../../assets/(.*?)" defer></script>', page) == [
        "letter-questions.js",
        "letter.js",
        "letter-form.js",
    ]
    assert page.count("<script") == 3
    assert " style=" not in page and " onclick" not in page and "<form action" not in page
    script = SCRIPT.read_text(encoding="utf-8") + SCRIPT.with_name("letter-form.js").read_text(encoding="utf-8")
    assert script.count("fetch(") == 1 and 'fetch("fragments.json")' in script
    for kept in ("localStorage", "document.cookie", "sendBeacon", "XMLHttpRequest", "innerHTML ="):
        assert kept not in script


def test_every_field_has_a_label(page: str) -> None:
    named = set(re.findall(r'<label for="([a-z_-]+)"', page))
    for found in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
        identity = re.search(r'id="([a-z_-]+)"', found)
        assert (identity and identity[1] in named) or re.search(rf"<label>[^<]*{re.escape(found)}", page), found


def test_the_texts_of_the_page_are_those_of_the_engine(figures: Figures, page: str, texts: Fragments) -> None:
    assert json.loads((figures.project.pages / "met" / "letter" / "fragments.json").read_text(encoding="utf-8")) == texts
