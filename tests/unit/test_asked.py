"""A piece is made again when an answer of the figures that it rests on has changed, and only then."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.asked import Asking, Pieces, digest_of
from lfr.errors import LfrError
from lfr.kept import Kept
from lfr.notes import brings_libraries
from lfr.warehouse.figures import Figures


@pytest.fixture
def two_years(tmp_path: Path) -> TinyProject:
    project = TinyProject(tmp_path / "project")
    project.record("met-2024", "met-2024", [deployment("met-2024", date="03/02/24", arrests="1")])
    return project.record("met-2025", "met-2025", [deployment("met-2025", date="03/02/25", arrests="2", true_alerts_confirmed="3")])


@contextmanager
def figures_of(project: TinyProject) -> Iterator[Figures]:
    with built(project):
        figures = Figures(project)
        try:
            yield figures
        finally:
            figures.close()


class Maker:
    """Asks for a piece in a warehouse built anew, as each build does, and counts how often it was made."""

    def __init__(self, project: TinyProject) -> None:
        self.project, self.made = project, 0

    def piece(self, make: Callable[[Figures], object], key: str = "a piece") -> str:
        def counted(figures: Figures) -> bytes:
            self.made += 1
            return str(make(figures)).encode()

        with figures_of(self.project) as figures:
            return Pieces(figures).piece(Kept(self.project.build / "kept"), [key], counted).decode()


@pytest.fixture
def pieces(two_years: TinyProject) -> Maker:
    return Maker(two_years)


def arrests(year: int) -> Callable[[Figures], object]:
    return lambda figures: figures.figure("met", year, "arrests").value


def test_a_piece_is_made_once_while_its_answers_are_the_same(pieces: Maker) -> None:
    assert [pieces.piece(arrests(2025)) for _ in range(3)] == ["2.0"] * 3
    assert pieces.made == 1


def test_a_correction_makes_again_what_shows_it_and_leaves_the_rest(pieces: Maker) -> None:
    pieces.piece(arrests(2024), "2024")
    pieces.piece(arrests(2025), "2025")
    pieces.project.correct("met-2025", 1, "arrests", "2", "1")
    assert (pieces.piece(arrests(2024), "2024"), pieces.made) == ("1.0", 2)
    assert (pieces.piece(arrests(2025), "2025"), pieces.made) == ("1.0", 3)


def test_a_piece_made_otherwise_is_another_piece(pieces: Maker) -> None:
    pieces.piece(arrests(2025), "template of yesterday")
    pieces.piece(arrests(2025), "template of today")
    assert pieces.made == 2


def test_an_answer_that_led_to_another_question_is_asked_again(pieces: Maker) -> None:
    """What a piece asks may depend on what it was told: the first answer decides."""

    def years_and_arrests(figures: Figures) -> object:
        return [figures.figure("met", year, "arrests").value for year in figures.years("met")["year"]]

    assert pieces.piece(years_and_arrests) == "[1.0, 2.0]"
    pieces.project.record("met-2026", "met-2025", [deployment("met-2025", date="03/02/26", arrests="3")])
    assert pieces.piece(years_and_arrests) == "[1.0, 2.0, 3.0]"


def test_a_question_without_an_answer_is_one_too(pieces: Maker) -> None:
    def whether_2026(figures: Figures) -> object:
        try:
            return figures.figure("met", 2026, "arrests").value
        except LfrError:
            return "not covered"

    assert [pieces.piece(whether_2026), pieces.piece(whether_2026)] == ["not covered"] * 2
    assert pieces.made == 1
    pieces.project.record("met-2026", "met-2025", [deployment("met-2025", date="03/02/26", arrests="3")])
    assert pieces.piece(whether_2026) == "3.0"


SEVERAL = [
    ["arrests"], ("arrests",), pd.Index(["arrests"]), pd.Series(["arrests", "alerts"]), {"arrests": 1}.keys(), (one for one in ["arrests"]),
]  # fmt: skip


@pytest.mark.parametrize("measures", SEVERAL)
def test_a_question_is_asked_again_as_it_was_whatever_holds_its_arguments(two_years: TinyProject, measures: Any) -> None:
    with figures_of(two_years) as figures:
        asking = Asking(figures)
        first = asking.by_year("met", measures)
        assert first["arrests"].tolist() == [1, 2]
        assert Pieces(figures).still(asking.trace)
    two_years.correct("met-2025", 1, "arrests", "2", "1")
    with figures_of(two_years) as figures:
        assert not Pieces(figures).still(asking.trace)


def test_any_error_is_an_answer(pieces: Maker) -> None:
    def slug(figures: Figures) -> object:
        try:
            return figures.place_slugs_of(["met-0003"])["met-0003"]
        except KeyError:
            return "no such deployment"

    assert pieces.piece(slug) == "no such deployment"
    pieces.project.record("met-2026", "met-2025", [deployment("met-2025", date="03/02/26")])
    assert pieces.piece(slug) == "camden"


def test_closing_the_figures_is_no_question(two_years: TinyProject) -> None:
    with figures_of(two_years) as figures:
        Asking(figures).close()
        assert Asking(figures).trace == {}


def test_a_long_frame_has_a_digest_too() -> None:
    """Long columns reach a digest in one piece, without passing through the memory of Python."""
    long = pd.DataFrame({"alerts": np.arange(200_000), "place": ["Camden"] * 200_000, "rate": np.linspace(0, 1, 200_000)})
    assert digest_of(long) == digest_of(long.copy())
    assert digest_of(long) != digest_of(long.replace({"alerts": {199_999: 0}}))
    assert digest_of(long[["alerts", "rate"]].iloc[::2]) == digest_of(long[["alerts", "rate"]].iloc[::2].copy())


def test_equal_frames_have_equal_digests_wherever_their_cells_lie_in_memory() -> None:
    one, other = "Camden High Street", "".join(["Camden", " High Street"])
    assert one is not other
    frames = [pd.DataFrame({"place": pd.Series(names, dtype="object"), "count": [1, 2]}) for names in ([one, one], [one, other])]
    assert digest_of(frames[0]) == digest_of(frames[1])
    counts = [pd.DataFrame({"count": pd.arrays.IntegerArray(np.array([1, behind]), np.array([False, True]))}) for behind in (1, 7)]
    assert digest_of(counts[0]) == digest_of(counts[1]), "what lies in memory where there is no value is no answer"


@pytest.mark.parametrize("look", [lambda figures: figures.project.root.name, lambda figures: figures.relation("core.deployments").columns])
def test_a_piece_that_looks_beside_the_figures_is_made_at_every_build(pieces: Maker, look: Callable[[Figures], object]) -> None:
    pieces.piece(look)
    pieces.piece(look)
    assert pieces.made == 2


def test_what_stands_behind_the_figures_is_not_for_pages(two_years: TinyProject) -> None:
    with figures_of(two_years) as figures, pytest.raises(AttributeError, match="_connection is not for pages"):
        print(Asking(figures)._connection)


FRAME = {"year": [2024, 2025], "borough": ["Camden", None], "rate": [0.5, 0.25]}


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.assign(year=[2024, 2026]),
        lambda frame: frame.assign(borough=["Camden", "Camden"]),
        lambda frame: frame.assign(borough=["Camden", ""]),
        lambda frame: frame.assign(rate=[0.5, 0.25000000000000006]),
        lambda frame: frame.assign(year=frame["year"].astype(float)),
        lambda frame: frame.iloc[::-1].reset_index(drop=True),
        lambda frame: frame[["borough", "year", "rate"]],
        lambda frame: frame.rename(columns={"rate": "share"}),
        lambda frame: frame.iloc[:1],
        lambda frame: frame.assign(more=1),
        lambda frame: frame.set_axis(["a", "b"]),
        lambda frame: frame.rename_axis("line"),
    ],
)
def test_frames_that_differ_in_anything_have_other_digests(change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    frame = pd.DataFrame(FRAME)
    assert digest_of(frame) == digest_of(pd.DataFrame(FRAME))
    assert digest_of(change(frame)) != digest_of(frame)


@pytest.mark.parametrize(("one", "other"), [(1, "1"), (1, 1.0), (None, "None"), (["a", "b"], ["a, b"]), ({"a": 1}, {"a": 2})])
def test_values_that_differ_have_other_digests(one: object, other: object) -> None:
    assert digest_of(one) != digest_of(other)


# What to ask where a method has parameters, by the name of the parameter.
GIVEN: dict[str, Any] = {
    "publisher": "met", "year": 2025, "measure": "arrests", "measures": ["arrests"], "method": "stops", "layout": "met-2025", "part": 1,
    "whole": 2, "version": "corrected", "source_id": "met-2025", "kind": "place", "slug": "camden", "reconciliation": "none",
    "deployment_ids": ["met-0001"],
}  # fmt: skip
LOOKING = {"project", "relation", "close"}  # no questions


def test_every_question_to_the_figures_can_be_asked_again_in_another_build(two_years: TinyProject) -> None:
    names = [name for name in dir(Figures) if not name.startswith("_") and name not in LOOKING]
    two_years.correct("met-2025", 1, "arrests", "2", "1")
    with figures_of(two_years) as figures:
        asking = Asking(figures)
        for name in names:
            value = getattr(asking, name)
            if callable(value):
                parameters = inspect.signature(getattr(Figures, name)).parameters.values()
                value(*(GIVEN[one.name] for one in parameters if one.name != "self" and one.default is one.empty))
    assert len(asking.trace) == len(names)
    with figures_of(two_years) as figures:
        digests: dict[str, str] = {}
        again = Pieces(figures)
        again._digests = digests
        assert again.still(asking.trace)
        assert [question for question in digests if digests[question] != asking.trace[question]] == []


@pytest.mark.parametrize(
    ("code", "brings"),
    [
        ("import math\nfrom lfr.warehouse.figures import open_figures\nimport pandas as pd, numpy as np", False),
        ("from lfr.charts.rates import accuracy\nfrom lfr.charts.notebook import show_chart", False),
        ("from lfr.warehouse.figures import Figures", True),
        ("import lfr.warehouse.figures", True),
        ("from lfr.warehouse.database import reading", True),
        ("from lfr import paths", True),
        ("def later():\n    import duckdb", True),
        ("from polars import read_csv", True),
        ("%run other.ipynb", True),
    ],
)
def test_code_that_brings_a_library_of_its_own_is_told(code: str, brings: bool) -> None:
    assert brings_libraries(code) == brings
