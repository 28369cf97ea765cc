"""`lfr letter request.toml -o letter.docx`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lfr.figures import Figures
from lfr.foi.letter import compose
from lfr.foi.letter_blocks import unfilled
from lfr.foi.letter_files import need_formats, write_letter
from lfr.foi.letter_request import read_publisher, read_request
from lfr.foi.letter_text import fragments
from lfr.foi.library import read_library
from lfr.foi.overrides import with_overrides


def make_letter(figures: Figures, request: Path, outputs: Sequence[Path]) -> str:
    """Write one letter in every format asked for. Returns what is left to fill in, as text for the terminal."""
    need_formats(outputs)
    publisher = read_publisher(request, figures)
    library = read_library(figures.project)
    library = replace(library, answers=with_overrides(library.answers, publisher, figures.project))
    texts = fragments(figures, library, publisher)
    choices = read_request(request, figures, library, texts)
    blocks = compose(texts, choices)
    for path in outputs:
        write_letter(blocks, path)
    left = unfilled(blocks)
    places = {one: left.count(one) for one in left}
    said = f"{', '.join(str(path) for path in outputs)}: {len(choices.questions)} questions, {len(left)} parts to fill in"
    return "\n".join([said, *(f"  {one}" + (f", in {count} places" if count > 1 else "") for one, count in places.items())])
