"""/met/answers/: each question has a page with all its parts, and its figures are those of the warehouse."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import jinja2
import markdown
import pytest
from fixtures.project import Warehouse, built
from lfr.charts.all_charts import draw_charts
from lfr.curated.answers import Answer, Claim, read_answers
from lfr.curated.completeness import check_completeness
from lfr.curated.library import Library, read_library
from lfr.errors import BadData
from lfr.letters.letter_text import columns_of, render
from lfr.pages.library import answer_pages
from lfr.pages.library.write_library import coverage, write_library
from lfr.pages.macros import Macros
from lfr.project import Project
from lfr.warehouse.figures import Figure, Figures, open_figures
from lfr.wording.words import say_with_counts

SITE = Path(__file__).resolve().parents[3] / "site"
ANSWERS = read_answers(Project(SITE.parent))
HEADINGS = [
    "Figures by calendar year",
    "What it means, and what it does not mean",
    "How complete the answer is",
    "Who might hold it",
    "Sources",
    "To cite this",
    "Other ways people ask it",
    "Related questions",
]


@pytest.fixture(scope="module")
def figures(warehouse: Warehouse) -> Iterator[Figures]:
    found = open_figures(warehouse.project)
    draw_charts(found)  # some answers show one
    yield found
    found.close()


@pytest.fixture(scope="module")
def published(real: Project) -> Library:
    return read_library(real)


@pytest.fixture(scope="module")
def years(figures: Figures) -> list[Figure]:
    return answer_pages.years_of(figures, "met")


@pytest.fixture(scope="module")
def pages(figures: Figures, published: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page as a reader gets it: macros filled in, Markdown made HTML."""
    return written(figures, published, tmp_path_factory.mktemp("pages"))


def written(figures: Figures, library: Library, root: Path) -> dict[str, str]:
    count = answer_pages.write_answer_pages(figures, library, root / "met" / "answers")
    found = {path.stem: rendered(path.read_text(encoding="utf-8"), figures, path.stem) for path in (root / "met" / "answers").glob("*.md")}
    assert len(found) == count
    return found


def rendered(page: str, figures: Figures, name: str) -> str:
    loader = jinja2.FileSystemLoader(SITE / "_templates")
    environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    url = "met/answers/" if name == "index" else f"met/answers/{name}/"
    body = page.split("---\n", 2)[2] if page.startswith("---\n") else page
    text = environment.from_string(body).render(Macros(figures, url).names())
    return markdown.markdown(text, extensions=["attr_list", "def_list", "tables", "toc", "pymdownx.superfences"])


def said(piece: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", piece)).split())


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its rank."""
    [found] = re.findall(rf"<h2[^>]*>{re.escape(heading)}</h2>(.*?)(?=<h2|\Z)", page, re.S)
    return str(found)


def row(page: str, year: int) -> list[str]:
    """The cells after the year in the row that has the year's anchor, without what is in small print."""
    [found] = re.findall(rf'<tr id="{year}">(.*?)</tr>', page, re.S)
    return [said(re.sub(r"<small>.*?</small>", "", cell, flags=re.S)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", found, re.S)]


# -- the parts of a page ---------------------------------------------------------------------------------------


def test_every_answer_has_a_page(pages: dict[str, str]) -> None:
    assert set(pages) == {*ANSWERS, "index", "ask-for-what-is-not-published"}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_has_every_part_in_order(pages: dict[str, str], figures: Figures, name: str) -> None:
    page, answer = pages[name], ANSWERS[name]
    assert said(re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0]) == answer.question
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == HEADINGS
    before = said(page.split("<h2", 1)[0])
    assert before.startswith(f"{answer.question} Short answer. ")
    assert len(before) > len(answer.question) + 60
    meaning = said(section(page, HEADINGS[1]))
    means, does_not_mean = (render(text, figures, name) for text in (answer.means, answer.does_not_mean))
    assert f"It means: {means}" in meaning and f"It does not mean: {does_not_mean}" in meaning
    assert answer.who_might_hold in said(section(page, HEADINGS[3]))
    asked = said(section(page, HEADINGS[6]))
    assert all(one in asked for one in (*answer.also_asked, *answer.phrases))
    related = section(page, HEADINGS[7])
    assert all(f'href="../{one}/"' in related for one in answer.related)
    assert re.search(r"Last reviewed on \d{1,2} [A-Z][a-z]+ 20\d\d\.", said(related))
    assert "{{" not in page and "{%" not in page


@pytest.mark.parametrize("name", ANSWERS)
def test_sources_lead_to_documents_disclosures_and_the_act(pages: dict[str, str], published: Library, name: str) -> None:
    sources, answer = section(pages[name], "Sources"), ANSWERS[name]
    links = re.findall(r'href="([^"]+)"', sources)
    assert "../../../sources/" in links
    assert [one for one in links if "/documents/" in one] == [f"../../documents/#{one}" for one in answer.documents]
    assert [one for one in links if "/disclosures/" in one] == [f"../../disclosures/{one}/" for one in answer.disclosures]
    assert [one for one in links if one.startswith("https:")] == [published.sections[one].url for one in answer.sections]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_citation_has_the_address_the_date_and_an_anchor_for_each_year(
    pages: dict[str, str], figures: Figures, years: list[Figure], name: str
) -> None:
    cite = section(pages[name], "To cite this")
    assert f"/met/answers/{name}/" in cite and f"Figures as at {Macros(figures, '').as_at()}." in said(cite)
    assert re.findall(r'href="#(\d{4})"', cite) == [str(year.year) for year in years]
    for year in years:
        assert pages[name].count(f'id="{year.year}"') == 1


# -- figures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [one.id for one in ANSWERS.values() if one.measures])
def test_the_figures_of_every_year_are_those_of_the_warehouse(
    pages: dict[str, str], figures: Figures, years: list[Figure], name: str
) -> None:
    for year in years:
        expected = [say_with_counts(figures.figure("met", year.year, column)) for column in columns_of(ANSWERS[name])]
        assert row(pages[name], year.year) == expected


@pytest.mark.parametrize("name", [one.id for one in ANSWERS.values() if not one.measures])
def test_an_answer_without_figures_says_so_for_every_year(pages: dict[str, str], years: list[Figure], name: str) -> None:
    assert "No measure counts this by calendar year" in section(pages[name], "Figures by calendar year")
    for year in years:
        assert row(pages[name], year.year) == [ANSWERS[name].claim_for(year.year).level]  # type: ignore[union-attr]


def test_the_two_bounds_of_the_stops_show_as_one_range() -> None:
    one = replace(ANSWERS["how-many-arrests"], measures=("stops_lower", "arrests", "stops_upper"))
    assert columns_of(one) == ["stops", "arrests"]
    assert columns_of(replace(one, measures=("stops_upper", "arrests"))) == ["stops_upper", "arrests"]


def test_the_use_case_is_printed_from_the_day_that_the_answer_names(figures: Figures) -> None:
    frame = figures.deployments("met")
    first = frame[frame["use_case"].notna()]["deployment_date"].min()
    assert (first.day, first.month, first.year) == (17, 9, 2024)
    assert frame[frame["deployment_date"] >= first]["use_case"].notna().all()


def test_how_far_the_records_reach_is_never_typed() -> None:
    for answer in ANSWERS.values():
        for claim in answer.completeness:
            assert not re.search(r"\d [A-Z][a-z]+ 20\d\d", claim.why.replace("17 September 2024", "")), f"{answer.id}: {claim.why}"
            assert "records held here" not in claim.why or "{{ covers_to(" in claim.why, f"{answer.id}: {claim.why}"


# -- how complete ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_says_how_complete_the_answer_is_for_every_year(pages: dict[str, str], years: list[Figure], name: str) -> None:
    text = said(section(pages[name], "How complete the answer is"))
    for claim in ANSWERS[name].completeness:
        assert f"{claim.level}" in text
        assert said(re.sub(r"\{\{.*?\}\}.*", "", claim.why)) in text
    assert f"to {years[-1].covers_to.day} {years[-1].covers_to:%B %Y}." in text


def other_coverage(project: Project, old: str, new: str) -> Project:
    path = project.data / "sources.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return project


@pytest.fixture
def figures_of(project: Project) -> Iterator[Callable[[str, str], Figures]]:
    """Figures of the real data, with one line of sources.toml changed."""
    opened = []

    def build(old: str, new: str) -> Figures:
        with built(other_coverage(project, old, new)):
            pass
        opened.append(open_figures(project))
        draw_charts(opened[-1])
        return opened[-1]

    yield build
    for one in opened:
        one.close()


def test_change_the_coverage_and_the_claim_fails(figures_of: Callable[[str, str], Figures], published: Library) -> None:
    figures = figures_of("covers_to = 2024-12-31", "covers_to = 2024-11-30")
    with pytest.raises(BadData, match=r"answers.toml, line \d+, .* claims “fully” for 2024, but .* cover only 2024-01-01 to 2024-11-30"):
        check_completeness(published.answers, coverage(figures, "met"))


def test_a_record_that_reaches_further_needs_no_other_step(
    figures_of: Callable[[str, str], Figures], published: Library, tmp_path: Path
) -> None:
    figures = figures_of("covers_to = 2025-07-11", "covers_to = 2026-03-31")
    check_completeness(published.answers, coverage(figures, "met"))
    pages = written(figures, published, tmp_path / "pages")
    arrests = said(section(pages["how-many-arrests"], "How complete the answer is"))
    assert "For 2025 the records held here go to 31 December 2025." in arrests and "due to be looked at again" in arrests
    assert "2026, to 31 March: not yet reviewed for 2026" in arrests
    assert all("go to 11 July" not in page and "2025, to 11 July" not in page for page in pages.values())
    assert row(pages["demographics"], 2026) == ["not yet reviewed for 2026"]
    assert "not yet reviewed for 2026, to 31 March" in said(pages["index"])


def test_a_reason_with_a_placeholder_that_does_not_read_stops_the_build(years: list[Figure]) -> None:
    for why, message in [
        ("To {{ cover_to('met', 2025) }}.", r"line \d+.*a placeholder that does not read in the reason for 2025.*Write it exactly as"),
        ('To {{ covers_to("met", 2031) }}.', r"names 2031, which no record covers. Known: 2020, .*2025"),
    ]:
        claim = Claim(2025, 2025, "partly", why)
        with pytest.raises(BadData, match=message):
            answer_pages.check_reasons(replace(ANSWERS["how-many-arrests"], completeness=(claim,)), years)


def test_a_force_says_it_in_its_own_words(project: Project) -> None:
    own = 'Our own words, {{ figure("met", 2024, "arrests") }} in 2024.'
    folder = project.data / "foi" / "overrides"
    folder.mkdir(exist_ok=True)
    (folder / "met.toml").write_text(f"[[override]]\nanswer = \"how-many-arrests\"\nshort_answer = '{own}'\n", encoding="utf-8")
    with built(project):
        pass
    figures = open_figures(project)
    write_library(figures)
    figures.close()
    assert f"<strong>Short answer.</strong> {own}" in (project.pages / "met" / "answers" / "how-many-arrests.md").read_text(
        encoding="utf-8"
    )


def test_the_page_of_another_force_leads_to_its_own_addresses(figures: Figures, published: Library, years: list[Figure]) -> None:
    page = answer_pages.answer_page(ANSWERS["demographics"], replace(published, publisher="other"), years)
    assert 'href("/other/answers/' in page and "/met/" not in page and '"other"' in page and '"met"' not in page


# -- what is only text stays text ------------------------------------------------------------------------------


def test_text_means_only_itself(figures: Figures, published: Library, years: list[Figure]) -> None:
    nasty = 'A <script>x</script> & {{ 1 }} {% if %} {# no #} **b** [c](d) `e` _f_ "g" \\ ~h~ |i|'
    answer: Answer = replace(ANSWERS["how-many-arrests"], question=nasty, means=nasty, phrases=(nasty,))
    page = rendered(answer_pages.answer_page(answer, published, years), figures, answer.id)
    assert "<script>" not in page and "<strong>b" not in page and "<em>f" not in page
    body = html.unescape(re.sub(r"</?(p|strong|h1|li)[^>]*>", "", page))
    assert body.count(nasty) >= 4  # heading, caption, meaning, phrase, citation


# -- the list of all, and asking for more ----------------------------------------------------------------------


def test_the_list_has_every_question_and_the_original_request_first(pages: dict[str, str], published: Library) -> None:
    links = re.findall(r"<li>.*?</li>", pages["index"], re.S)
    listed = [name for item in links for name in re.findall(r'href="([a-z0-9-]+)/"', item)]
    original = published.disclosures["01-foi-21-022107"]
    assert listed[: len(original.answers)] == list(original.answers)
    assert sorted(listed) == sorted(ANSWERS)
    [first] = re.findall(r"<ol>(.*?)</ol>", pages["index"], re.S)
    assert first.count("<li>") == len(original.questions)


def test_the_list_says_how_complete_each_answer_is(pages: dict[str, str]) -> None:
    text = said(pages["index"])
    assert (
        "How many arrests followed? Partly for 2020; fully for 2021; partly for 2022; fully for 2023 to 2024; partly for 2025, to 11 July"
        in text
    )
    assert "What does it cost, and who supplies it? Not held in the published records" in text
    assert "How many people were stopped after an alert? Fully for 2020 to 2022; partly for 2023 to 11 July 2025" in text


def test_the_ask_box_is_hidden_until_its_script_runs_and_says_what_it_found(pages: dict[str, str]) -> None:
    [form] = re.findall(r"<form.*?</form>", pages["index"], re.S)
    assert re.match(r'<form [^>]*data-ask="ask.json" hidden>', form)
    assert '<label for="ask-question">' in form and 'id="ask-question"' in form
    assert 'role="status" aria-live="polite"' in form
    assert re.findall(r'<script src="../../assets/(.*?)" defer></script>', pages["index"]) == ["words.js", "ask.js"]
    assert [name for name, page in pages.items() if "ask.js" in page] == ["index"]
    assert "noscript" not in pages["index"]
    assert 'href="ask-for-what-is-not-published/"' in pages["index"]


def test_the_rules_of_the_search_are_written_beside_the_list(figures: Figures, published: Library, tmp_path: Path) -> None:
    answer_pages.write_answer_pages(figures, published, tmp_path)
    rules = json.loads((tmp_path / "ask.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in rules["answers"]] == list(ANSWERS)


def test_help_with_asking_names_what_a_request_needs(pages: dict[str, str], published: Library) -> None:
    text = said(pages["ask-for-what-is-not-published"])
    for words in ("by calendar year", "Replace what stands in square brackets", "Section 8", "Section 12", "Section 16", "internal review"):
        assert words in text, words
    assert published.sections["12"].explanation in text
    for answer in ANSWERS.values():
        assert answer.who_might_hold in text
    assert not re.search(r"{{|{%", text)


def test_two_runs_write_the_same(figures: Figures, published: Library, tmp_path: Path) -> None:
    for name in ("one", "two"):
        answer_pages.write_answer_pages(figures, published, tmp_path / name)
    for path in sorted((tmp_path / "one").rglob("*.*")):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
