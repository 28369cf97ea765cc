"""A force's own list: CSV or workbook, described by an entry of layouts.toml and by nothing else. The unknown is null, never 0."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import lfr.records.layouts
import openpyxl
import pytest
from fixtures.documents import make_csv_log
from fixtures.project import NORTH, TinyProject, Warehouse, built
from fixtures.rows import DEFAULTS, deployment, deployments
from lfr.errors import BadData, UnreadableDocument
from lfr.pipeline import add
from lfr.project import LAYOUTS
from lfr.records.add import Given
from lfr.records.extract import extract
from lfr.records.layouts import layouts
from lfr.records.record import Row

OWN = (Path(__file__).parents[2] / "fixtures" / "list_layouts.toml").read_text(encoding="utf-8")
WORDS = [
    ["Location", "Date", "Duration", "Use case", "Watchlist", "Min threshold", "Total alerts", "True alerts", "False alerts",
     "False alert rate", "Outcomes", "Faces"],
    ["London Bridge", "11/02/2026", "3h 30m", "Serious", "5000", "0.64", "4", "3", "1", "0.008%", "2 arrests, 1 NFA", "12000"],
]  # fmt: skip
SHORT = [["Date", "Place", "Scans", "Watchlist", "Alerts", "False", "Interventions", "Arrests"],
         ["11/02/2026", "Chelmsford", "12000", "600", "4", "1", "3", "2"]]  # fmt: skip
UNITS = [
    ["Day", "Where", "Hours", "Threshold", "Faces (thousands)", "Alerts", "Borough", "From"],
    ["3 March 2026", "Café Corner", "3.5", "64%", "12.5", "<5", "Camden", "the van"],
    ["10 March 2026", "B’way", "unk", "62%", "9", "6", "Brent", "the van"],
]
LOG = [list(DEFAULTS["csv-log"]), list(deployment("csv-log", location="Zoë’s Corner").values())]


def described(folder: Path, monkeypatch: pytest.MonkeyPatch, entries: str = OWN) -> None:
    path = folder / "layouts.toml"
    path.write_text(LAYOUTS.read_text(encoding="utf-8") + entries, encoding="utf-8")
    monkeypatch.setattr(lfr.records.layouts, "LAYOUTS", path)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyProject:
    """A force without records, and entries for its lists."""
    described(tmp_path, monkeypatch)
    project = TinyProject(tmp_path / "tiny")
    with (project.data / "publishers.toml").open("a", encoding="utf-8") as file:
        file.write(NORTH)
    return project


def make_list(path: Path, lines: Sequence[Sequence[object]], *, mark: str = ",", encoding: str = "utf-8") -> Path:
    """A list as a CSV, or, by the name of its file, as the sheet of a workbook."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(list(line))
        book.save(path)
        return path
    made = io.StringIO()
    csv.writer(made, delimiter=mark, lineterminator="\r\n").writerows(lines)
    path.write_bytes(made.getvalue().encode(encoding))
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        extract(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def _deployments(real: Warehouse) -> list[dict[str, object]]:
    return real.rows("SELECT * FROM core.deployments WHERE publisher = 'north' ORDER BY source_id, page, row")


def test_a_list_with_outcomes_in_words_gets_in_with_an_entry(own: TinyProject, tmp_path: Path) -> None:
    assert "1 new deployment" in add(own, make_list(tmp_path / "own.csv", WORDS), Given())
    with built(own) as real:
        [row] = _deployments(real)
        assert [one["check_name"] for one in real.rows("SELECT * FROM checks.findings")] == ["unknown_places"]
    assert (row["deployment_date"], row["duration_minutes"], row["faces_seen"], row["alerts"]) == (date(2026, 2, 11), 210, 12000, 4)
    # Outcomes in words are kept as printed, and nobody counted them: not 0.
    assert {row[name] for name in ("arrests", "no_action", "other_disposals", "stops_lower", "accurate_stops")} == {None}


def test_a_short_list_gets_in_with_an_entry(own: TinyProject, tmp_path: Path) -> None:
    add(own, make_list(tmp_path / "own.csv", SHORT), Given())
    with built(own) as real:
        [row] = _deployments(real)
        figures = real.rows("SELECT measure, value, basis FROM answers.yearly_figures WHERE publisher = 'north' AND value IS NULL")
    assert (row["location"], row["alerts"], row["false_alerts"], row["stops_lower"], row["arrests"]) == ("Chelmsford", 4, 1, 3, 2)
    assert row["true_alerts"] is None and row["duration_minutes"] is None
    assert ("duration_minutes", "not_published") in {(one["measure"], one["basis"]) for one in figures}


def test_units_forms_and_words_of_its_own(own: TinyProject, tmp_path: Path) -> None:
    lines = [["Our list, to March", *[""] * 7], *UNITS, ["", "Total", "", "", "21.5", "", "", ""]]
    said = add(own, make_list(tmp_path / "own.csv", lines, mark="\t", encoding="cp1252"), Given())
    assert "Left out, under the list: own.csv, line 5, “Total 21.5”" in said
    [source] = [path.stem for path in own.extracted.glob("north*.csv")]
    own.correct(source, 2, "hours", "unk", "2.5").correct(source, 1, "date", "3 March 2026", "4 March 2026")
    with built(own) as real:
        rows = _deployments(real)
        assert real.findings("unreadable_cells") == [] and real.findings("corrections_that_do_not_read") == []
    names = ("location", "deployment_date", "duration_minutes", "threshold", "faces_seen", "alerts", "borough")
    assert [tuple(str(row[name]) for name in names) for row in rows] == [
        ("Café Corner", "2026-03-04", "210", "0.640", "12500", "None", "None"),
        ("B’way", "2026-03-10", "150", "0.620", "9000", "6", "None"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("title", [[], [["Log of the force"]], [["Log"], [], ["to", "March", "", ""]]], ids=["no-title", "title", "notes"])
def test_a_log_with_other_marks_encodings_and_titles(tmp_path: Path, mark: str, encoding: str, title: list[list[str]]) -> None:
    path = make_list(tmp_path / "log.csv", [*title, *LOG], mark=mark, encoding=encoding)
    assert extract(path).rows == [Row(1, 1, "csv-log", deployment("csv-log", location="Zoë’s Corner"))]


def test_the_cases_are_read_or_drafted() -> None:
    cases = Path(__file__).parents[3].parent / "shared" / "cases"
    if not cases.is_dir():
        pytest.skip("the cases lie beside the repository of the developers; the tests above make their own")
    assert [len(extract(cases / f"{name}.csv").rows) for name in ("title_row_above", "bom_semicolon", "no_place", "stops_gt_alerts")] == [
        3
    ] * 4
    assert all("A draft of its entry" in refused(cases / f"{name}.csv") for name in ("btp_own", "essex_own"))


@pytest.mark.parametrize("name", ["btp_own", "essex_own"])
def test_the_cases_get_in_with_an_entry(own: TinyProject, name: str) -> None:
    path = Path(__file__).parents[3].parent / "shared" / "cases" / f"{name}.csv"
    if not path.is_file():
        pytest.skip("the cases lie beside the repository of the developers; the tests above make their own")
    assert "1 new deployment" in add(own, path, Given())


def test_a_workbook_of_a_force_is_a_list_like_any_other(own: TinyProject, tmp_path: Path) -> None:
    typed = [*WORDS[1]]
    typed[1:3] = [date(2026, 2, 11), time(3, 30)]
    typed[4:9] = [5000, 0.64, 4, 3, 1]
    path = make_list(tmp_path / "own.xlsx", [["Our list"], WORDS[0], typed, ["Total", None, None, None, 5000]])
    book = openpyxl.load_workbook(path)
    book.active["J3"], book.active["J3"].number_format = 0.00008, "0.000%"
    book.save(path)
    [row] = extract(path).rows
    assert (row.page, row.row) == (1, 3)
    assert list(row.cells.values()) == [*WORDS[1][:2], "03:30:00", *WORDS[1][3:]]
    assert "1 new deployment" in add(own, path, Given())
    with built(own) as real:
        assert _deployments(real)[0]["duration_minutes"] == 210


def test_dates_of_which_a_program_guessed_some_are_refused(own: TinyProject, tmp_path: Path) -> None:
    lines = [SHORT[0], [date(2026, 11, 2), *SHORT[1][1:]], ["13/02/2026", *SHORT[1][1:]]]
    assert "row 3: the date is text here and not above" in refused(make_list(tmp_path / "own.xlsx", lines))


REFUSED = [
    (
        "Place",
        "London Bridge; Euston",
        "are several sites or deployments, among which the numbers cannot be parted. Ask for a list with a line for each",
    ),
    ("Place", "Chelmsford 12/02/2026", "“Chelmsford 12/02/2026” are several sites or deployments"),
    ("Alerts", "<5", "is “<5”, which is not one number; where the number is withheld, name “<5” under not_recorded"),
    ("Alerts", "4-5", "is “4-5”, which is not one number"),
    ("Date", "2026-02-11", "is “2026-02-11”, which is not a date as DD/MM/YY"),
]


@pytest.mark.parametrize(("column", "text", "said"), REFUSED)
def test_a_cell_that_is_not_one_thing_is_refused_with_what_to_do(
    own: TinyProject, tmp_path: Path, column: str, text: str, said: str
) -> None:
    line = [text if name == column else cell for name, cell in zip(*SHORT, strict=True)]
    message = refused(make_list(tmp_path / "own.csv", [SHORT[0], line], mark="\t"))
    assert message.startswith(f"own.csv, line 2, column “{column}”: ") and said in message and "\n" not in message


CHANGED = [
    (["Date", "Place", "Scans", "Watchlist", "Alerts", "False", "Interventions", "Arrests", "Notes"], "unknown column “Notes”"),
    (["Date", "Place", "Scans", "Watchlist", "Alerts", "False", "Interventions", ""], "the column “Arrests” is missing"),
    (["Date", "Place", "Scans", "Watchlist", "Alerts", "False", "Interventions", "Arrest"], 'Did you mean "Arrests"?'),
    (["Date", "Place", "Scans", "Watchlist", "Alerts", "False", "Alerts", "Arrests"], "the column “Alerts” stands twice"),
]


@pytest.mark.parametrize(("headings", "said"), CHANGED)
def test_a_list_whose_headings_have_changed_is_never_taken_for_the_old_one(
    own: TinyProject, tmp_path: Path, headings: list[str], said: str
) -> None:
    message = refused(make_list(tmp_path / "own.csv", [headings, [*SHORT[1], *[""] * (len(headings) - 8)]]))
    assert message.startswith("own.csv, line 1: ") and said in message and "where own-short is nearest" in message


@pytest.mark.parametrize("under", [["Total", "11", "12000"], ["", "", "12000"], ["Total", "", ""], ["Source: the force", "", ""]])
def test_a_line_without_a_date_between_deployments_is_refused(own: TinyProject, tmp_path: Path, under: list[str]) -> None:
    lines = [SHORT[0], SHORT[1], ["", *under, *[""] * 4], SHORT[1]]
    assert "own.csv, line 3, “" in (said := refused(make_list(tmp_path / "own.csv", lines))) and "deployments stand below it" in said


def test_two_lists_in_one_file_are_refused(own: TinyProject, tmp_path: Path) -> None:
    path = make_list(tmp_path / "own.xlsx", SHORT)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.active)
    book.save(path)
    assert "sheet “Sheet”, row 1 and own.xlsx, sheet “Sheet Copy”, row 1: two lines with the headings of a list" in refused(path)


def test_a_record_that_stands_twice_in_its_file_changes_nothing(own: TinyProject, tmp_path: Path) -> None:
    rows = deployments("csv-log", 3, date(2025, 2, 3))
    before = (own.data / "sources.toml").read_text(encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"page 1, row 4: repeats an earlier row in every cell, as 3 of 6 rows do"):
        add(own, make_csv_log(tmp_path / "log.csv", [*rows, *rows]), Given(publisher="north"))
    assert (own.data / "sources.toml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("lines", [WORDS, SHORT, UNITS], ids=["words", "short", "units"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_unknown_list_prints_a_draft_that_gets_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[list[str]], suffix: str
) -> None:
    path = make_list(tmp_path / f"own.{suffix}", [["A title"], *lines])
    said = refused(path)
    draft = said[said.index("[[layout]]") : said.index("\n\nComplete it")]
    assert [one["heading"] for one in tomllib.loads(draft)["layout"][0]["columns"]] == lines[0]
    completed = draft.replace('id = ""', 'id = "own"').replace('title = ""', 'title = "Own"')
    if lines is UNITS:
        completed = completed.replace('"Alerts", kind = "text"', '"Alerts", kind = "count"').replace("]\n", "]\n")
        completed = (
            completed.replace('"Hours", kind = "text"', '"Hours", kind = "number"')
            .replace('medium = "list"', 'medium = "list"\nnot_recorded = ["unk", "<5"]')
            .replace('name = "where"', 'name = "location"')
        )
    described(tmp_path, monkeypatch, f"\n{completed}\n")
    assert [row.cells["date"] for row in extract(path).rows] == [
        line[lines[0].index("Day" if lines is UNITS else "Date")] for line in lines[1:]
    ]


def test_a_list_without_headings_is_no_list_of_deployments(tmp_path: Path) -> None:
    assert "no line has headings that are known" in refused(make_list(tmp_path / "own.csv", [SHORT[1], SHORT[1]]))


ENTRIES = [
    ('kind = "text"', 'kind = "txt"', 'unknown kind “txt”. Did you mean "text"?'),
    ('medium = "list"', 'medium = "lists"', 'unknown medium “lists”. Did you mean "list"?'),
    ('name = "location"', 'name = "Where"', "name is “Where”. Use lower-case letters"),
    ('name = "location"', 'name = "where"', "no column has the name “location”"),
    ('name = "borough"', 'name = "from"', "the name “from” stands on line"),
    ('not_recorded = ["unk", "<5"]', 'not_recorded = ["0"]', "not_recorded is “0”. Give words for a number"),
    ('title = "A force\'s own list in other units"', 'titel = "x"', "unknown key “titel”"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "said"), ENTRIES)
def test_an_entry_with_a_fault_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was: str, now: str, said: str
) -> None:
    entry = OWN[OWN.rindex("[[layout]]") :]
    described(tmp_path, monkeypatch, "\n" + entry.replace(was, now, 1))
    with pytest.raises(BadData) as caught:
        layouts()
    assert str(caught.value).startswith("layouts.toml, line ") and said in str(caught.value)
