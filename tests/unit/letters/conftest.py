"""The letters of the requests in tests/fixtures/requests.py, as text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fixtures.letters import plain_text
from fixtures.project import Warehouse
from fixtures.requests import REQUESTS, choices_for
from lfr.curated.library import Library
from lfr.letters.blocks import Fragments
from lfr.letters.letter import compose

TARGET = Path(__file__).resolve().parents[3] / "build" / "letters"


@pytest.fixture(scope="session")
def letters(
    warehouse: Warehouse, published: Library, texts: Fragments, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """The letter of a request by its name. All of them stay after the run, in build/letters/, for a person to read."""
    folder = tmp_path_factory.mktemp("letters")
    found = {name: plain_text(compose(texts, choices_for(name, folder, warehouse.project, published, texts))) for name in REQUESTS}
    for name, text in found.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    yield found.__getitem__
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(folder, TARGET)
