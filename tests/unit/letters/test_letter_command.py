"""`lfr letter`: what it writes and says, and each way to ask for a letter wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.letters import original
from fixtures.project import Warehouse
from lfr.cli import main
from lfr.curated.library import Library
from lfr.errors import BadData, LfrError
from lfr.letters.blocks import Choices, Fragments, unfilled
from lfr.letters.hand_written import choices_of, read_request, read_wording
from lfr.letters.letter import compose
from lfr.letters.letter_files import make_letter
from lfr.project import Project
from lfr.warehouse.figures import Figures

EXAMPLE = "letter-example.toml"
HEAD = 'publisher = "met"\n'
ONE = HEAD + '\n[[question]]\nanswers = ["how-many-arrests"]\nyears = [2024]\n'


def read(text: str, folder: Path, figures: Figures, library: Library, texts: Fragments) -> Choices:
    path = folder / "request.toml"
    path.write_text(text, encoding="utf-8")
    return choices_of(read_request(path, figures.project), library, texts)


def test_the_example_is_the_original_request_for_every_year(
    warehouse: Warehouse, figures: Figures, published: Library, texts: Fragments
) -> None:
    request = read_request(warehouse.project.data / "foi" / EXAMPLE, figures.project)
    assert choices_of(request, published, texts) == original(texts)


def test_the_command_writes_every_format_and_counts_what_is_left(
    warehouse: Warehouse, texts: Fragments, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = warehouse.project.data / "foi" / EXAMPLE
    outputs = [tmp_path / f"letter{suffix}" for suffix in (".docx", ".html")]
    arguments = [part for path in outputs for part in ("-o", str(path))]
    assert main(["--project", str(warehouse.project.root), "letter", str(request), *arguments]) == 0
    said = capsys.readouterr().out
    blocks = compose(texts, original(texts))
    assert f"9 questions, {len(unfilled(blocks))} parts to fill in" in said
    assert f"  [[TO FILL: address of the site]], in {unfilled(blocks).count('[[TO FILL: address of the site]]')} places" in said
    for path in outputs:
        assert path.stat().st_size > 5_000
    assert outputs[1].read_text(encoding="utf-8").count("[[TO FILL:") == len(unfilled(blocks))


def test_a_wrong_request_prints_one_sentence_and_writes_nothing(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = tmp_path / "request.toml"
    request.write_text(ONE.replace("2024", "20241"), encoding="utf-8")
    assert main(["--project", str(warehouse.project.root), "letter", str(request), "-o", str(tmp_path / "l.html")]) == 4
    said = capsys.readouterr().err
    assert said.startswith("lfr: request.toml, line 5, question “1”: 20241 is not a year") and "Traceback" not in said
    assert not (tmp_path / "l.html").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [("l.odt", "“.odt” is not a format"), ("l.md", "“.md” is not a format"), ("l", "is not a format"), ("no/l.html", "there is no folder")],
)
def test_a_file_that_cannot_be_written_is_refused_first(figures: Figures, tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(LfrError, match=message):
        make_letter(figures, tmp_path / "missing.toml", [tmp_path / name])


def test_a_folder_in_the_place_of_the_letter_is_said(figures: Figures, warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "l.html").mkdir()
    with pytest.raises(LfrError, match="cannot be written"):
        make_letter(figures, warehouse.project.data / "foi" / EXAMPLE, [tmp_path / "l.html"])


def test_a_question_can_be_picked_from_a_disclosure_and_changed(
    tmp_path: Path, figures: Figures, published: Library, texts: Fragments
) -> None:
    text = HEAD + 'disclosure = "01-foi-21-022107"\nyears = [2022]\n\n[[question]]\nnumber = 2\nyears = [2024]\nasked = "Stops?"\n'
    [one] = read(text, tmp_path, figures, published, texts).questions
    assert (one.answers, one.asked, one.is_paraphrase, one.years) == (("how-many-people-were-stopped",), "Stops?", False, (2024,))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ONE.replace("answers =", "answer ="), r'request.toml, line 4, question “1”: unknown key “answer”. Did you mean "answers"'),
        (HEAD.replace("publisher", "publsher") + ONE[len(HEAD) :], r'line 1: unknown key or table “publsher”. Did you mean "publisher"'),
        (ONE.replace("how-many-arrests", "how-many-arrest"), r'line 4.*unknown answer “how-many-arrest”. Did you mean "how-many-arrests"'),
        (ONE.replace("[2024]", "[219]"), r"line 5.*219 is not a year that a request about facial recognition can mean"),
        (ONE.replace("[2024]", "2024"), r"line 5.*should be a list of whole numbers"),
        (ONE.replace("[2024]", "[true]"), r"should be a list of whole numbers"),
        (ONE.replace("years = [2024]\n", ""), r"line 3.*about figures and names no year"),
        (ONE.replace('["how-many-arrests"]', "[]"), r"line 3.*a question without an answer"),
        (ONE + 'decision = "refuse"\n', r'line 6.*unknown decision “refuse”. Did you mean "refused"'),
        (ONE + 'decision = "refused"\n', r"line 6.*needs the section it rests on"),
        (ONE + 'exemptions = ["section 31"]\n', r"line 6.*does not read as a section"),
        (ONE + 'exemptions = ["1"]\n', r"line 6.*section 1 is not a ground to withhold"),
        (ONE + 'exemptions = ["99"]\n', r"line 6.*section 99 is not a ground to withhold anything. Known: 12, 14, 21"),
        (ONE + 'exemptions = ["4o(2)"]\n', r"line 6.*does not read as a section"),
        (ONE + 'exemptions = ["84"]\n', r"line 6.*section 84 is not a ground to withhold anything. Known: 12, 14, 21"),
        (ONE + 'decision = "not a valid request"\n', r"line 6.*unknown decision “not a valid request”. Known: already published"),
        (ONE + 'held = "hold"\n', r'line 6.*unknown held “hold”. Did you mean "held"'),
        (ONE + 'held = "not held"\ndecision = "disclosed"\n', r"line 7.*the decision is “disclosed” and held says “not held”"),
        (ONE + 'decision = "neither confirm nor deny"\n', r"line 6.*rests on 23\(5\) or 24\(2\) or 30\(3\) or 31\(3\) or 40\(5B\)"),
        (ONE + 'decision = "neither confirm nor deny"\nexemptions = ["31(1)(a)"]\n', r"line 6.*and on nothing else"),
        (ONE + 'decision = "refused"\nexemptions = ["31(3)"]\n', r"line 6.*is not for refusing what is held"),
        (ONE + 'borough = "Croydn"\n', r'line 6.*no deployment with the borough “Croydn”. Did you mean "Croydon"'),
        (ONE + 'place = "Oxford Circuss"\n', r'line 6.*no deployment with the place “Oxford Circuss”. Did you mean "Oxford Circus"'),
        (ONE + 'use_case = "Crime Hotspots"\n', r'line 6.*with the use case “Crime Hotspots”. Did you mean "Crime Hotspot"'),
        (ONE + "day = 2023-05-06\n", r"line 6.*either a day or years"),
        (ONE + 'day = "2023-05-06"\n', r"line 6.*day is '2023-05-06'; it should be a date without quotes"),
        (ONE + "number = 2\n", r"either a number of the disclosure or answers"),
        (HEAD + "[[question]]\nnumber = 2\n", r"a number of which disclosure"),
        (HEAD + 'disclosure = "01-foi-21-022107"\n[[question]]\nnumber = 10\n', r"has no question 10. Known: 1, 2, 3, 4, 5, 6, 7, 8, 9"),
        (HEAD + 'disclosure = "01-foi-21-022108"\n', r'line 2: unknown disclosure “01-foi-21-022108”. Did you mean "01-foi-21-022107"'),
        (HEAD + 'disclosure = "01-foi-21-022107"\n', r"about figures and names no year"),
        (HEAD, r"request.toml: no question"),
        ("years = [2024]\n", r"the key “publisher” is missing"),
        (ONE.replace('"met"', '"mett"'), r'line 1: unknown publisher “mett”. Did you mean "met"'),
        ('date = "2026-11-23"\n' + ONE, r"line 1: date is '2026-11-23'; it should be a date without quotes"),
        ("date = 2026-11-23T10:00:00\n" + ONE, r"line 1: date is 2026-11-23 10:00:00; it should be a date without quotes"),
        ("date = 2026-11-01\nreceived = 2026-11-23\n" + ONE, r"line 2: the request arrived after the date of the letter"),
        ('base_address = "lfr.example.org"\n' + ONE, r"line 1: base_address is “lfr.example.org”. Give the address in full"),
        ("reference = 1\n" + ONE, r"line 1: reference is 1; it should be text in quotes"),
        ("publisher = ", r"request.toml: not valid TOML"),
        (ONE.replace("[[question]]", "[question]"), r"write each question as a table of its own"),
    ],
)
def test_a_wrong_request_is_refused_with_its_place(
    tmp_path: Path, figures: Figures, published: Library, texts: Fragments, text: str, message: str
) -> None:
    with pytest.raises(BadData, match=message):
        read(text, tmp_path, figures, published, texts)


def test_a_missing_request_is_named(tmp_path: Path, figures: Figures) -> None:
    with pytest.raises(BadData, match=r"no such file. Copy data/foi/letter-example.toml"):
        read_request(tmp_path / "none.toml", figures.project)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("letter.toml", "divided =", "divded =", r'\[wording\]: unknown key “divded”. Did you mean "divided"'),
        ("letter.toml", 'asked_heading = "You asked for"\n', "", r"\[wording\]: the key “asked_heading” is missing"),
        (
            "letter.toml",
            "Yours sincerely,",
            "Yours, <<oficer>>",
            r'letter.toml, line \d+, \[wording\]: nothing fills <<oficer>>. Did you mean "officer"',
        ),
        ("letter.toml", "[letter]", "[leter]", r"unknown key or table “leter”"),
        ("letter-replies-met.toml", '"where-is-lfr-used"', '"where-is-it"', r"line \d+.*unknown answer “where-is-it”"),
        ("letter-replies-met.toml", '"already published"', '"published"', r"line \d+.*unknown decision “published”"),
        ("letter-replies-met.toml", 'sections = ["21(1)"]', 'sections = ["121"]', r"unknown section “121”"),
        ("letter-replies-met.toml", "list = true", "list = 1", r"list is 1; it should be true or false"),
        ("letter-notices.toml", '"weigh"', '"wiegh"', r'unknown public_interest “wiegh”. Did you mean "weigh"'),
        ("letter-notices.toml", 'section = "43"', 'section = "42"', r"the section “42” stands on line \d+ too"),
    ],
)
def test_wrong_wording_is_refused_with_its_place(project: Project, published: Library, file: str, old: str, new: str, message: str) -> None:
    path = project.data / "foi" / file
    text = path.read_text(encoding="utf-8")
    assert old in text.split("\n\n", 1)[1]
    head, rest = text.split("\n\n", 1)
    path.write_text(f"{head}\n\n{rest.replace(old, new, 1)}", encoding="utf-8")
    with pytest.raises(BadData, match=message):
        read_wording(project, "met", published.sections)


def test_every_standard_question_has_a_reply_in_the_forces_voice(project: Project, published: Library) -> None:
    assert set(read_wording(project, "met", published.sections).replies) == set(published.answers)
