"""For the tests on real documents: a count of dates that shares no code with the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def dates_in() -> Callable[[Path], int]:
    """Count the dates printed in a PDF, by its loose characters alone: no tables, no words, no rules."""
    import pdfplumber

    def count(path: Path) -> int:
        with pdfplumber.open(path) as pdf:
            text = "".join(char["text"] for page in pdf.pages for char in page.chars if not char["text"].isspace())
        return len(re.findall(r"[0-3]\d/[01]\d/2\d", text))

    return count
