"""The disclosure log as a reader without scripts finds it, and what a hostile title does to it."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest
from fixtures.pages import Element, shown_page
from lfr.curated.disclosures import section_number
from lfr.curated.library import Library, read_library
from lfr.pages.library_pages import say_decision
from lfr.project import Project
from lfr.warehouse.figures import Figures

ORIGINAL = "01-foi-21-022107"
HOSTILE = '<script>alert("x")</script> {{ 7*7 }} {% raw %} {# gone #} <b>*bold*</b> & co'


@pytest.fixture(scope="module")
def pages(figures: Figures) -> dict[str, Element]:
    """Every page of the log, by its name."""
    return of_log(figures)


def of_log(figures: Figures) -> dict[str, Element]:
    publisher = "met"
    found = {"index": shown_page(figures, "disclosures", publisher=publisher)}
    found["sections"] = shown_page(figures, "law-sections", publisher=publisher)
    found |= {f"by-{by}": shown_page(figures, "disclosure-groups", publisher=publisher, by=by) for by in ("section", "year", "question")}
    slugs = read_library(figures.project).disclosures
    return found | {slug: shown_page(figures, "disclosure", publisher=publisher, slug=slug) for slug in slugs}


def test_every_disclosure_has_a_page_and_a_row_in_the_list(published: Library, pages: dict[str, Element]) -> None:
    rows = {row.attributes["id"]: row for row in pages["index"].all("tr") if "id" in row.attributes}
    assert set(rows) == set(published.disclosures) and len(rows) >= 5
    for slug, disclosure in published.disclosures.items():
        assert rows[slug].links == [f"/met/disclosures/{slug}/"]
        assert disclosure.title in rows[slug].text and disclosure.reference in rows[slug].text
        assert pages[slug].all("h1")[0].text == disclosure.title


def test_the_newest_disclosure_comes_first_and_undated_ones_last(published: Library, pages: dict[str, Element]) -> None:
    order = [row.attributes["id"] for row in pages["index"].all("tr") if "id" in row.attributes]
    dates = [published.disclosures[slug].published or published.disclosures[slug].received for slug in order]
    assert dates == sorted(dates, reverse=True)


def test_the_original_request_leads_to_each_of_its_answers_in_one_click(published: Library, pages: dict[str, Element]) -> None:
    page = pages[ORIGINAL]
    questions = published.disclosures[ORIGINAL].questions
    assert len(questions) == 9
    for question in questions:
        [entry] = page.all("section", id=f"question-{question.number}")
        assert {f"/met/answers/{one}/" for one in question.answers} <= set(entry.links)
        assert question.decision in entry.text


def test_every_question_shows_decision_reasoning_and_sections(published: Library, pages: dict[str, Element]) -> None:
    for slug, disclosure in published.disclosures.items():
        for question in disclosure.questions:
            [entry] = pages[slug].all("section", id=f"question-{question.number}")
            for text in (question.asked, say_decision(question.decision), question.reasoning, *question.sections):
                assert " ".join(text.split()) in entry.text, f"{slug}, question {question.number}"


def test_every_section_engaged_is_explained_and_linked_to_the_act(published: Library, pages: dict[str, Element]) -> None:
    for slug, disclosure in published.disclosures.items():
        for cited in disclosure.sections_engaged:
            section = published.sections[section_number(cited)]
            [entry] = pages[slug].all("section", id=f"section-{section.id}")
            assert section.explanation in entry.text and section.url in entry.links and cited in entry.text


def test_the_original_is_linked_or_the_page_says_why_not(published: Library, pages: dict[str, Element]) -> None:
    for slug, disclosure in published.disclosures.items():
        if disclosure.url:
            assert disclosure.url in pages[slug].links
        else:
            assert disclosure.url_note in pages[slug].text


def test_without_scripts_each_group_holds_what_the_filter_would_show(published: Library, pages: dict[str, Element]) -> None:
    """The choices of the filter, its marks on the rows, and the static groups are three ways to say one thing."""
    anchors = {"section": ("by-section", "section-{}"), "year": ("by-year", "year-{}"), "question": ("by-question", "{}")}
    rows = [row for row in pages["index"].all("tr") if "data-section" in row.attributes]
    for name, (page, anchor) in anchors.items():
        [select] = pages["index"].all("select", name=name)
        choices = [one.attributes["value"] for one in select.all("option") if one.attributes["value"]]
        marked = {word for row in rows for word in row.attributes[f"data-{name}"].split()}
        assert set(choices) == marked and len(choices) == len(marked), name
        for choice in choices:
            by_filter = {row.attributes["id"] for row in rows if choice in row.attributes[f"data-{name}"].split()}
            assert _slugs_under(pages[page], anchor.format(choice)) == by_filter, f"{page}, {choice}"
    everywhere = {slug for heading in pages["by-section"].all("h2") for slug in _slugs_under(pages["by-section"], heading.attributes["id"])}
    assert everywhere == set(published.disclosures)


def _slugs_under(page: Element, anchor: str) -> set[str]:
    """The disclosures linked between one heading and the next."""
    blocks = [child for child in page.children if isinstance(child, Element)]
    start = next(number for number, one in enumerate(blocks) if one.attributes.get("id") == anchor)
    slugs: set[str] = set()
    for one in blocks[start + 1 :]:
        if one.tag == "h2":
            break
        slugs |= {link.split("/")[3] for link in one.links if link.startswith("/met/disclosures/") and "/sections/" not in link}
    return slugs


def test_the_filter_is_hidden_until_its_script_runs(pages: dict[str, Element]) -> None:
    [form] = pages["index"].all("form")
    assert "hidden" in form.attributes
    for select in form.all("select"):
        [label] = form.all("label", **{"for": select.attributes["id"]})
        assert label.text
    assert [one.attributes["src"] for one in pages["index"].all("script")] == ["/assets/filter.js"]
    assert all(not one.all("script") for name, one in pages.items() if name != "index")


def test_every_section_of_the_act_is_explained_with_who_engaged_it(published: Library, pages: dict[str, Element]) -> None:
    for section in published.sections.values():
        [entry] = pages["sections"].all("section", id=f"section-{section.id}")
        assert section.explanation in entry.text and section.url in entry.links
        assert ("To be verified" in entry.text) is (section.certainty == "recalled")
        for slug, disclosure in published.disclosures.items():
            cited = section.id in map(section_number, disclosure.sections_engaged)
            assert (f"/met/disclosures/{slug}/" in entry.links) is cited


def test_hostile_text_stays_text(library: Callable[..., Project]) -> None:
    quoted = HOSTILE.replace('"', '\\"')
    project = library("disclosures/one.toml", 'title = "Arrests"', f'title = "{quoted}"')
    path = project.data / "disclosures" / "one.toml"
    text = path.read_text(encoding="utf-8").replace('asked = "How many arrests?"', f'asked = "{quoted}"')
    path.write_text(text.replace('reasoning = "Harm."', f'reasoning = """\n\n{quoted}\n\n```\n# no heading\n"""'), encoding="utf-8")
    pages = of_log(Figures(project, duckdb.connect()))
    assert pages["one"].all("h1")[0].text == HOSTILE
    [entry] = pages["one"].all("section", id="question-1")
    assert entry.text.count(HOSTILE) == 2 and "``` # no heading" in entry.text
    assert pages["one"].all("script") == pages["one"].all("b") == pages["one"].all("code") == []
    for name in ("index", "by-section", "by-year", "by-question"):
        assert HOSTILE in pages[name].text and pages[name].all("b") == []
        assert len(pages[name].all("script")) == (1 if name == "index" else 0)
