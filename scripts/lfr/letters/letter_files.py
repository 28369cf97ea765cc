"""`lfr letter request.toml -o letter.docx`: a letter as a Word document or HTML. What came from outside is escaped for its format."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jinja2

from lfr.errors import LfrError, visible
from lfr.letters.blocks import Block, parts, unfilled
from lfr.letters.letter import compose
from lfr.letters.letter_text import fragments
from lfr.letters.request import choices_of, read_request
from lfr.letters.standard_answers import library_of
from lfr.warehouse.figures import Figures

SUFFIXES = (".docx", ".html")
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["parts"] = parts


def make_letter(figures: Figures, request: Path, outputs: Sequence[Path]) -> str:
    """Write one letter in every format asked for. Returns what is left to fill in, as text for the terminal."""
    for path in outputs:
        if path.suffix.lower() not in SUFFIXES:
            raise LfrError(f"{path}: “{path.suffix}” is not a format of letters. End the name in {' or '.join(SUFFIXES)}.")
        if not path.absolute().parent.is_dir():
            raise LfrError(f"{path}: there is no folder {path.parent}. Make it, or write the letter somewhere else.")
    asked = read_request(request, figures.project)
    library = library_of(figures, asked.publisher)
    texts = fragments(figures, library)
    choices = choices_of(asked, library, texts)
    blocks = compose(texts, choices)
    for path in outputs:
        try:
            path.write_bytes(as_bytes(blocks, path.suffix.lower()))
        except OSError as error:
            raise LfrError(f"{path}: cannot be written ({error.strerror}). Close it where it is open, or choose another name.") from None
    left = Counter(unfilled(blocks))
    files = ", ".join(str(path) for path in outputs)
    said = f"{files}: {len(choices.questions)} questions, {left.total()} parts to fill in"
    return "\n".join([said, *(f"  {one}" + (f", in {count} places" if count > 1 else "") for one, count in left.items())])


def as_bytes(blocks: Sequence[Block], suffix: str) -> bytes:
    """The letter as the bytes of a file; the same letter gives the same bytes."""
    if suffix == ".docx":
        from lfr.letters.docx_file import as_docx  # takes long to import

        return as_docx(blocks)
    title = next((one.text for one in blocks if one.kind == "heading"), "Letter")
    return visible(_TEMPLATES.get_template("letter.html").render(title=title, blocks=blocks, level=0)).encode("utf-8")


def as_html(blocks: Sequence[Block], level: int = 0) -> str:
    """The blocks as HTML; `level` lowers the headings for a page that has headings of its own."""
    return _TEMPLATES.get_template("blocks.html").render(blocks=blocks, level=level).strip()
