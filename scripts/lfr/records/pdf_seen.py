"""What a person sees of a cell: a picture of the page, drawn by the second PDF engine, against what was read of it.

A reader takes letters out of a file; a person looks at the page. A letter that is white, covered, clipped or in a hidden layer is read
and not seen; a stroke, a picture or a note over a cell is seen and not read. Either refuses the document.
"""

from functools import cached_property
from typing import Any

import numpy
from pypdfium2 import PdfPage
from pypdfium2 import raw as pdfium

from lfr.records.pdf_grid import RAISED, SPACE, Box, Chars, lines_of, size_of

_SIZE = 20  # pixels that a letter is high in the picture: each dot and stroke of it then leaves a mark
_MOST_PIXELS = 16_000_000
_SEEN = 60  # of 255: how much a letter stands out from what is around it; on every record so far at least 164
_SHOWN_ELSEWHERE = {"Link", "Popup"}  # annotations that show nothing on the page itself


class Seen:
    """One page, as pdfplumber reads it (`page`) and as PDFium shows it (`shown`)."""

    def __init__(self, page: Any, shown: PdfPage) -> None:
        self._page, self._shown = page, shown
        self._shapes = [(one["x0"], one["top"], one["x1"], one["bottom"]) for one in [*page.rects, *page.lines, *page.curves]]
        self._pictures = [(one["x0"], one["top"], one["x1"], one["bottom"]) for one in page.images]
        self._notes = [(str(one["data"].get("Subtype", "")).strip("/'"), one) for one in page.annots]
        self._words = {
            id(letter): word for word in page.extract_words(x_tolerance_ratio=SPACE, return_chars=True) for letter in word["chars"]
        }
        left, top = (max(page.mediabox[i], page.cropbox[i]) for i in (0, 1))
        self._visible = (left, top, left + shown.get_width(), top + shown.get_height())

    @property
    def is_upright(self) -> bool:
        letters = [letter for letter in self._page.chars if letter["text"].strip()]
        return 2 * sum(_is_upright(letter) for letter in letters) >= len(letters)

    def place(self, box: Box) -> Box:
        """A box of the page, in the part of it that is seen."""
        return (box[0] - self._visible[0], box[1] - self._visible[1], box[2] - self._visible[0], box[3] - self._visible[1])

    def fault_in(self, box: Box, letters: Chars, is_number: bool, is_row: bool = True) -> str | None:
        """What a person would see otherwise than it was read, as a clause that follows “the cell”, or None.

        `is_row` is False for headings and the key, whose cells may be parts of a larger one.
        """
        letters = [letter for letter in letters if letter["text"].strip()]
        checks = (self._placed, self._uneven if is_number else None, self._covered, self._unseen, self._more if is_row else None)
        return next((fault for check in checks if check and (fault := check(box, letters))), None)

    def _placed(self, box: Box, letters: Chars) -> str | None:
        for letter in letters:
            if not _is_upright(letter):
                return f"shows “{_said(letters)}” turned or mirrored"
            beside = [one for one in letters if one is not letter and letter["x0"] <= one["x0"] < letter["x1"]]
            if any(_overlaps(letter, other) for other in beside):
                return "holds letters printed over each other"
            word = self._words[id(letter)]
            width, size = letter["x1"] - letter["x0"], letter["size"]
            into = max(box[0] - word["x0"], word["x1"] - box[2]) / width if width else 0
            if into > 0.25 or max(box[1] - letter["top"], letter["bottom"] - box[3]) > 0.4 * size:
                return f"holds only a part of “{word['text']}”: a ruled line cuts it in two"
        return None

    def _uneven(self, box: Box, letters: Chars) -> str | None:
        size = size_of(letters)
        for line in lines_of(letters):
            base = line[len(line) // 2]["bottom"]
            for one in line:
                if abs(one["size"] - size) > 0.05 * size or abs(one["bottom"] - base) > 0.1 * size or one["text"] in RAISED:
                    return f"shows “{_said(line)}”, of which “{one['text']}” is raised, lowered or of another size, like a footnote mark"
        return None

    def _covered(self, box: Box, letters: Chars) -> str | None:
        inner = _inner(box, letters)
        for name, note in self._notes:
            if name not in _SHOWN_ELSEWHERE and _meet(inner, (note["x0"], note["top"], note["x1"], note["bottom"])):
                text = " ".join(str(note.get("contents") or "").split())[:40]
                return f"lies under a note or form field ({name}{f': “{text}”' if text else ''})"
        if any(_meet(inner, picture) for picture in self._pictures):
            return "lies under or over a picture"
        cores = []
        for letter in letters:
            x, y = (letter["x1"] - letter["x0"]) * 0.2, (letter["bottom"] - letter["top"]) * 0.3
            cores.append((letter["x0"] + x, letter["top"] + y, letter["x1"] - x, letter["bottom"] - y))
        left, top, right, bottom = zip(box, *cores, strict=True)
        around = (min(left), min(top), max(right), max(bottom))
        near = [shape for shape in self._shapes if _meet(around, shape)]  # of hundreds on a page
        if any(_meet(core, shape) and not _holds(shape, core) for core in cores for shape in near):
            return f"shows “{_said(letters)}” with a line through it"
        return None

    def _unseen(self, box: Box, letters: Chars) -> str | None:
        """Letters that leave no mark in the picture. What they are is not said: it may be hidden for a reason."""
        inner = _inner(box, letters, 0.05)
        hidden = outside = 0
        for letter in letters:
            x, y = (letter["x1"] - letter["x0"]) * 0.15, (letter["bottom"] - letter["top"]) * 0.08
            middle = (letter["x0"] + x, letter["top"] + y, letter["x1"] - x, letter["bottom"] - y)
            cut = self._cut((*map(max, middle[:2], inner[:2]), *map(min, middle[2:], inner[2:])))
            outside += not _holds(self._visible, middle)
            hidden += not cut.size or int((cut.max(axis=(0, 1)) - cut.min(axis=(0, 1))).max()) < _SEEN
        letters_said = f"{outside or hidden} letter{'s' if (outside or hidden) > 1 else ''}"
        if outside:
            return f"holds {letters_said} outside the visible part of the page"
        return f"holds {letters_said} that cannot be seen (white, covered, clipped or in a hidden layer)" if hidden else None

    def _more(self, box: Box, letters: Chars) -> str | None:
        inner = _inner(box, letters)
        cut = self._cut(inner).copy()
        if not cut.size:
            return None
        ground = numpy.median(cut, axis=(0, 1))
        around = 0.1 * size_of(letters)
        for one in letters:
            place = (one["x0"] - around, one["top"] - around, one["x1"] + around, one["bottom"] + around)
            cut[self._pixels(place, inner[:2])] = ground
        return f"shows more than its text (“{_said(letters)}”): a line, a mark or a drawing" if (abs(cut - ground) > _SEEN).any() else None

    @cached_property
    def _scale(self) -> float:
        size = size_of([letter for letter in self._page.chars if letter["text"].strip()])
        area = self._shown.get_width() * self._shown.get_height()
        return float(min(_SIZE / (size or 8), (_MOST_PIXELS / area) ** 0.5))

    @cached_property
    def _picture(self) -> Any:
        return self._shown.render(scale=self._scale).to_numpy().astype(numpy.int16)

    def _pixels(self, box: Box, origin: tuple[float, float]) -> tuple[slice, slice]:
        left, top, right, bottom = (round((value - origin[i % 2]) * self._scale) for i, value in enumerate(box))
        return slice(max(top, 0), max(bottom, 0)), slice(max(left, 0), max(right, 0))

    def _cut(self, box: Box) -> Any:
        return self._picture[self._pixels(box, self._visible[:2])]

    def has_invisible_digits(self) -> bool:
        """Whether a digit is told to leave no ink, as those laid under the picture of a scanned page are: the picture may show another."""
        texts = self._shown.get_textpage()
        for index in range(texts.count_chars()):
            if chr(pdfium.FPDFText_GetUnicode(texts, index)) in "0123456789":
                mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(texts, index))
                if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
                    return True
        return False


def _is_upright(letter: dict[str, Any]) -> bool:
    a, b, c, d, _, _ = letter["matrix"]
    return bool(a > 0 and d > 0 and abs(b) < 0.1 * a and abs(c) < 0.5 * d)  # slanted letters lean by a third at most


def _said(letters: Chars) -> str:
    return " ".join("".join(one["text"] for one in sorted(line, key=lambda one: one["x0"])) for line in lines_of(letters))[:40]


def _overlaps(letter: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two letters lie on each other. An accent may lie on its letter."""
    wide = min(letter["x1"], other["x1"]) - max(letter["x0"], other["x0"])
    high = min(letter["bottom"], other["bottom"]) - max(letter["top"], other["top"])
    narrow, low = (min(one[b] - one[a] for one in (letter, other)) for a, b in (("x0", "x1"), ("top", "bottom")))
    return wide > 0.4 * narrow > 0 and high > 0.4 * low and letter["text"].isalnum() and other["text"].isalnum()


def _inner(box: Box, letters: Chars, part: float = 0.2) -> Box:
    """A cell without its ruled lines, which reach into it by a part of the size of its letters."""
    inset = part * min(size_of(letters) or (box[3] - box[1]) / 2, box[3] - box[1])
    return (box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
