"""PDFs made to take all time or memory of whoever opens them, written by hand so that nothing stands between."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence


def pdf(objects: Sequence[bytes], root: int = 1) -> bytes:
    """A file of these objects, numbered from 1."""
    made = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(made)


def stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def one_page(content: bytes, resources: bytes = b"<< >>", more: Sequence[bytes] = ()) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources %s /Contents 4 0 R >>" % resources
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(content), *more])


def many_lines(dice: random.Random) -> bytes:
    number = dice.choice([5_000, 20_000, 40_000])
    return one_page(b"".join(b"%d %d 9 9 re S\n" % (dice.randrange(800), dice.randrange(600)) for _ in range(number)))


def many_words(dice: random.Random) -> bytes:
    return one_page(b"BT /F1 8 Tf " + b"1 0 0 1 9 9 Tm (word) Tj " * dice.choice([20_000, 60_000, 500_000]) + b"ET")


def grid(dice: random.Random) -> bytes:
    """Ruled lines crossing each other: cells without end."""
    number = dice.choice([100, 400, 1_900])
    across = b"".join(b"0 %d.%d m 842 %d.%d l S\n" % (i // 4, i % 4 * 25, i // 4, i % 4 * 25) for i in range(number))
    down = b"".join(b"%d.%d 0 m %d.%d 595 l S\n" % (i // 4, i % 4 * 25, i // 4, i % 4 * 25) for i in range(number))
    return one_page(across + down + b"BT /F1 8 Tf 1 0 0 1 9 9 Tm (word) Tj ET")


def unpacking(dice: random.Random) -> bytes:
    """Packs a thousandfold: spaces, or instructions that do nothing."""
    return one_page(dice.choice([b" ", b"q Q\n", b"0 0 m\n"]) * dice.choice([1_000_000, 30_000_000]))


def unpacking_elsewhere(dice: random.Random) -> bytes:
    return one_page(b"q Q", more=[stream(bytes(dice.choice([20_000_000, 150_000_000])))] * dice.choice([1, 8]))


def forms_within_forms(dice: random.Random) -> bytes:
    """Ten forms deep, each shown ten times by the one above: ten thousand million."""
    depth = dice.choice([4, 8, 12])
    forms = []
    for level in range(depth):
        below = b"/XObject << /F %d 0 R >>" % (6 + level) if level + 1 < depth else b""
        shown = b"/F Do " * 10 if below else b"BT ET "
        forms.append(stream(shown, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >>" % below))
    return one_page(b"/F Do " * 10, b"<< /XObject << /F 5 0 R >> >>", forms)


def form_of_itself(dice: random.Random) -> bytes:
    return one_page(b"/F Do", b"<< /XObject << /F 5 0 R >> >>", [
        stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>")
    ])  # fmt: skip


def many_pages(dice: random.Random) -> bytes:
    number = dice.choice([600, 5_000])
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(number))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << >> /Contents 3 0 R >>"
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, number)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, stream(b"BT ET"), *[page] * number])


def one_page_many_times(dice: random.Random) -> bytes:
    number = dice.choice([2, 50, 100_000])
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * number, number)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << >> /Contents 4 0 R >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, stream(b"BT ET")])


def pages_in_a_circle(dice: random.Random) -> bytes:
    number = dice.choice([1, 3, 2_000_000_000])
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count %d >>" % number])


def deep_nesting(dice: random.Random) -> bytes:
    depth = dice.choice([500, 20_000, 200_000])
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"[" * depth + b"]" * depth])


def pages_below_pages(dice: random.Random) -> bytes:
    depth = dice.choice([100, 3_000, 50_000])
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (3 + i, 1 + i) for i in range(depth)]
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page /MediaBox [0 0 842 595] >>"])


def nested_arrays_in_page(dice: random.Random) -> bytes:
    depth = dice.choice([200, 20_000])
    return one_page(b"[" * depth + b"]" * depth + b" TJ")


def length_of_itself(dice: random.Random) -> bytes:
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R >>",
        b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
    ])  # fmt: skip


def tables_of_contents_in_a_circle(dice: random.Random) -> bytes:
    whole = one_page(b"BT ET")
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start)


BOMBS: list[Callable[[random.Random], bytes]] = [
    many_lines, many_words, grid, unpacking, unpacking_elsewhere, forms_within_forms, form_of_itself, many_pages,
    one_page_many_times, pages_in_a_circle, deep_nesting, pages_below_pages, nested_arrays_in_page, length_of_itself,
    tables_of_contents_in_a_circle,
]  # fmt: skip
