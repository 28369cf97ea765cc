"""The frame around the text of a page: sections, status line of a force, trail, the pages beside it, and its names for other sites."""

import json
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lfr.downloads.metadata import filled
from lfr.pages.site.serving import POLICY
from lfr.warehouse.figures import Figures, Shown
from lfr.wording.addresses import file_address
from lfr.wording.words import say_day

_YEARS_BESIDE = 1  # so many years before and after the one that a page is about


@dataclass(frozen=True)
class Link:
    """A link of a row: its address inside the site, its name, and whether the reader is there (`is_page`) or there or below (`is_here`)."""

    address: str
    name: str
    is_here: bool = False
    is_page: bool = False


@dataclass(frozen=True)
class Force:
    """What the frame says of a force: its name, the last day covered, how each year is called, and whether it has issued later records."""

    name: str
    covers_to: str
    years: Mapping[str, str]
    has_later: bool = False


@dataclass(frozen=True)
class Site:
    """All pages (address to title), the forces by id, the rows of links by name (`extra` of mkdocs.yml), the feeds, the release shown."""

    pages: Mapping[str, str]
    forces: Mapping[str, Force]
    rows: Mapping[str, Any]
    feeds: Sequence[Link] = ()
    shown: Shown | None = None


@dataclass(frozen=True)
class Frame:
    """What the theme's templates print around a page. Addresses of links are relative to the site, all others absolute."""

    site: Site
    url: str
    meta: Mapping[str, Any]
    toc: Sequence[Any] = ()
    canonical: str = ""
    card: Mapping[str, Any] | None = None
    dataset: str = ""
    stylesheet: str = ""
    script: str = ""
    policy = POLICY

    @property
    def title(self) -> str:
        return self.site.pages.get(self.url, "This page is not here")

    @cached_property
    def force_id(self) -> str:
        """The force that the page is about, or the only one there is; "" where the reader has to choose one."""
        top, forces = self.url.split("/")[0], self.site.forces
        return top if top in forces else next(iter(forces)) if len(forces) == 1 else ""

    @cached_property
    def section(self) -> str:
        """The section that has the page above this one, or itself, beside the others."""
        above = {address: name for name, pages in self.site.rows["sections"].items() for address in self._addresses(pages)}
        return above.get(max((one for one in above if self.url.startswith(one)), key=len, default=""), "")

    def _addresses(self, row: Mapping[str, str]) -> dict[str, str]:
        """The pages of a row of mkdocs.yml, in which {} is the force: address to name."""
        return {address.format(self.force_id): name for address, name in row.items()}

    def links(self, row: Mapping[str, str]) -> list[Link]:
        """The links whose page exists. The reader is at the one whose address is the longest beginning of that of the page."""
        found = {address: name for address, name in self._addresses(row).items() if address in self.site.pages}
        home = max((address for address in found if self.url.startswith(address)), key=len, default=None)
        return [Link(address, name, address == home, address == self.url) for address, name in found.items()]

    @property
    def sections(self) -> list[Link]:
        """The row of sections, each with its first page. Where a reader has to choose a force first, the figures are on the home page."""
        homes = [(next(iter(pages)), name) for name, pages in self.site.rows["sections"].items()]
        found = [(home.format(self.force_id) if self.force_id or "{}" not in home else "", name) for home, name in homes]
        there = [(address, name) for address, name in found if address in self.site.pages and (address or name == homes[0][1])]
        return [Link(address, name, name == self.section, address == self.url) for address, name in there]

    @property
    def status(self) -> Force | None:
        """The force of the status line: on the pages of a force, and on the home page where there is only one."""
        is_of_force = not self.url or self.url.split("/")[0] in self.site.forces
        return self.site.forces.get(self.force_id) if is_of_force and self.site.shown else None

    @property
    def release(self) -> str:
        shown = self.site.shown
        if not shown or not shown.date:
            return "Not released yet"
        return f"Release {shown.version}, {say_day(shown.date)}{'' if shown.is_exact else ', and changes since'}"

    @cached_property
    def years_beside(self) -> list[Link]:
        """Beside the page of a year the years before and after it: "2024", "2025 (part)"."""
        parent, _, last = self.url.rstrip("/").rpartition("/")
        labels = force.years if (force := self.site.forces.get(self.url.split("/")[0])) else {}
        years = list(labels)
        at = years.index(last) if last in labels else -1
        near = years[max(0, at - _YEARS_BESIDE) : at + _YEARS_BESIDE + 1] if at >= 0 else []
        names = [(one, one if labels[one] == one else f"{one} (part)") for one in near]
        return [Link(f"{parent}/{year}/", name, year == last, year == last) for year, name in names]

    @cached_property
    def siblings(self) -> list[Link]:
        """The pages beside this one."""
        rows = self.site.rows
        rest = self.links(rows["quality"] if self.url.startswith("quality/") else rows["sections"].get(self.section, {}))
        return self.years_beside or (rest if len(rest) > 1 else [])

    @property
    def trail(self) -> list[Link]:
        """The pages above this one, from the home page down. The home page has none."""
        if not self.url:
            return []
        parts = self.url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [Link("", "Home"), *(Link(one, self._short(one)) for one in above if one in self.site.pages)]

    @property
    def here(self) -> str:
        return self._short(self.url) if self.url in self.site.pages else self.title

    def _short(self, url: str) -> str:
        """The title of a page without the name of its force, which the trail above names already; of a year only that."""
        force, title = self.site.forces.get(url.split("/")[0]), self.site.pages[url]
        if not force:
            return title
        rest = force.years.get(url.rstrip("/").rpartition("/")[2]) or title.removeprefix(f"{force.name}, ")
        return rest[:1].upper() + rest[1:]

    @property
    def contents(self) -> Sequence[Any]:
        """The second-level headings, where there are at least three."""
        top = [one for item in self.toc for one in ([item] if item.level == 2 else item.children)]
        return top if len(top) >= 3 and self.meta.get("contents", True) else ()


def forces_of(figures: Figures, pages: Container[str]) -> dict[str, Force]:
    """The forces that have pages, by id."""
    found = {}
    for one in figures.publishers().fillna("").itertuples():
        if f"{one.id}/" in pages:
            years = figures.years(one.id)
            labels = {str(year): str(label) for year, label in zip(years["year"], years["label"], strict=True)}
            found[str(one.id)] = Force(one.short_name, say_day(years["covers_to"].max()), labels, bool(one.later_records))
    return found


def feeds(files: Container[str], forces: Mapping[str, Force]) -> list[Link]:
    """The news feeds among the files of the site: those of forces, with their names where there are several, and that of releases."""
    said = "Disclosures and documents, as they are published"
    found = [(f"{force}/disclosures/feed.xml", f"{one.name}: {said}" if len(forces) > 1 else said) for force, one in forces.items()]
    found.append(("releases/feed.xml", "Releases, and what changed in the figures"))
    return [Link(address, said) for address, said in found if address in files]


_YEAR = re.compile(r"(?P<publisher>[a-z0-9-]+)/years/(?P<year>\d{4})/")


def dataset_block(figures: Figures, url: str, site: str, meta: dict[str, Any]) -> str:
    """The Dataset of the page at `url` as JSON that is safe inside a page; "" for a page without data of its own.

    `site` is the address of the site without a slash at its end, `meta` the page's front matter.
    """
    year = _YEAR.fullmatch(url)
    if url == "data/":
        return _safe(json.loads((figures.project.pages / "data" / "latest" / "dataset.jsonld").read_text(encoding="utf-8")))
    if not year:
        return ""
    found = figures.figure(year["publisher"], int(year["year"]), "deployments")
    credit = figures.publishers().set_index("id").loc[found.publisher, "credit"]
    content = {
        "page": f"{site}/{url}", "site": site, "title": meta["title"], "description": meta["description"], "credit": credit,
        "covers_from": found.covers_from, "covers_to": found.covers_to,
        "files": [file_address(f"{name}.csv") for name in ("yearly_figures", "deployments")],
    }  # fmt: skip
    return _safe(filled("dataset-of-year.jsonld", content))


def _safe(content: dict[str, Any]) -> str:
    """JSON in which no text can end the <script> element around it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).replace("<", "\\u003c").replace(">", "\\u003e")
