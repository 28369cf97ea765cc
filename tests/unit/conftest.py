"""A small library in a folder of its own: one document, one section, one answer, one disclosure."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fixtures.project import Warehouse
from lfr.curated.library import Library, read_library
from lfr.letters.blocks import Fragments
from lfr.letters.letter_text import fragments
from lfr.project import Project, find_project
from lfr.warehouse.figures import Figures

# What a machine without these programs cannot run is not collected, and the run says so: a skipped test looks like a passed one.
NEEDS = {"pages/test_letter_page.py": ("node",), "letters/test_letter_opens.py": ("soffice", "pdftotext")}
MISSING = {file: [one for one in programs if not shutil.which(one)] for file, programs in NEEDS.items()}
collect_ignore = [file for file, programs in MISSING.items() if programs]


def pytest_report_collectionfinish() -> list[str]:
    """Said below the header: pytest asks only the top conftest.py for lines of the header itself."""
    return [f"{file}: left out, not on this machine: {', '.join(programs)}" for file, programs in MISSING.items() if programs]


DOCUMENT = """
[[document]]
id = "policy-2024"
title = "Policy"
publisher = "A force"
type = "policy"
version = ""
date = "2024-09"
date_note = ""
status = "in force"
in_force_from = "2024-09"
in_force_to = ""
url = ""
source = "Its title page"
certainty = "seen"
summary = "Rules."
what_changed = "Use cases."
governs = ["met-2024"]
"""

SECTION = """
[[section]]
id = "31"
title = "Law enforcement"
kind = "exemption qualified"
explanation = "Harm to policing."
url = "https://www.legislation.gov.uk/ukpga/2000/36/section/31"
certainty = "seen"
source = "A letter"
reasoning_to_fill = ["The harm"]
"""

ANSWER = """
[[answer]]
id = "how-many-arrests"
question = "How many arrests?"
also_asked = ["A one?", "A two?", "A three?"]
short_answer = '{{ figure("met", 2024, "arrests") }} in 2024.'
means = "Arrests."
does_not_mean = "Not people."
completeness = [
    { from = 2020, to = 2022, level = "not held", why = "Not printed." },
    { from = 2023, to = 2024, level = "fully", why = "Printed." },
    { from = 2025, to = 2025, level = "partly", why = "To 10 May." },
]
measures = ["arrests"]
who_might_hold = "The force."
documents = ["policy-2024"]
disclosures = ["one"]
sections = ["31"]
related = []
foi_questions = ["Q7"]
reviewed = 2026-11-23
phrases = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"]
"""

DISCLOSURE = """
slug = "one"
reference = "01.FOI.24.000001"
publisher = "met"
authority = "A force"
title = "Arrests"
received = "2024-01-05"
published = "2024-02"
date_note = ""
url = ""
url_note = "Not known."
outcome = "Disclosed."
sections = []
source = "The letter"
logged = 2026-11-23

[[question]]
number = 1
asked = "How many arrests?"
decision = "refused"
sections = ["31(1)(a)(b)"]
reasoning = "Harm."
answers = ["how-many-arrests"]
source = "The letter"
"""

LIBRARIES = """
[[library]]
publisher = "met"
request = "one"
"""

PUBLISHERS = """
[[publisher]]
id = "met"
"""

FILES = {
    "publishers.toml": PUBLISHERS,
    "foi/libraries.toml": LIBRARIES,
    "documents.toml": DOCUMENT,
    "foi/sections.toml": SECTION,
    "foi/answers.toml": ANSWER,
    "disclosures/one.toml": DISCLOSURE,
}


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., Project]:
    """Write the small library, with one piece of text in one file replaced, or more text added to it."""

    def write(file: str = "", old: str = "", new: str = "", add: str = "") -> Project:
        for name, text in FILES.items():
            if name == file:
                assert text.count(old) >= 1, old
                text = (text.replace(old, new, 1) if old else text) + add
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Project(tmp_path)

    return write


@pytest.fixture(scope="session")
def real() -> Project:
    """The repository's own data."""
    return find_project(Path(__file__).parent)


@pytest.fixture(scope="session")
def figures(warehouse: Warehouse) -> Iterator[Figures]:
    """The figures of the real data."""
    opened = Figures(warehouse.project)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def published(warehouse: Warehouse) -> Library:
    """The library that is published."""
    return read_library(warehouse.project)


@pytest.fixture(scope="session")
def texts(figures: Figures, published: Library) -> Fragments:
    """Everything that a letter of the Metropolitan Police can say."""
    return fragments(figures, published)
