"""The words of a page by section, for the search: headings and text, without tables, code and drawings."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LEFT_OUT = {"table", "pre", "svg", "script", "style", "form", "nav", "template", "math"}
_HEADINGS = {"h1", "h2", "h3"}
_ENDS_A_LINE = {"p", "li", "dt", "dd", "figcaption", "caption", "div", "section", "br", *_HEADINGS}


@dataclass
class Section:
    """One section: its anchor ("" for the top of the page), its heading ("" there) and its text."""

    anchor: str
    heading: str
    text: str


@dataclass
class _Open:
    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [_Open("")]
        self.left_out: list[str] = []
        self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT or self.left_out:
            # Only elements of the same name are counted: others inside need not be closed.
            if not self.left_out or tag == self.left_out[-1]:
                self.left_out.append(tag)
        elif tag in _HEADINGS:
            anchor = dict(attrs).get("id") or ""
            # The main heading is the page's title, and a heading without an address is part of the text.
            if tag == "h1" or anchor:
                self.heading = tag
            if tag != "h1" and anchor:
                self.found.append(_Open(anchor))
        elif tag in _ENDS_A_LINE:
            self.found[-1].text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            if tag == self.left_out[-1]:
                self.left_out.pop()
            return
        if tag == self.heading:
            self.heading = ""
        if tag in _ENDS_A_LINE:
            self.found[-1].text.append(" ")

    def handle_data(self, data: str) -> None:
        if self.left_out or self.heading == "h1":
            return
        (self.found[-1].heading if self.heading else self.found[-1].text).append(data)


def sections_of(html: str) -> list[Section]:
    """The sections of a page's content, the top first. A section without a word is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = [Section(one.anchor, _flat(one.heading), _flat(one.text)) for one in reader.found]
    return [one for one in found if one.heading or one.text]


def _flat(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(parts)).strip()
