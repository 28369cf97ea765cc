"""Files kept by hand, spoiled as an editor, a merge or a slip of the keyboard spoils them.

A changed word or number in such a file is a decision of whoever changed it, so what is read is never called wrong here: each file is
taken as written, or refused by a sentence that names the file and the place in it.
"""

from __future__ import annotations

import random
import re
import shutil
import traceback
from pathlib import Path

from fixtures.project import built
from lfr.curated.answers import with_overrides
from lfr.curated.library import read_library, read_synonyms
from lfr.errors import LfrError
from lfr.pages.shown import Macros
from lfr.pages.site.filling import check_page, fill
from lfr.project import Project
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import counting
from lfr.warehouse.figures import open_figures

from fuzz.cases import Kind, Mutate, Mutated, cut_short, flip_bytes
from fuzz.outcome import REFUSED, TAKEN, TRACEBACK, UNCLEAR

ROOT = Path(__file__).resolve().parents[2]
_PLACED = re.compile(r"line \d+|row \d+|“|column \d+|no entry in")
_shared: list[Path] = []


def prepare_by_hand(folder: Path, with_pages: bool) -> None:
    """A copy of what people keep, and a warehouse for the pages to ask."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("releases"))
    shutil.copytree(ROOT / "site", folder / "site", ignore=shutil.ignore_patterns("assets"))
    if with_pages:
        with built(Project(folder)):
            pass
    _shared[:] = [folder]


def _files(pattern: str) -> list[Path]:
    [shared] = _shared
    found = [path for path in sorted(shared.glob(pattern)) if path.is_file() and "_t" not in path.parts[-2]]
    # Charts are drawn by the build; a page that shows one cannot be filled in without them.
    found = [path for path in found if path.suffix != ".md" or "chart" not in path.read_text(encoding="utf-8")]
    assert found, pattern
    return found


def _overlay(folder: Path, changed: Path) -> Path:
    """The shared copy again, by links, but for the one file that is to be spoiled. Returns its place."""
    [shared] = _shared
    inside = changed.relative_to(shared)
    here, there = folder / "project", shared
    for part in inside.parts:
        here.mkdir()
        for one in there.iterdir():
            if one.name != part:
                (here / one.name).symlink_to(one)
        here, there = here / part, there / part
    return here


def _spoil_text(raw: bytes, dice: random.Random) -> bytes:
    """One slip of a person, an editor or a merge."""
    text = raw.decode()
    lines = text.splitlines(keepends=True)
    number = dice.randrange(len(lines))
    line = lines[number]
    what = dice.randrange(16)
    if what == 0:
        lines.pop(number)
    elif what == 1:
        lines.insert(number, line)
    elif what == 2:
        other = dice.randrange(len(lines))
        lines[number], lines[other] = lines[other], lines[number]
    elif what == 3:
        marks = [i for i, letter in enumerate(line) if letter in "\"'[]{}=,#<>()%|-"]
        if marks:
            place = dice.choice(marks)
            lines[number] = line[:place] + line[place + 1 :]
    elif what == 4:
        place = dice.randrange(len(line))
        lines[number] = line[:place] + dice.choice("\"'[]{}=,#\\\t{%<>") + line[place:]
    elif what == 5:
        place = dice.randrange(len(line))
        lines[number] = line[:place] + dice.choice("abcxyz019") + line[place + 1 :]
    elif what == 6:
        value = dice.choice(
            ["1", '"text"', "true", "[]", '["a", 1]', "2025-02-30", "2025-05-12", "1979-05-27T07:32:00Z", "{a = 1}", '""', "nan", "-1"]
        )
        lines[number] = re.sub(r"=.*", f"= {value}", line)
    elif what == 7:
        lines[number] = re.sub(r"^(\s*)(\w)", r"\1x\2", line)
    elif what == 8:
        lines[number : number + 1] = ["<<<<<<< HEAD\n", line, "=======\n", line.replace("a", "o"), ">>>>>>> theirs\n"]
    elif what == 9:
        return dice.choice([text.encode("utf-16"), text.replace("e", "é", 3).encode("latin-1", "replace"), b"\xef\xbb\xbf" + raw])
    elif what == 10:
        return text.replace("\n", dice.choice(["\r\n", "\r", "\n\n", "\u2028"])).encode()
    elif what == 11:
        return flip_bytes(raw, dice)
    elif what == 12:
        return cut_short(raw, dice)
    elif what == 13:
        place = dice.randrange(len(raw))
        return raw[:place] + dice.choice([b"\0", b"\x07", b"\xff", b"\x1b[31m", "\u202e".encode()]) + raw[place:]
    elif what == 14:
        lines[number] = re.sub(r"\d+", dice.choice(["", "0", "99999999999999999999", "-1", "1e400"]), line, count=1)
    else:
        lines[number] = dice.choice([
            "{{ figure('met', 2024, 'alerts') }}\n", "{{ nothing }}\n", "{% if %}\n", "{% for %}{{\n", "{{ 1/0 }}\n",
            "{{ ''.__class__ }}\n", "{{ figure() }}\n", "{{ figure('met', 'x', []) }}\n", "{{ href(7) }}\n", "{% include 'nothing' %}\n",
            "{{ [1][2].x }}\n", "{{ detectors('x') }}\n", "{{ 'x'|nofilter }}\n", "[[[]\n", "= = =\n", "a,b,c\n", "key: [\n",
        ])  # fmt: skip
    return "".join(lines).encode()


def _spoil(pattern: str) -> Mutate:
    def mutate(dice: random.Random, folder: Path) -> Mutated:
        chosen = dice.choice(_files(pattern))
        place = _overlay(folder, chosen)
        raw = chosen.read_bytes()
        for _ in range(dice.choice([1, 1, 1, 2])):
            raw = _spoil_text(raw, dice) if raw.strip() and _is_text(raw) else raw
        place.write_bytes(raw)
        return Mutated(place, None)

    return mutate


def _is_text(raw: bytes) -> bool:
    try:
        return bool(raw.decode().splitlines())
    except UnicodeDecodeError:
        return False


def judge_by_hand(one: Mutated) -> tuple[str, str]:
    """Read the project with the spoiled file in it, as a build does."""
    root = next(parent for parent in one.path.parents if parent.name == "project")
    try:
        if one.path.suffix == ".md":
            _fill_page(Project(root), one.path)
        else:
            _read_data(Project(root))
    except LfrError as error:
        message = str(error)
        clear = one.path.name in message or _names_another(message)
        placed = _PLACED.search(message) or "missing" in message or "valid TOML" in message
        shown = "Traceback" not in message and "object at 0x" not in message and message.rstrip()[-1] in ".)?”"
        return (REFUSED if clear and placed and shown else UNCLEAR), message
    except BaseException:
        return TRACEBACK, traceback.format_exc()[-2500:]
    return TAKEN, ""


def _names_another(message: str) -> bool:
    """A slip in one file may only show in another that refers to it: that one is then named."""
    [shared] = _shared
    return any(path.name in message for path in shared.rglob("*.*") if path.suffix in (".toml", ".csv")) or ".sql" in message


def _read_data(project: Project) -> None:
    with counting() as connection:
        build_warehouse(project, connection)
    library = read_library(project)
    with_overrides(library.answers, "met", project)
    read_synonyms(project)


def _fill_page(project: Project, path: Path) -> None:
    where = path.relative_to(project.root).as_posix()
    text = check_page(path, where)
    figures = open_figures(project)
    try:
        fill(
            text,
            {**Macros(figures, "about/").names(), "site_url": "https://example.org/", "feedback": "mailto:a@example.org"},
            where,
        )
    finally:
        figures.close()


KINDS = [
    Kind("toml", "registry", "The lists of forces and documents", _spoil("data/*.toml"), 1.5),
    Kind("toml", "foi", "Disclosures, answers and wordings", _spoil("data/[df][io]*/*.toml"), 1.5),
    Kind("csv by hand", "manual", "Corrections, decisions and places", _spoil("data/manual/*.csv"), 1.5),
    Kind("csv by hand", "kept", "Cells and ids that only programs should write", _spoil("data/[d-e]*/*.csv"), 1.5),
    Kind("markdown", "pages", "Pages written by hand", _spoil("site/**/*.md"), 1.5),
]
