"""A built site as a test reads it: pages, their elements, and their tables by caption."""

from __future__ import annotations

import csv
import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from lfr.project import Project

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_WITHIN_A_LINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}


@dataclass
class Element:
    """One element with what stands in it, in order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> list[str]:
        words = [word for child in self.children for word in ([child] if isinstance(child, str) else child._words())]
        return words if self.tag in _WITHIN_A_LINE else [" ", *words, " "]

    @property
    def note(self) -> str:
        """The small print inside it."""
        return " ".join(one.text for one in self.all("small"))

    @property
    def figure(self) -> str:
        """Its words without the small print."""
        return self.text.removesuffix(self.note).strip() if self.note else self.text

    def without(self, tag: str) -> Element:
        """The same element without the parts of one tag."""
        kept = [one if isinstance(one, str) else one.without(tag) for one in self.children if isinstance(one, str) or one.tag != tag]
        return Element(self.tag, self.attributes, kept)

    def all(self, *tags: str) -> list[Element]:
        """Every element inside it, with one of these tags if any is named, in the order of the page."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if not tags or child.tag in tags else []
                found += child.all(*tags)
        return found

    def links(self) -> list[str]:
        return [one.attributes["href"] for one in self.all("a") if "href" in one.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """HTML as the element that holds all of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


@dataclass
class Table:
    """A table: its headings, and its rows with the row's own anchor."""

    caption: str
    head: list[str]
    rows: list[tuple[str, list[Element]]]

    def column(self, name: str) -> dict[str, Element]:
        """The cells under one heading, by the heading of their row."""
        return {cells[0].figure: cells[self.head.index(name)] for _, cells in self.rows}


class Page:
    """One page at its address, such as "/met/years/2024/"."""

    def __init__(self, address: str, path: Path) -> None:
        self.address = address
        self.root = parsed(path.read_text(encoding="utf-8"))

    @cached_property
    def elements(self) -> list[Element]:
        return self.root.all()

    @cached_property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @cached_property
    def article(self) -> Element:
        """What the page itself says, without the theme's header and navigation."""
        [article] = self.root.all("article")
        return article

    @cached_property
    def tables(self) -> list[Table]:
        found = []
        for table in self.root.all("table"):
            rows = [(row.attributes.get("id", ""), row.all("td", "th")) for body in table.all("tbody") for row in body.all("tr")]
            head = [cell.text for part in table.all("thead") for cell in part.all("th", "td")]
            caption = table.all("caption")
            found.append(Table(caption[0].text if caption else "", head, rows))
        return found

    def table(self, caption: str) -> Table:
        [found] = [one for one in self.tables if one.caption == caption]
        return found

    def leads_to(self, link: str) -> tuple[str, str]:
        """The address and the anchor that a link of this page leads to."""
        path, _, anchor = link.partition("#")
        path = path.partition("?")[0]  # what a script of the page is asked for
        base = self.address if self.address.endswith("/") else posixpath.dirname(self.address) + "/"
        address = posixpath.normpath(posixpath.join(base, path)) if path else self.address
        is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
        return (address.rstrip("/") + "/" if is_folder else address), anchor


class Built:
    """A built project: its public folder, page by page."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.public = project.public

    @cached_property
    def pages(self) -> dict[str, Page]:
        found = {}
        for path in sorted(self.public.rglob("*.html")):
            address = "/" + path.relative_to(self.public).as_posix().removesuffix("index.html")
            found[address] = Page(address, path)
        return found

    @cached_property
    def yearly(self) -> dict[tuple[int, str], dict[str, str]]:
        """The rows of yearly_figures.csv for the Metropolitan Police, by year and measure."""
        return {(int(row["year"]), row["measure"]): row for row in self.csv("yearly_figures") if row["publisher"] == "met"}

    def csv(self, name: str) -> list[dict[str, str]]:
        with (self.public / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def years(self) -> list[int]:
        return sorted({year for year, _ in self.yearly})


def year_of(label: str) -> int:
    """The year that a row's heading names: "2025, to 11 July" is 2025."""
    found = re.match(r"(20\d\d)\b", label)
    assert found, f"no year: {label!r}"
    return int(found[1])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
