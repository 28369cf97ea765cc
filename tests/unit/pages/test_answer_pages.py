"""/met/answers/: each question has a page with all its parts, and its figures are those of the warehouse."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.project import Warehouse, built
from lfr.charts.all_charts import draw_charts
from lfr.curated.answers import Answer, Claim, check_completeness, read_answers
from lfr.curated.library import Library, read_library
from lfr.errors import BadData
from lfr.letters.letter_text import columns_of
from lfr.letters.standard_answers import library_of
from lfr.pages import answer_pages
from lfr.pages.library_files import coverage, write_of
from lfr.pages.shown import Macros, filled_in, shown
from lfr.project import Project
from lfr.warehouse.figures import Figure, Figures, open_figures
from lfr.wording.words import say_figure, say_with_counts
from lfr.wording.year_words import deployments_by_year

ANSWERS = read_answers(Project(Path(__file__).resolve().parents[3]))
# Where the large number is that of the same days of two years.
SAME_DAYS = ("how-does-this-year-compare", 2025)
_ASKING = "ask-for-what-is-not-published"
PARTS = ["short-answer", "completeness", "counts", "complete", "sources", "ask", "related"]


@pytest.fixture(scope="module")
def figures(warehouse: Warehouse) -> Iterator[Figures]:
    found = open_figures(warehouse.project)
    draw_charts(found)  # some answers show one
    yield found
    found.close()


@pytest.fixture(scope="module")
def published(figures: Figures) -> Library:
    return library_of(figures, "met")


@pytest.fixture(scope="module")
def years(figures: Figures) -> list[Figure]:
    return deployments_by_year(figures, "met")


@pytest.fixture(scope="module")
def pages(figures: Figures, published: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page as a reader gets it."""
    return written(figures, published, tmp_path_factory.mktemp("pages"))


def written(figures: Figures, library: Library, root: Path) -> dict[str, str]:
    write_of(figures, library, root / "met")
    names = {"publisher": library.publisher}
    kinds = {"index": ("answers", "met/answers/"), _ASKING: ("asking", f"met/answers/{_ASKING}/")}
    found = {name: shown(Macros(figures, url), kind, names) for name, (kind, url) in kinds.items()}
    found |= {name: page_of(figures, answer, library) for name, answer in library.answers.items()}
    assert len(found) == len([*(root / "met" / "answers").glob("*.md")])
    return found


def page_of(figures: Figures, answer: Answer, library: Library) -> str:
    page = Macros(figures, f"{library.publisher}/answers/{answer.id}/")
    return filled_in(page, "answer", answer_pages.of_answer(page, answer, library))


def said(piece: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", piece)).split())


def part(page: str, anchor: str) -> str:
    """What stands from an anchor to the end of its element, or of its heading's part."""
    [(_, found)] = re.findall(rf'<(\w+) [^>]*id="{anchor}"[^>]*>(.*?)(?=</p>|</details>|<h2|\Z)', page, re.S)[:1]
    return str(found)


def row(page: str, question: str, label: str) -> list[str]:
    """The cells of a year in the tables of the answer, without what is in small print."""
    tables = re.findall(rf"<caption[^>]*>{re.escape(html.escape(question))}</caption>(.*?)</table>", page, re.S)
    rows = [cells for one in tables for cells in re.findall(rf'<tr><th scope="row"><a [^>]*>{label}</a></th>(.*?)</tr>', one, re.S)]
    return [
        said(re.sub(r"<small>.*?</small>", "", one, flags=re.S)) for row in rows for one in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
    ]


# -- the parts of a page ---------------------------------------------------------------------------------------


def test_every_answer_has_a_page(pages: dict[str, str]) -> None:
    assert set(pages) == {*ANSWERS, "index", _ASKING}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_has_every_part_in_order(pages: dict[str, str], figures: Figures, published: Library, name: str) -> None:
    page, answer = pages[name], published.answers[name]
    assert said(re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0]) == answer.question
    found = re.findall(r'id="([a-z-]+)"', page)
    assert {*PARTS} <= {*found}
    assert filled(figures, answer.short_answer) in said(part(page, "short-answer"))
    meaning = said(part(page.replace("</p>", " "), "counts"))
    assert filled(figures, answer.means) in meaning and filled(figures, answer.does_not_mean) in meaning
    assert answer.who_might_hold in said(page)
    related = part(page, "related")
    assert all(f'href="../{one}/"' in related for one in answer.related)
    assert re.search(r"Last reviewed on \d{1,2} [A-Z][a-z]+ 20\d\d\.", said(page))
    assert "{{" not in page and "{%" not in page
    # How else people ask is for the search, not for the page.
    assert not any(one in said(page) for one in answer.also_asked)


def filled(figures: Figures, text: str) -> str:
    return answer_pages.filled(figures, "x", text)


@pytest.mark.parametrize("name", ANSWERS)
def test_sources_lead_to_documents_disclosures_and_the_act(pages: dict[str, str], published: Library, name: str) -> None:
    answer = ANSWERS[name]
    links = re.findall(r'href="([^"]+)"', part(pages[name], "sources"))
    requests = re.findall(r'href="([^"]+)"', part(pages[name], "requests")) if answer.disclosures else []
    assert "../../../sources/" in links
    assert [one for one in links if "/documents/" in one] == [f"../../documents/#{one}" for one in answer.documents]
    assert requests == [f"../../disclosures/{one}/" for one in answer.disclosures]
    assert [one for one in links if one.startswith("https:")] == [published.sections[one].url for one in answer.sections]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_citation_has_the_number_or_the_question_and_each_year_an_anchor(
    pages: dict[str, str], published: Library, figures: Figures, years: list[Figure], name: str
) -> None:
    cited = [one for one in map(html.unescape, re.findall(r'data-copy="([^"]+)"', pages[name])) if "LFR Statistics" in one]
    if not ANSWERS[name].measures:
        [of_page] = cited
        assert f"“{published.answers[name].question}”" in of_page and of_page.endswith(f"/met/answers/{name}/")
    else:
        # Two numbers of the same days are no one figure, and have no citation.
        of_one = [year for year in years if (name, year.year) != SAME_DAYS]
        assert len(cited) == len(of_one)
        newest_first = sorted(cited, key=lambda one: re.findall(r"calendar year (\d+)", one), reverse=True)
        for year, own in zip(reversed(of_one), newest_first, strict=True):
            assert all(end in own for end in large(figures, name, year.year).split(" to ")) and f"/{year.year}/" in own
    for year in years:
        assert pages[name].count(f'id="{year.year}"') == 1


# -- figures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [one.id for one in ANSWERS.values() if one.measures])
def test_the_figures_of_every_year_are_those_of_the_warehouse(
    pages: dict[str, str], figures: Figures, published: Library, years: list[Figure], name: str
) -> None:
    for year in years:
        expected = [say_with_counts(figures.figure("met", year.year, column)) for column in columns_of(ANSWERS[name])]
        assert row(pages[name], published.answers[name].question, year.label) == expected
        [block] = re.findall(rf'<section [^>]*id="{year.year}"[^>]*>(.*?)</section>', pages[name], re.S)
        assert said(re.findall(r'<p class="lfr-big"><a [^>]*>(.*?)<', block)[0]) == large(figures, name, year.year)
        period = "1 January to 11 July, 2024 and 2025" if (name, year.year) == SAME_DAYS else year.label
        assert f", {period}" in said(block)


def large(figures: Figures, name: str, year: int) -> str:
    """The number that the page of an answer shows for a year."""
    if (name, year) == SAME_DAYS:
        return "91 and 112"
    found = [figures.figure("met", year, column) for column in columns_of(ANSWERS[name])]
    if name in ("watchlist-size", "threshold-and-accuracy-testing"):  # the least and the greatest of something
        return " to ".join(dict.fromkeys(say_figure(one) for one in (found[0], found[-1])))
    return say_figure(found[0])


@pytest.mark.parametrize("name", [one.id for one in ANSWERS.values() if one.measures])
def test_a_page_begins_with_the_newest_whole_year_and_has_a_switch(pages: dict[str, str], years: list[Figure], name: str) -> None:
    [switch] = re.findall(r"<nav.*?</nav>", pages[name], re.S)
    assert re.findall(r'href="#(\d{4})"', switch) == [str(year.year) for year in reversed(years)]
    # The style sheet shows the last, unless the address names another.
    assert re.findall(r'class="lfr-of-year" id="(\d{4})"', pages[name])[-1] == ("2025" if name in SAME_DAYS else "2024")


def test_the_figures_of_an_answer_are_a_file(figures: Figures, published: Library, tmp_path: Path) -> None:
    write_of(figures, published, tmp_path)
    lines = (tmp_path / "answers" / "how-many-arrests" / "figures.csv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    of_2024 = dict(zip(head, next(line for line in lines if line.startswith("2024,")).split(","), strict=True))
    assert of_2024["measure"] == "arrests" and of_2024["value"] == f"{figures.figure('met', 2024, 'arrests').value:.0f}"


@pytest.mark.parametrize("name", [one.id for one in ANSWERS.values() if not one.measures])
def test_an_answer_without_a_count_has_a_request_to_copy_and_says_so_where_no_record_holds_it(pages: dict[str, str], name: str) -> None:
    answer, page = ANSWERS[name], said(pages[name])
    is_unpublished = any(claim.level == "not held" for claim in answer.completeness)
    assert ("The records that the Metropolitan Police publishes do not say this." in page) == is_unpublished
    assert f"Please send me, under the Freedom of Information Act 2000, {answer.request} If any of this" in page
    assert answer.who_might_hold in page and "lfr-switch" not in pages[name]


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
            assert "records counted here" not in claim.why or "{{ covers_to(" in claim.why, f"{answer.id}: {claim.why}"


# -- how complete ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_says_how_complete_the_answer_is_for_every_year(pages: dict[str, str], years: list[Figure], name: str) -> None:
    text = said(part(pages[name].replace("</p>", " "), "complete"))
    for claim in ANSWERS[name].completeness:
        assert {"not held": "not in the published records"}.get(claim.level, claim.level) in text
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


@pytest.mark.slow
def test_change_the_coverage_and_the_claim_fails(figures_of: Callable[[str, str], Figures], published: Library) -> None:
    figures = figures_of("covers_to = 2024-12-31", "covers_to = 2024-11-30")
    with pytest.raises(BadData, match=r"answers.toml, line \d+, .* claims “fully” for 2024, but .* cover only 2024, to 30 November"):
        check_completeness(published.answers, coverage(figures, "met"))


@pytest.mark.slow
def test_a_record_that_reaches_further_needs_no_other_step(figures_of: Callable[[str, str], Figures], tmp_path: Path) -> None:
    figures = figures_of("covers_to = 2025-07-11", "covers_to = 2026-03-31")
    published = library_of(figures, "met")
    check_completeness(published.answers, coverage(figures, "met"))
    pages = written(figures, published, tmp_path / "pages")
    arrests = said(part(pages["how-many-arrests"], "complete"))
    assert "For 2025 the records counted here go to 31 December 2025." in arrests and "due to be looked at again" in arrests
    assert "2026, to 31 March: not yet reviewed for 2026" in arrests
    assert all("go to 11 July" not in page and "2025, to 11 July" not in page for page in pages.values())
    assert "2026, to 31 March: not yet reviewed for 2026" in said(part(pages["demographics"], "complete"))
    assert "not yet reviewed for 2026, to 31 March" in said(pages["index"])


def test_a_reason_with_a_placeholder_that_does_not_read_or_for_a_year_without_records_stops_the_build(figures: Figures) -> None:
    answer = replace(ANSWERS["how-many-arrests"], completeness=(Claim(2025, 2025, "partly", "To {{ cover_to('met', 2025) }}."),))
    assert "a placeholder that does not read. Write it exactly as" in dict(answer.faults())["completeness"]
    with pytest.raises(BadData, match=r"a placeholder that a letter cannot say .*2031"):
        filled(figures, 'To {{ covers_to("met", 2031) }}.')


def test_a_force_says_it_in_its_own_words(project: Project) -> None:
    own = 'Our own words, {{ figure("met", 2024, "arrests") }} in 2024.'
    folder = project.data / "foi" / "overrides"
    folder.mkdir(exist_ok=True)
    (folder / "met.toml").write_text(f"[[override]]\nanswer = \"how-many-arrests\"\nshort_answer = '{own}'\n", encoding="utf-8")
    with built(project):
        pass
    figures = open_figures(project)
    library = read_library(project, "met")
    page = page_of(figures, library.answers["how-many-arrests"], library)
    figures.close()
    assert said(part(page, "short-answer")).startswith("Our own words, 575")


# -- what is only text stays text ------------------------------------------------------------------------------


def test_text_means_only_itself(figures: Figures, published: Library) -> None:
    nasty = 'A <script>x</script> & {{ 1 }} {% if %} {# no #} **b** [c](d) `e` _f_ "g" \\ ~h~ |i|'
    answer: Answer = replace(ANSWERS["how-many-arrests"], question=nasty, means=nasty.replace("{", "("), phrases=(nasty,))
    page = page_of(figures, answer, published)
    assert "<script>" not in page and "<strong>b" not in page and "<em>f" not in page
    assert html.unescape(page).count(nasty) >= 3  # heading, caption, citation, request


# -- the list of all, and asking for more ----------------------------------------------------------------------


def test_the_list_has_every_question_and_the_original_request_first(pages: dict[str, str], published: Library) -> None:
    links = re.findall(r"<li>.*?</li>", pages["index"], re.S)
    listed = [name for item in links for name in re.findall(r'href="([a-z0-9-]+)/"', item)]
    original = published.disclosures["01-foi-21-022107"]
    assert listed[: len(original.answers)] == list(original.answers)
    assert sorted(listed) == sorted(ANSWERS)
    [first] = re.findall(r"<ol[^>]*>(.*?)</ol>", pages["index"], re.S)
    assert first.count("<li>") == len(original.questions)


def test_the_list_says_how_complete_each_answer_is(pages: dict[str, str]) -> None:
    text = said(pages["index"])
    assert (
        "How many arrests followed? 575 (Arrests, 2024) Partly for 2020; fully for 2021; partly for 2022; fully for 2023 to 2024;"
        " partly for 2025, to 11 July" in text
    )
    assert "What does it cost, and who supplies it? Not in the published records" in text
    assert (
        "How many people were stopped after an alert? 1,241 to 1,276 (Stops, 2024) Fully for 2020 to 2022; partly for 2023 to 11 July 2025"
        in text
    )


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
    write_of(figures, published, tmp_path)
    rules = json.loads((tmp_path / "answers" / "ask.json").read_text(encoding="utf-8"))
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
        write_of(figures, published, tmp_path / name)
    for path in sorted((tmp_path / "one").rglob("*.*")):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
