"""What a letter says: its parts in their order, figures as the pages say them, nothing left open without a mark."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.letters import ORIGINAL, original, plain_text
from fixtures.project import built
from lfr.cli import main
from lfr.curated.disclosures import limbs_of
from lfr.curated.library import Library
from lfr.errors import BadData
from lfr.letters.blocks import Asked, Block, Choices, Fragments, unfilled
from lfr.letters.hand_written import read_wording
from lfr.letters.letter import compose
from lfr.letters.letter_files import make_letter
from lfr.letters.letter_text import fragments, render
from lfr.project import Project
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_day, say_figure, say_list, say_numbered, with_note

YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
STOPS = "how-many-people-were-stopped"


def letter(texts: Fragments, *questions: Asked, **values: str) -> list[Block]:
    return compose(texts, Choices(values, questions))


def headings(blocks: list[Block]) -> list[str]:
    return [one.text for one in blocks if one.kind == "heading"]


def part(blocks: list[Block], heading: str) -> str:
    """The text from one heading to the next."""
    start = next(i for i, one in enumerate(blocks) if one.text == heading) + 1
    end = next((i for i, one in enumerate(blocks) if i >= start and one.kind == "heading"), len(blocks))
    return plain_text(blocks[start:end])


def test_the_parts_stand_in_the_usual_order(texts: Fragments) -> None:
    assert [one for one in headings(compose(texts, original(texts))) if not one.startswith(("Question", "Section "))] == [
        "Freedom of Information Act 2000: live facial recognition",
        "You asked for",
        "Decision",
        "Sections of the Act that apply",
        "Our response",
        "Outside the records counted here",
        "Reasons",
        "Advice and assistance",
        "If you are not content",
    ]


def test_the_original_request_comes_out_as_one_letter(texts: Fragments, published: Library) -> None:
    blocks = compose(texts, original(texts))
    asked = [one for one in blocks if one.kind == "question"]
    assert [(one.number, one.text) for one in asked] == [(one.number, one.asked) for one in published.disclosures[ORIGINAL].questions]
    assert "- Questions 2 and 3: provided, as far as the records counted here go" in part(blocks, "Decision")
    assert "questions 1, 5 and 9 (section 21(1)), this letter is also a refusal notice" in part(blocks, "Decision")
    assert "/met/deployments/2024/" in part(blocks, "Question 1")
    for number in (2, 3):
        assert f"/{YEARS[-1]}/" in part(blocks, f"Question {number}")
        assert any(one.kind == "table" for one in blocks)
    assert "placed on its watchlist" in part(blocks, "Question 4")
    for number in (5, 6, 9):
        assert "Documents that are published:" in part(blocks, f"Question {number}")
    assert "Question 8: If the question is about one person" in part(blocks, "Advice and assistance")


@pytest.mark.parametrize("year", YEARS)
def test_every_figure_is_said_as_the_pages_say_it(texts: Fragments, figures: Figures, published: Library, year: int) -> None:
    replies = read_wording(figures.project, "met", published.sections).replies
    for name, answer in published.answers.items():
        if not answer.measures:
            continue
        [table] = [one for one in letter(texts, Asked((name,), years=(year,))) if one.kind == "table"]
        [row] = table.rows
        expected = []
        for measure in (*answer.measures, *replies[name].measures):
            figure = figures.figure("met", year, measure)
            if "stops_lower" in answer.measures and measure in ("stops_lower", "stops_upper"):
                if measure == "stops_lower":
                    expected.append(say_figure(figures.figure("met", year, "stops")))
            else:
                stopped = figures.figure("met", year, "deployments_stopped_early").value if measure == "deployments" else 0
                expected.append(say_both(figure) + (f" ({stopped:.0f} stopped early)" if stopped else ""))
        assert row[0] == figures.figure("met", year, "deployments").label
        assert [cell.split(" (")[0] for cell in row[1:-1]] == [cell.split(" (")[0] for cell in expected], name
        assert len(table.head) == len(row)


def test_a_corrected_range_of_stops_shows_the_published_one(texts: Fragments, figures: Figures) -> None:
    stops = figures.figure("met", 2023, "stops")
    blocks = letter(texts, Asked((STOPS,), years=(2023,)))
    assert f"{say_figure(stops)} ({say_figure(stops.as_published)} before correction)" in plain_text(blocks)
    assert "the figure before correction follows in brackets" in plain_text(blocks)
    assert "in brackets" not in plain_text(letter(texts, Asked((STOPS,), years=(2022,))))


def test_a_partial_year_is_labelled_wherever_it_stands(texts: Fragments, figures: Figures) -> None:
    text = plain_text(letter(texts, Asked((STOPS,), years=(2024, 2025))))
    shown = figures.figure("met", 2025, "deployments")
    assert f"A part of a year is given: {with_note(*shown.label.split(', '))}." in text
    assert f"- {shown.label}: Stops" in text
    assert f"Records cover: 1 January to {say_day(shown.covers_to)}" in text
    assert f"- {shown.label}: [[TO FILL: address of the site]]/met/figures/stops/2025/" in text
    assert "A part of a year" not in plain_text(letter(texts, Asked((STOPS,), years=(2024,))))


def test_figures_carry_the_day_they_rest_on(texts: Fragments, figures: Figures) -> None:
    assert f"Figures as at {say_day(figures.newest_edition)}" in plain_text(letter(texts, Asked((STOPS,), years=(2024,))))


def test_a_year_that_the_records_do_not_hold_is_left_to_the_officer(texts: Fragments) -> None:
    mixed = letter(texts, Asked(("how-long-was-it-used",), years=(2021, 2022, 2023)))
    assert "- 2022: The record of this year prints no duration. [[TO FILL: whether we hold it" in plain_text(mixed)
    assert "- Question 1: provided, as far as the records counted here go" in part(mixed, "Decision")
    assert "/figures/duration-minutes/2021/" in plain_text(mixed) and "/figures/duration-minutes/2022/" not in plain_text(mixed)
    nothing = letter(texts, Asked(("how-long-was-it-used",), years=(2022,)))
    assert "[[TO FILL: decision: held, not held, or neither confirmed nor denied" in part(nothing, "Question 1")
    assert "- Question 1: see our response below" in part(nothing, "Decision")


def test_what_is_given_is_filled_in_and_what_is_not_stays_marked(texts: Fragments) -> None:
    empty = letter(texts, Asked((STOPS,), years=(2024,)))
    given = letter(
        texts,
        Asked((STOPS,), years=(2024,)),
        reference="A/1", date="2026-11-23", received="2026-11-01", requester="Ms Doe", officer="A. Officer", post="FOI team",
        review_contact="review@example.org", checked="2026-11-22", base_address="https://lfr.example.org/",
    )  # fmt: skip
    assert len(unfilled(empty)) > len(unfilled(given))
    # What only the force can know stays open: the records print no engagements for 2024.
    assert unfilled(given) == [
        "[[TO FILL: the record's owner accepts these counts]]",
        "[[TO FILL: whether engagements since 2023 are held elsewhere, and the decision on them]]",
        "[[TO FILL: postal address of the regulator]]",
    ]
    assert "Date: 23 November 2026" in plain_text(given)
    assert "https://lfr.example.org/met/figures/stops/2024/" in plain_text(given)


def test_a_chosen_exemption_withholds_and_leaves_the_reasoning_to_fill_in(texts: Fragments, published: Library) -> None:
    blocks = letter(texts, Asked(("who-is-on-the-watchlist",), sections=("31(1)(a)(b)",)))
    assert "- Question 1: withheld under section 31(1)(a)(b)" in part(blocks, "Decision")
    assert "refusal notice under section 17" in part(blocks, "Decision")
    assert "Section 31(1)(a)(b), law enforcement: question 1" in part(blocks, "Sections of the Act that apply")
    reasons = part(blocks, "Section 31(1)(a)(b): law enforcement")
    # Which limb is typed already, and not asked again.
    assert [f"[[TO FILL: {one}]]" for one in published.sections["31"].reasoning_to_fill[1:]] == [
        one for one in unfilled(blocks) if one in reasons
    ]
    assert "public interest had to be weighed" in reasons


@pytest.mark.parametrize("number", ["12", "14", "21", "22", "23", "24", "30", "31", "38", "40", "42", "43"])
def test_every_section_that_can_be_relied_on_has_its_reason(texts: Fragments, number: str) -> None:
    blocks = letter(texts, Asked(("cost-and-contracts",), sections=(number,)))
    cited = "21(1)" if number == "21" else number
    assert f"Section {cited} applies to question 1." in plain_text(blocks)
    assert "[[TO FILL:" in part(blocks, f"Section {cited}: {texts['sections'][number]['title']}")


def test_part_of_an_answer_can_be_withheld(texts: Fragments, figures: Figures) -> None:
    asked = Asked((STOPS,), years=(2024,), decision="disclosed", sections=("31",), withheld="the names of the officers")
    text = part(letter(texts, asked), "Question 1")
    assert say_figure(figures.figure("met", 2024, "stops")) in text
    assert "Decision: provided in part, and withheld in part under section 31" in text
    assert "What is withheld: the names of the officers." in text


def test_a_full_disclosure_is_no_refusal(texts: Fragments) -> None:
    text = plain_text(letter(texts, Asked(("how-many-arrests",), years=(2024,))))
    assert "- Question 1: provided\n" in text and "refusal notice" not in text and "Reasons" not in text


def test_the_officers_own_words_stand_as_they_were_typed(texts: Fragments) -> None:
    typed = 'How many <b>stops</b>? <<reference>> {{ figure("met", 2024, "arrests") }} [x](y)'
    blocks = letter(texts, Asked((STOPS,), asked=typed, years=(2024,)))
    assert next(one.text for one in blocks if one.kind == "question") == typed


def test_a_question_without_a_reply_of_the_force_gets_the_published_answer(figures: Figures, published: Library) -> None:
    new = replace(published.answers["how-many-arrests"], id="new-question", short_answer='{{ figure("met", 2024, "arrests") }} in 2024.')
    library = replace(published, answers={**published.answers, "new-question": new})
    made = fragments(figures, library)["answers"]["new-question"]
    assert made["reply"] == f"The published answer to this question reads: {say_both(figures.figure('met', 2024, 'arrests'))} in 2024."
    assert (made["decision"], made["sections"]) == ("disclosed", [])


def test_another_force_gets_its_own_figures_and_never_the_words_of_this_one(project: Project, tmp_path: Path) -> None:
    entry = (project.data / "publishers.toml").read_text(encoding="utf-8").replace("Metropolitan Police", "Other Police")
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(entry[entry.index("[[publisher]]") :].replace('id = "met"', 'id = "other"'))
    head, _ = (project.data / "template-log.csv").read_text(encoding="utf-8").split("\n", 1)
    row = dict.fromkeys(head.split(","), "") | {"location": "A Street", "date": "2026-02-11", "platform": "van"}
    row |= {"alerts": "3", "true_alerts_confirmed": "2", "false_alerts_confirmed": "1", "stops": "3", "stops_accurate": "2", "arrests": "1"}
    (tmp_path / "log.csv").write_text(f"{head}\n{','.join(row.values())}\n", encoding="utf-8")
    assert (
        main(["--project", str(project.root), "add", str(tmp_path / "log.csv"), "--publisher", "other", "--url", "https://a.example"]) == 0
    )
    request = tmp_path / "request.toml"
    request.write_text(
        f'publisher = "other"\nyears = [2026]\n[[question]]\nanswers = ["{STOPS}"]\n[[question]]\nanswers = ["cost-and-contracts"]\n',
        encoding="utf-8",
    )
    with built(project):
        figures = Figures(project)
        make_letter(figures, request, [tmp_path / "letter.html"])
        figures.close()
    text = (tmp_path / "letter.html").read_text(encoding="utf-8")
    assert "Other Police Service" in text and "Metropolitan" not in text and "Mayor" not in text
    assert "<td>3</td><td>1</td><td>3</td>" in text and "1,242" not in text
    assert "/other/figures/stops/2026/" in text and "the records of the Other Police give: stops 3; arrests 1; alerts 3" in text
    assert text.count("[[TO FILL: our answer to this question]]") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{{ stops("met", 2024) }}', "'stops' is undefined"),
        ('{{ figure("met", 2024, "arrest") }}', 'unknown measure. Did you mean "arrests"'),
        ('{{ figure("met", 1999, "arrests") }}', "no record covers that year"),
        ('{{ figure("met") }}', "missing"),
        ("{{ figure(", "unexpected"),
    ],
)
def test_a_placeholder_that_a_letter_cannot_say_is_named(figures: Figures, text: str, message: str) -> None:
    with pytest.raises(BadData, match=r"answers.toml, line 3: a placeholder") as error:
        render(text, figures, "answers.toml, line 3")
    assert message in str(error.value)


def test_the_other_placeholders_are_said_in_plain_text(figures: Figures) -> None:
    text = '{{ covers_to("met", 2025) }} | {{ figure("met", 2022, "stops") }}'
    assert render(text, figures, "x") == f"{say_day(figures.figure('met', 2025, 'deployments').covers_to)} | 15"


def test_the_same_days_of_two_years_are_said_with_their_counts(figures: Figures) -> None:
    said = render('{{ same_days("met", "deployments", "alerts", "arrests") }}', figures, "x")
    assert said == (
        "1 January to 11 July, 2024 and 2025: deployments 91 (90 before correction) and 112;"
        " alerts 649 (639 before correction) and 1,161; arrests 279 (276 before correction) and 510."
    )


def test_lists_are_said_as_people_say_them() -> None:
    assert [say_list([]), say_list(["a"]), say_list(["a", "b"]), say_list(["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert say_numbered("question", [1, 2]) == "questions 1 and 2"
    assert say_numbered("section", ["21"]) == "section 21"


def test_a_citation_names_each_of_its_parts() -> None:
    assert limbs_of("31(1)(a) and (b)") == limbs_of("31(1)(a)(b)") == ["31", "31(1)", "31(1)(a)", "31(1)(b)"]
    assert limbs_of("40(5B)") == ["40", "40(5B)"]


def test_a_letter_does_not_answer_for_a_borough_that_another_force_polices(texts: Fragments) -> None:
    assert "Croydon" in texts["boroughs"] and "City of London" not in texts["boroughs"]
