"""For the tests on real documents: a count of dates that shares no code with the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def dates_in() -> Callable[[Path], int]:
    """Count the dates printed in a PDF with PDFium, from the text as it runs: no tables, no words, no rules."""
    import pypdfium2

    def count(path: Path) -> int:
        document = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        return len(re.findall(r"[0-3]\d/[01]\d/2\d", "".join(text.split())))

    return count
