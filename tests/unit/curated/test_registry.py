"""publishers.toml and sources.toml: each wrong shape has its own sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fixtures.project import TinyProject
from fixtures.rows import deployment
from lfr.curated.registry import Source, append_source, current_sources, read_publishers, read_sources
from lfr.errors import BadData


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """Two records of one publisher."""
    tiny = TinyProject(tmp_path / "project")
    tiny.record("met-2024", "met-2024", [deployment("met-2024")])
    tiny.record("met-2025", "met-2025", [deployment("met-2025")])
    return tiny


@pytest.fixture
def refused(project: TinyProject) -> Callable[[str, str], str]:
    """Change sources.toml and give the sentence with which it is refused."""

    def change(old: str, new: str) -> str:
        path = project.data / "sources.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(BadData) as caught:
            read_sources(project)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    return change


def test_records_are_read_in_the_order_of_the_file(project: TinyProject) -> None:
    assert list(read_sources(project)) == ["met-2024", "met-2025"]
    assert read_sources(project)["met-2025"].covers_to == date(2025, 2, 28)


def test_the_registry_of_the_project_itself_reads() -> None:
    from lfr.project import Project

    root = Path(__file__).resolve().parents[3]
    assert {source.publisher for source in read_sources(Project(root)).values()} <= set(read_publishers(Project(root)))


def test_an_unknown_key_with_a_near_name(refused: Callable[[str, str], str]) -> None:
    said = refused("covers_from", "cover_from")
    assert said == 'sources.toml, line 12, source “met-2024”: unknown key “cover_from”. Did you mean "covers_from"?'


def test_an_unknown_key_like_nothing_lists_what_is_known(refused: Callable[[str, str], str]) -> None:
    assert "unknown key “zzz”. Known: covers_from, covers_to, edition" in refused("licence", "zzz")


def test_a_missing_key(refused: Callable[[str, str], str]) -> None:
    assert "line 2, source “met-2024”: the key “pages” is missing. Add it" in refused("pages = 1\n", "")


def test_an_unknown_table(refused: Callable[[str, str], str]) -> None:
    assert 'sources.toml, line 1: unknown key or table “sources”. Did you mean "source"?' in refused("[[source]]", "[[sources]]")


def test_two_documents_with_one_id(refused: Callable[[str, str], str]) -> None:
    said = refused('id = "met-2025"', 'id = "met-2024"')
    assert said == "sources.toml, line 17, source “met-2024”: the id “met-2024” stands on line 2 too. Keep one of them, or correct it."


def test_one_document_under_two_ids(refused: Callable[[str, str], str]) -> None:
    said = refused('sha256 = "met-2025"', 'sha256 = "met-2024"')
    assert "source “met-2025”: the sha256 “met-2024” stands on line 2 too. They are one document under two ids: remove one of them." in said


def test_a_date_in_quotes(refused: Callable[[str, str], str]) -> None:
    said = refused("covers_from = 2024-09-01", 'covers_from = "2024-09-01"')
    assert "covers_from is '2024-09-01'; it should be a date without quotes, as 2026-11-23" in said


def test_a_date_with_a_time_of_day(refused: Callable[[str, str], str]) -> None:
    # datetime is a kind of date to Python, but 2024-09-01T12:00:00 would later be compared with plain days.
    assert "it should be a date without quotes" in refused("covers_from = 2024-09-01", "covers_from = 2024-09-01T12:00:00")


@pytest.mark.parametrize("pages", ['"1"', "true", "1.5"])
def test_a_number_of_pages_that_is_none(refused: Callable[[str, str], str], pages: str) -> None:
    assert "it should be a whole number" in refused("pages = 1", f"pages = {pages}")


def test_a_number_where_text_belongs(refused: Callable[[str, str], str]) -> None:
    assert "title is 2024; it should be text in quotes" in refused('title = "Made up"', "title = 2024")


@pytest.mark.parametrize("name", ["Met-2024", "met_2024", "met--2024", "../met", ""])
def test_an_id_that_is_no_address(refused: Callable[[str, str], str], name: str) -> None:
    assert f"id “{name}” must be lower-case letters, digits and single hyphens" in refused('id = "met-2024"', f'id = "{name}"')


def test_an_unknown_publisher_with_a_near_name(refused: Callable[[str, str], str]) -> None:
    said = refused('publisher = "met"', 'publisher = "mett"')
    assert 'unknown publisher “mett”. Did you mean "met"? It must stand in data/publishers.toml.' in said


def test_coverage_that_ends_before_it_begins(refused: Callable[[str, str], str]) -> None:
    assert "covers_to lies before covers_from. Correct the two dates" in refused("covers_to = 2024-09-30", "covers_to = 2024-08-31")


def test_an_edition_of_a_document_that_is_not_there(refused: Callable[[str, str], str]) -> None:
    said = refused('licence = "not stated"', 'licence = "not stated"\nsupersedes = "met-2026"')
    assert "unknown source “met-2026”. Did you mean" in said


def test_a_file_that_is_no_toml(refused: Callable[[str, str], str]) -> None:
    assert refused("pages = 1", "pages = = 1").startswith("sources.toml: not valid TOML (")


def test_a_file_that_is_gone(project: TinyProject) -> None:
    (project.data / "publishers.toml").unlink()
    with pytest.raises(BadData, match=r"publishers.toml: the file is missing from data/\. Restore it from the repository"):
        read_publishers(project)


def test_figures_come_from_the_newest_edition_alone(project: TinyProject) -> None:
    project.record("met-2025-b", "met-2025", [deployment("met-2025")], supersedes="met-2025")
    assert list(current_sources(read_sources(project))) == ["met-2024", "met-2025-b"]


def test_an_appended_record_reads_back_and_leaves_every_other_line_as_it_is(project: TinyProject) -> None:
    before = (project.data / "sources.toml").read_text(encoding="utf-8")
    sources = read_sources(project)
    new = Source(**{**vars(sources["met-2025"]), "id": "met-2025-b", "sha256": "b", "title": "A “title”", "supersedes": "met-2025"})
    append_source(project, new)
    assert (project.data / "sources.toml").read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    assert read_sources(project) == {**sources, "met-2025-b": new}
