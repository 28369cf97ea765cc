"""`lfr letter request.toml -o letter.docx`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lfr.curated.library import read_library
from lfr.letters.blocks import unfilled
from lfr.letters.letter import compose
from lfr.letters.letter_files import need_formats, write_letter
from lfr.letters.letter_text import fragments
from lfr.letters.request import read_publisher, read_request
from lfr.warehouse.figures import Figures


def make_letter(figures: Figures, request: Path, outputs: Sequence[Path]) -> str:
    """Write one letter in every format asked for. Returns what is left to fill in, as text for the terminal."""
    need_formats(outputs)
    publisher = read_publisher(request, figures)
    library = read_library(figures.project, publisher)
    texts = fragments(figures, library, publisher)
    choices = read_request(request, figures, library, texts)
    blocks = compose(texts, choices)
    for path in outputs:
        write_letter(blocks, path)
    left = unfilled(blocks)
    places = {one: left.count(one) for one in left}
    said = f"{', '.join(str(path) for path in outputs)}: {len(choices.questions)} questions, {len(left)} parts to fill in"
    return "\n".join([said, *(f"  {one}" + (f", in {count} places" if count > 1 else "") for one, count in places.items())])
