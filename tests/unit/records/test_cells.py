"""What a cell may hold: recognised in Python, read in SQL. The two must agree, or a cell is accepted and then lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from fixtures.project import Warehouse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lfr.project import Project
from lfr.records.layouts import NOT_RECORDED, Column, fault_in, parse_date
from lfr.warehouse.database import building, prepare

READERS = {
    "count": "read_count",
    "date": "read_date",
    "iso_date": "read_date",
    "duration": "read_minutes",
    "percent": "read_percent",
    "decimal": "read_decimal",
    "number": "read_number",
}
# Near misses of each kind: what a publisher might type, and what a PDF might hold instead of it.
SHAPES = {
    "count": r"[0-9]{1,4}(,[0-9]{3}){0,3}|[0-9,. -]{1,8}",
    "date": r"[0-3][0-9]/[01][0-9]/[0-9]{2}|[0-3][0-9]/[01][0-9]/[0-9]{4}|[0-9/.]{6,10}",
    "iso_date": r"[0-9]{4}-[01][0-9]-[0-3][0-9]|[0-9-]{8,10}",
    "duration": r"[0-9]{1,2} ?(h|hr|hrs|hour|hours|:|H|Hr) ?([0-9]{1,2} ?(m|min|mins|minutes|M|:00)?)?|[0-9]{1,3} ?m?|[0-9hmrins: ]{1,8}",
    "percent": r"[0-9]{1,5}(\.[0-9]{1,8})? ?%|[0-9.% ]{1,6}",
    "number": r"[0-9]{1,8}(\.[0-9]{1,5})?|[0-9.,]{1,8}",
    "decimal": r"[0-2]?\.[0-9]{1,6}|[0-9]{1,2}(\.[0-9]{1,4})?",
}
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def column(kind: str, most: int | None = None) -> Column:
    return Column("cell", kind, most=most)


@pytest.fixture(scope="module")
def macros(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("macros")
    with building(folder / "macros.duckdb") as connection:
        prepare(connection)
        yield Warehouse(Project(folder), connection)


def cells_of(kind: str) -> st.SearchStrategy[str]:
    close = st.text("0123456789:/-.,% hmrsin٣²\u00a0ſ", max_size=8)
    return st.one_of(st.from_regex(SHAPES[kind], fullmatch=True), st.text(max_size=10), close)


@pytest.mark.parametrize("kind", READERS)
def test_no_text_makes_the_recogniser_fail(kind: str) -> None:
    @QUICK
    @given(cells_of(kind))
    @example("٣٣/٠١/٢٥")
    @example("²")
    def holds(text: str) -> None:
        said = fault_in(text, column(kind, most=1000), date(2025, 5, 12))
        assert said is None or said.startswith(("is “", "holds a "))

    holds()


def test_a_number_longer_than_python_converts_is_absurd_like_any_other() -> None:
    assert "cannot plausibly exceed 1,000" in str(fault_in("9" * 5000, column("count", most=1000), None))


@pytest.mark.parametrize("kind", READERS)
def test_what_is_accepted_has_a_value_in_sql(kind: str, macros: Warehouse) -> None:
    @QUICK
    @given(cells_of(kind))
    @example("٣")
    @example("5h\u00a003m")
    @example("5hrſ 03m")
    @example("1000%")
    @example("1234.5%")
    @example("0.1234567")
    @example("5h")
    @example("45m")
    def agree(text: str) -> None:
        accepted = fault_in(text, column(kind, most=5_000_000), None) is None and text and text.lower() not in NOT_RECORDED
        if accepted:
            value = macros.value(f"SELECT {READERS[kind]}(?::VARCHAR)", text)
            assert value is not None, f"{text!r} is accepted as {kind} and then has no value"

    agree()


@pytest.mark.parametrize("kind", ["date", "iso_date"])
def test_a_date_is_the_same_day_in_python_and_in_sql(kind: str, macros: Warehouse) -> None:
    form = {"date": "%d/%m/%y", "iso_date": "%Y-%m-%d"}[kind]

    @QUICK
    @given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
    def same(day: date) -> None:
        text = day.strftime(form)
        assert parse_date(text) == day == macros.value("SELECT read_date(?::VARCHAR)", text)

    same()


@pytest.mark.parametrize("form", ["%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y"])
def test_a_date_in_a_form_of_its_own_is_the_same_day_in_python_and_in_sql(form: str, macros: Warehouse) -> None:
    read = f"SELECT read_day(?::VARCHAR, '{form}')"

    @QUICK
    @given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
    def same(day: date) -> None:
        assert parse_date(f"{day:{form}}", form) == day == macros.value(read, f"{day:{form}}")

    @QUICK
    @given(st.one_of(st.text(max_size=12), st.from_regex(r"[0-3]?[0-9][ ./-]([01]?[0-9]|feb|February)[ ./-][0-9]{1,4}", fullmatch=True)))
    @example("11/02/26")
    @example("11/02/0026")
    def agree(text: str) -> None:
        own = Column("date", "date", form=form)
        if fault_in(text, own, None) is None and text and text.lower() not in NOT_RECORDED:
            assert macros.value(read, text) == parse_date(text, form)

    same()
    agree()


WITHHELD = ["<5", "< 5", "4-5", "4–5", "4 to 5", "5+", "under 5", "up to 10", "~5", "more than 3"]


@pytest.mark.parametrize("text", WITHHELD)
def test_a_count_that_is_withheld_or_a_range_is_refused_with_what_to_do(text: str) -> None:
    said = str(fault_in(text, column("count"), None))
    assert f"is “{text}”, which is not one number" in said and f"name “{text}” under not_recorded" in said and "never as 0" in said
    assert fault_in(text, column("count"), None, (text,)) is None


@pytest.mark.parametrize("kind", READERS)
def test_not_recorded_is_no_fault_and_no_value(kind: str, macros: Warehouse) -> None:
    for text in sorted(NOT_RECORDED | {"N/A", "Not recorded"}):
        assert fault_in(text, column(kind), None) is None
        assert macros.value("SELECT says_not_recorded(?::VARCHAR)", text) is True
        assert macros.value(f"SELECT {READERS[kind]}(?::VARCHAR)", text) is None


def test_the_words_for_not_recorded_are_the_same_in_sql(macros: Warehouse) -> None:
    [macro] = macros.rows("SELECT macro_definition FROM duckdb_functions() WHERE function_name = 'says_not_recorded'")
    assert set(re.findall(r"'([^']*)'", macro["macro_definition"])) == NOT_RECORDED


def test_an_empty_cell_is_no_fault() -> None:
    assert fault_in("", column("count"), None) is None


def test_a_text_cell_may_hold_anything() -> None:
    assert fault_in("-3 (sic)", column("text"), None) is None


@pytest.mark.parametrize("text", ["-3", "−3", "-1,000", "- 3", "-0.5%"])
def test_a_negative_number_is_called_one(text: str) -> None:
    assert "(a negative number)" in str(fault_in(text, column("count"), None))


@pytest.mark.parametrize("text", ["1.5", "1.001", "2", "0.64.1", "-0.6", "0,64"])
def test_a_threshold_lies_between_0_and_1(text: str) -> None:
    assert "which is not a number from 0 to 1" in str(fault_in(text, column("decimal"), None))


@pytest.mark.parametrize("text", ["101%", "1000%", "250.5%"])
def test_a_share_is_no_more_than_all(text: str) -> None:
    assert fault_in(text, column("percent"), None)


@pytest.mark.parametrize(("kind", "text"), [("date", "29/02/23"), ("date", "00/01/25"), ("date", "13/13/25"), ("iso_date", "2025-13-01")])
def test_a_day_that_does_not_exist(kind: str, text: str, macros: Warehouse) -> None:
    assert fault_in(text, column(kind), None) == f"is “{text}”, a day that does not exist"
    assert macros.value("SELECT read_date(?::VARCHAR)", text) is None


def test_every_kind_is_recognised_and_read() -> None:
    from lfr.records.layouts import KINDS

    assert KINDS.keys() - {"text"} == set(READERS)
    assert all(re.compile(shape) for shape in SHAPES.values())
