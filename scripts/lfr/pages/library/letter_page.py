"""The page /met/letter/: a form, the complete letter for the original request as text, and the texts that the script orders."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from lfr.curated.library import Library
from lfr.letters.blocks import Asked, Choices, unfilled
from lfr.letters.letter import compose
from lfr.letters.letter_files import as_html
from lfr.letters.letter_text import Fragments, fragments
from lfr.letters.phrases import DECISIONS
from lfr.warehouse.figures import Figures

PUBLISHER = "met"
ORIGINAL = "01-foi-21-022107"

_PAGE = """---
title: Write a letter
description: Put a response to a freedom of information request together, with its figures and exact addresses.
search:
  boost: 0.5
hide:
  - toc
---

# Write a letter {{: .lfr-no-print }}

<div class="lfr-no-print">
<p>A response to a request about live facial recognition, in the usual structure: what was asked, the decision, each answer
with its figures and exact addresses, the reasons, advice, and the ways to complain. What only an officer can say is marked as
<mark class="lfr-to-fill">[[TO FILL: …]]</mark>. Check every word before you sign: this is a draft, not legal advice.</p>
<p>Nothing that you type here leaves your browser, and nothing is kept.</p>
<p id="letter-without-script">Without JavaScript this page cannot be changed. Below is the complete letter for the eight questions of
the request {reference}. Any other letter is made with the command <code>lfr letter request.toml -o letter.docx</code> (also
.html), with the same words and figures; <code>data/foi/letter-example.toml</code> is a request to copy.</p>
{form}
</div>

## The letter {{: .lfr-no-print }}

<p id="letter-status" class="lfr-no-print" role="status">{count} parts to fill in, marked in the letter.</p>

<div id="letter-output" class="lfr-letter">
{letter}
</div>

<script src="../../assets/letter.js" defer></script>
<script src="../../assets/letter-form.js" defer></script>
"""


def write(figures: Figures, library: Library, root: Path) -> int:
    """Write the page and its fragments.json under `root`. Returns how many pages."""
    texts = fragments(figures, library, PUBLISHER)
    blocks = compose(texts, original(texts))
    folder = root / PUBLISHER / "letter"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fragments.json").write_text(json.dumps(texts, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    page = _PAGE.format(
        reference=texts["disclosures"][ORIGINAL]["reference"],
        form=_lines(_form(texts)),
        letter=_lines(as_html(blocks, level=1)),
        count=len(unfilled(blocks)),
    )
    # What a letter says is text to the page too: two braces in it must not become a macro.
    head, _, rest = page.partition("\n---\n")
    (folder / "index.md").write_text(f"{head}\n---\n{{% raw %}}{rest}{{% endraw %}}\n", encoding="utf-8")
    return 1


def original(texts: Fragments) -> Choices:
    """The request that the project began with: its eight questions, for every calendar year of the records."""
    years = tuple(int(year["year"]) for year in texts["years"])
    logged = texts["disclosures"][ORIGINAL]
    questions = tuple(Asked(tuple(one["answers"]), one["asked"], True, years) for one in logged["questions"])
    return Choices({"reference": logged["reference"]}, questions)


def _lines(html: str) -> str:
    """Without an empty line, so that Markdown leaves it alone."""
    return "\n".join(line for line in html.splitlines() if line.strip())


def _form(texts: Fragments) -> str:
    years = "".join(
        f'<label><input type="checkbox" name="years" value="{one["year"]}" checked> {escape(one["label"])}</label>'
        for one in texts["years"]
    )
    logged = _options({slug: f"{one['reference']}: {one['title']}" for slug, one in texts["disclosures"].items()}, ORIGINAL)
    standard = _options({name: one["question"] for name, one in texts["answers"].items()})
    return f"""
<form id="letter-form" class="lfr-form" data-disclosure="{ORIGINAL}" autocomplete="off" hidden>
<fieldset><legend>The request</legend>
{_field(texts, "reference", "Reference")}{_field(texts, "received", "Arrived on", "date")}{_field(texts, "requester", "Requester")}
<p><label for="letter-disclosure">Take the questions of a logged request</label>
<select id="letter-disclosure" name="disclosure">{logged}</select> <button type="button" id="letter-take">Take its questions</button></p>
</fieldset>
<fieldset><legend>Questions</legend>
<ol id="letter-questions"></ol>
<p><label for="letter-standard">Add a question</label>
<select id="letter-standard" name="standard">{standard}</select> <button type="button" id="letter-add">Add it</button></p>
</fieldset>
<fieldset><legend>Calendar years, for questions about figures</legend><p class="lfr-choices">{years}</p></fieldset>
<fieldset><legend>The letter</legend>
{_field(texts, "date", "Date of the letter", "date")}{_field(texts, "authority", "Authority")}{_field(texts, "officer", "Officer")}
{_field(texts, "post", "Post and department")}{_field(texts, "review_contact", "Address for an internal review")}
{_field(texts, "review_within", "Time limit for a review")}{_field(texts, "base_address", "Address of this site", "url")}
{_field(texts, "checked", "Addresses looked at on", "date")}
</fieldset>
<p><button type="button" id="letter-copy">Copy the letter</button> <button type="button" id="letter-print">Print it</button></p>
</form>
{_question(texts)}"""


def _field(texts: Fragments, name: str, label: str, kind: str = "text") -> str:
    value = escape(texts["settings"].get(name, ""))
    return f'<p><label for="letter-{name}">{label}</label><input id="letter-{name}" name="{name}" type="{kind}" value="{value}"></p>'


def _options(options: dict[str, str], chosen: str = "") -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options.items()
    )


def _question(texts: Fragments) -> str:
    """What the script copies for each question."""
    relied_on: dict[str, dict[str, Any]] = {number: one for number, one in texts["sections"].items() if "notice" in one}
    sections = "".join(
        f'<label><input type="checkbox" value="{number}"> {number}, {escape(one["title"])}</label>' for number, one in relied_on.items()
    )
    decisions = _options({"": "as the standard answer has it", **{one: one for one in DECISIONS}})
    return f"""<template id="letter-question"><li><fieldset><legend>Question <span class="lfr-number-of"></span></legend>
<p class="lfr-standard"></p>
<details><summary>Words, decision and sections</summary>
<p><label>In the requester's own words (may be left empty) <textarea rows="2"></textarea></label></p>
<p><label>Decision <select>{decisions}</select></label></p>
<p>Sections relied on</p><p class="lfr-choices">{sections}</p></details>
<p><button type="button">Take this question out</button></p></fieldset></li></template>"""
