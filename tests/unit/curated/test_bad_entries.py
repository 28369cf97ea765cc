"""Every way to write an entry wrongly stops the build with file, line and what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lfr.curated.library import forces_with_own_texts, read_library
from lfr.errors import BadData
from lfr.project import Project

Write = Callable[..., Project]
DOCUMENTS, SECTIONS, ANSWERS, DISCLOSURE = "documents.toml", "foi/sections.toml", "foi/answers.toml", "disclosures/one.toml"
LIBRARIES = "foi/libraries.toml"


def test_the_small_library_reads(library: Write) -> None:
    found = read_library(library())
    assert list(found.documents) == ["policy-2024"]
    assert found.disclosures["one"].questions[0].sections == ("31(1)(a)(b)",)
    assert found.answers["how-many-arrests"].claim_for(2024).level == "fully"  # type: ignore[union-attr]
    assert found.sections["31"].is_exemption


def test_a_project_without_libraries_has_no_force_with_one(library: Write) -> None:
    project = library()
    assert list(forces_with_own_texts(project)) == ["met"]
    (project.data / "foi" / "libraries.toml").unlink()
    assert forces_with_own_texts(project) == {}
    with pytest.raises(BadData, match="names no force"):
        read_library(project)


def test_a_force_without_texts_of_its_own_has_the_questions_and_nothing_of_the_first(library: Write) -> None:
    found = read_library(library(), "other")
    assert (found.publisher, found.is_own, found.request, found.documents, found.disclosures) == ("other", False, "", {}, {})
    [answer] = found.answers.values()
    assert (answer.id, answer.short_answer, answer.completeness, answer.documents) == ("how-many-arrests", "", (), ())


def test_a_text_for_every_force_and_a_document_of_the_whole_country_are_those_of_another_force_too(library: Write) -> None:
    project = library(ANSWERS, "completeness = [", 'for_every_force = ["means"]\ncompleteness = [')
    path = project.data / "documents.toml"
    path.write_text(path.read_text(encoding="utf-8") + "is_national = true\n", encoding="utf-8")
    found = read_library(project, "other")
    assert found.answers["how-many-arrests"].means == "Arrests." and list(found.documents) == ["policy-2024"]


def test_a_disclosure_of_an_unknown_force_is_refused(library: Write) -> None:
    with pytest.raises(
        BadData, match=r"one.toml, line \d+: unknown publisher “mett”. Did you mean \"met\"\? It must stand in data/publishers"
    ):
        read_library(library(DISCLOSURE, 'publisher = "met"', 'publisher = "mett"'))


def test_a_question_that_one_force_alone_has_is_no_question_to_another(library: Write) -> None:
    project = library(ANSWERS, "completeness = [", "only_own = true\ncompleteness = [")
    assert read_library(project, "other").answers == {}
    path = project.data / "publishers.toml"
    path.write_text(path.read_text(encoding="utf-8") + '[[publisher]]\nid = "other"\n', encoding="utf-8")
    disclosure = (project.data / DISCLOSURE).read_text(encoding="utf-8").replace('publisher = "met"', 'publisher = "other"')
    (project.data / DISCLOSURE).write_text(disclosure, encoding="utf-8")
    with pytest.raises(BadData, match="“how-many-arrests” is not a question to other"):
        read_library(project, "other")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (LIBRARIES, '"met"', '"mett"', r'libraries.toml, line 3, library “mett”: unknown publisher “mett”. Did you mean "met"'),
        (LIBRARIES, '"one"', '"two"', r"line 4.*unknown disclosure “two”"),
        (DOCUMENTS, 'title = "Policy"', 'titel = "Policy"', r'line 4, document “policy-2024”: unknown key “titel”. Did you mean "title"'),
        (DOCUMENTS, 'publisher = "A force"\n', "", r"line 2, document “policy-2024”: the key “publisher” is missing"),
        (DOCUMENTS, 'version = ""', "version = 3", r"line 7.*version is 3; it should be text in quotes"),
        (DOCUMENTS, 'governs = ["met-2024"]', 'governs = "met-2024"', r"it should be a list of texts"),
        (DOCUMENTS, 'date = "2024-09"', 'date = ""', r"line 8.*a document without a date"),
        (DOCUMENTS, 'date = "2024-09"', 'date = "2024-13"', r"line 8, document “policy-2024”: date “2024-13” is not a date"),
        (DOCUMENTS, 'date = "2024-09"', 'date = "September 2024"', r"not a date. Use YYYY"),
        (DOCUMENTS, 'date = "2024-09"', 'date = "2024-00"', r"not a date"),
        (DOCUMENTS, 'in_force_to = ""', 'in_force_to = "2023"', r"in_force_to lies before in_force_from"),
        (DOCUMENTS, 'type = "policy"', 'type = "polocy"', r'unknown type “polocy”. Did you mean "policy"'),
        (DOCUMENTS, 'status = "in force"', 'status = "inforce"', r'unknown status “inforce”. Did you mean "in force"'),
        (DOCUMENTS, 'certainty = "seen"', 'certainty = "sure"', r"unknown certainty “sure”"),
        (DOCUMENTS, 'source = "Its title page"', 'source = ""', r"source is empty"),
        (DOCUMENTS, '["met-2024"]', '["met-2042"]', r'unknown layout “met-2042”. Did you mean "met-20'),
        (DOCUMENTS, 'url = ""', 'url = "www.example.org"', r"line 13.*url is “www.example.org”. Write the whole address"),
        (
            DOCUMENTS,
            "governs =",
            'supersedes = "policy-2023"\ngoverns =',
            r'line 18.*unknown document “policy-2023”. Did you mean "policy-2024"',
        ),
        (
            DOCUMENTS,
            "governs =",
            'follows = ["policy-2023"]\ngoverns =',
            r'line 18.*unknown document “policy-2023”. Did you mean "policy-2024"',
        ),
        (DOCUMENTS, 'id = "policy-2024"', 'id = "Policy 2024"', r"id “Policy 2024” must be lower-case letters, digits"),
        (DOCUMENTS, "[[document]]", "[[documents]]", r'unknown key or table “documents”. Did you mean "document"'),
        (DOCUMENTS, 'title = "Policy"', "title = ", r"documents.toml: not valid TOML"),
        (SECTIONS, 'kind = "exemption qualified"', 'kind = "exemption"', r"unknown kind “exemption”"),
        (SECTIONS, "section/31", "section/13", r"line 7.*the address of section 31 is"),
        (SECTIONS, 'reasoning_to_fill = ["The harm"]', "", r"an exemption says in reasoning_to_fill"),
        (SECTIONS, 'id = "31"', 'id = "s31"', r"id is “s31”. The id of a section is its number"),
        (DISCLOSURE, 'slug = "one"', 'slug = "two"', r"is not the name of the file"),
        (
            DISCLOSURE,
            'decision = "refused"',
            'decision = "refuse"',
            r'one.toml, line 20, question “1”: unknown decision “refuse”. Did you mean "refused"',
        ),
        (DISCLOSURE, '"31(1)(a)(b)"', '"32(1)"', r"line 21.*unknown section “32”.*It must stand in data/foi/sections.toml"),
        (DISCLOSURE, '"31(1)(a)(b)"', '"section 31"', r"does not read as a section"),
        (DISCLOSURE, '["how-many-arrests"]', '["how-many-arrest"]', r'unknown answer “how-many-arrest”. Did you mean "how-many-arrests"'),
        (DISCLOSURE, '["how-many-arrests"]', "[]", r"line 23.*answers holds 0; give at least 1"),
        (DISCLOSURE, 'received = "2024-01-05"', 'received = "2024-03-05"', r"published lies before received. Correct the two dates"),
        (DISCLOSURE, 'received = "2024-01-05"\npublished = "2024-02"', 'received = ""\npublished = ""', r"a disclosure without a date"),
        (DISCLOSURE, 'published = "2024-02"', 'published = "2024-02-30"', r"line 8.*not a date"),
        (
            DISCLOSURE,
            "logged = 2026-11-23",
            'logged = "2026-11-23"',
            r"line 15: logged is '2026-11-23'; it should be a date without quotes",
        ),
        (DISCLOSURE, "logged = 2026-11-23\n", "", r"line 1: the key “logged” is missing"),
        (DISCLOSURE, 'url_note = "Not known."', 'url_note = ""', r"no address of the original"),
        (DISCLOSURE, 'outcome = "Disclosed."', 'outcom = "Disclosed."', r'line 12: unknown key or table “outcom”. Did you mean "outcome"'),
        (ANSWERS, '["policy-2024"]', '["policy-2042"]', r'unknown document “policy-2042”. Did you mean "policy-2024"'),
        (ANSWERS, 'disclosures = ["one"]', 'disclosures = ["two"]', r"unknown disclosure “two”"),
        (ANSWERS, 'sections = ["31"]', 'sections = ["32"]', r"unknown section “32”"),
        (ANSWERS, 'measures = ["arrests"]', 'measures = ["arrest"]', r'unknown measure “arrest”. Did you mean "arrests"'),
        (ANSWERS, "related = []", 'related = ["how-many-stops"]', r"unknown answer “how-many-stops”"),
        (ANSWERS, "related = []", 'related = ["how-many-arrests"]', r"related to itself"),
        (ANSWERS, '"arrests") }}', '"arrest") }}', r'line 6.*unknown measure “arrest” in a placeholder. Did you mean "arrests"'),
        (ANSWERS, '"met", 2024,', '"met", 2021,', r"quotes a figure of 2021, which completeness does not claim"),
        (ANSWERS, 'figure("met", 2024, "arrests")', "arrests(2024)", r"a placeholder that does not read"),
        (ANSWERS, 'level = "fully"', 'level = "full"', r'line 9.*unknown level “full”. Did you mean "fully"'),
        (ANSWERS, "from = 2023", "from = 2022", r"overlap. One year has one claim"),
        (ANSWERS, "from = 2023, to = 2024", "from = 2024, to = 2023", r"line 9.*to lies before from"),
        (ANSWERS, "from = 2023, to", "start = 2023, to", r"line 9.*completeness “2”: unknown key “start”. Known: from, level, to, why"),
        (ANSWERS, ', why = "Printed."', "", r"line 9.*completeness “2023”: the key “why” is missing"),
        (ANSWERS, 'who_might_hold = "The force."', 'who_might_hold = ""', r"say who might"),
        (ANSWERS, '["Q7"]', '["Q28"]', r"foi_questions is “Q28”. The questions of the taxonomy are Q1 to Q27"),
        (ANSWERS, "reviewed = 2026-11-23", 'reviewed = "2026-11-23"', r"a date without quotes"),
        (ANSWERS, '["A one?", "A two?", "A three?"]', '["A one?"]', r"also_asked holds 1; give 3 to 8"),
        (ANSWERS, ', "p9"]', "]", r"phrases holds 9; give at least 10"),
        (ANSWERS, '"p9"]', '"P9"]', r"in lower case"),
        (ANSWERS, '"p9"]', '"p8"]', r"A phrase leads to one answer"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(library: Write, file: str, old: str, new: str, message: str) -> None:
    with pytest.raises(BadData, match=message):
        read_library(library(file, old, new))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (DOCUMENTS, "line 21, document “policy-2024”: the id “policy-2024” stands on line 2 too"),
        (SECTIONS, "line 13, section “31”: the id “31” stands on line 2 too"),
        (ANSWERS, "the id “how-many-arrests” stands on line 2 too"),
    ],
)
def test_an_id_stands_once(library: Write, file: str, message: str) -> None:
    project = library()
    path = project.data / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text, encoding="utf-8")
    with pytest.raises(BadData, match=message):
        read_library(project)


def test_a_question_number_stands_once(library: Write) -> None:
    question = library()
    text = (question.data / DISCLOSURE).read_text(encoding="utf-8")
    (question.data / DISCLOSURE).write_text(text + text[text.index("[[question]]") :], encoding="utf-8")
    with pytest.raises(BadData, match="line 26, question “1”: the number “1” stands on line 17 too"):
        read_library(question)


def test_a_reference_stands_once(library: Write) -> None:
    project = library()
    text = (project.data / DISCLOSURE).read_text(encoding="utf-8")
    (project.data / "disclosures" / "two.toml").write_text(text.replace('slug = "one"', 'slug = "two"'), encoding="utf-8")
    with pytest.raises(BadData, match=r"two.toml, line 3: the reference 01.FOI.24.000001 stands in one.toml too"):
        read_library(project)


def test_a_missing_file_is_named(library: Write) -> None:
    project = library()
    (project.data / SECTIONS).unlink()
    with pytest.raises(BadData, match=r"sections.toml: the file is missing from foi/"):
        read_library(project)


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        (DISCLOSURE, r"answers.toml, line \d+, answer “how-many-arrests”: unknown disclosure “one”.*It must stand in data/disclosures/."),
        (
            DOCUMENTS,
            r"answers.toml, line \d+, answer “how-many-arrests”: unknown document “policy-2024”.*It must stand in data/documents.toml.",
        ),
    ],
)
def test_an_answer_that_names_an_entry_that_was_removed_is_refused_with_its_line(library: Write, gone: str, message: str) -> None:
    project = library()
    path = project.data / gone
    if gone == DISCLOSURE:
        (project.data / "disclosures" / "two.toml").write_text(
            path.read_text(encoding="utf-8").replace('"one"', '"two"').replace(".000001", ".000002"), encoding="utf-8"
        )
        libraries = project.data / LIBRARIES
        libraries.write_text(libraries.read_text(encoding="utf-8").replace('"one"', '"two"'), encoding="utf-8")
        path.unlink()
    else:
        path.write_text(path.read_text(encoding="utf-8").replace('"policy-2024"', '"policy-2025"'), encoding="utf-8")
    with pytest.raises(BadData, match=message):
        read_library(project)


def test_a_sentence_that_names_a_disclosure_that_was_removed_is_refused_with_its_line(library: Write) -> None:
    read_library(library(ANSWERS, 'means = "Arrests."', 'means = "Arrests, as told in 01.FOI.24.000001."'))
    with pytest.raises(BadData, match=r"answers.toml, line 7, answer “how-many-arrests”: names 01.FOI.24.000002, which is not in data/dis"):
        read_library(library(ANSWERS, 'means = "Arrests."', 'means = "Arrests, as told in 01.FOI.24.000002."'))
