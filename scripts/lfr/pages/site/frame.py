"""The frame around the text of a page: sections, status line of a force, trail, the pages beside it, and its names for other sites."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lfr.pages.site.policy import POLICY
from lfr.warehouse.figures import Figures, Shown
from lfr.wording.words import say_day

# The sections of the site: the page that each leads to, and the pages beside each other in it. "{}" is the force. A page that does not
# exist is left out, and a section without its page.
_SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "Figures": ("{}/", {
        "{}/": "Overview", "{}/years/": "Years", "{}/charts/": "Charts", "{}/deployments/": "Deployments",
        "{}/figures/": "All figures", "{}/compare/": "Compare",
    }),
    "Places": ("{}/boroughs/", {"{}/boroughs/": "Boroughs", "{}/places/": "Places"}),
    "Questions": ("{}/answers/", {
        "{}/answers/": "Questions and answers", "{}/disclosures/": "Past requests", "{}/documents/": "Documents",
        "{}/letter/": "Write a letter",
    }),
    "Data": ("data/", {
        "data/": "Downloads", "data/dictionary/": "Data dictionary", "data/api/": "API", "data/check-our-work/": "Check our work",
        "data/query/": "Query in the browser", "notebooks/": "Notebooks",
    }),
    "About": ("about/", {
        "about/": "About", "about/glossary/": "Glossary", "methods/": "Methods", "quality/": "Quality", "sources/": "Sources",
        "releases/": "Releases",
    }),
}  # fmt: skip
# Pages that are beside each other below one of these.
_QUALITY = {
    "quality/": "Checks", "quality/findings/": "Findings", "quality/corrections/": "Corrections", "quality/editions/": "Editions",
    "quality/reconciliation/": "Second opinion", "quality/detectors/": "Detectors",
}  # fmt: skip
_ABOUT = {
    "about/": "About", "about/for-foi-teams/": "For FOI teams", "search/": "Search", "releases/": "Releases", "sources/": "Sources",
    "about/cookies/": "Cookies and settings", "about/accessibility/": "Accessibility", "about/robustness/": "Spoiled files",
    "about/design/": "Design of the site",
}  # fmt: skip
_FEED_OF_FORCE = ("disclosures/feed.xml", "Disclosures and documents, as they are published")
_FEED_OF_RELEASES = ("releases/feed.xml", "Releases, and what changed in the figures")
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
    """What the frame says of a force: its names, the last day covered, how each year is called, and whether it has issued later records."""

    name: str
    full_name: str
    covers_to: str
    years: Mapping[str, str]
    has_later: bool = False


@dataclass(frozen=True)
class Status:
    """The status line of a force: how far its data reach, which release it is, where the later records and the news are."""

    force: Force
    release: str
    release_address: str
    later_address: str
    feed_address: str


@dataclass(frozen=True)
class Picture:
    """The picture that a shared link shows: its address, size and words."""

    address: str
    width: int
    height: int
    words: str


@dataclass(frozen=True)
class Frame:
    """What the theme's templates print around a page. Addresses of links are relative to the site, all others absolute."""

    title: str
    heading: str
    here: str
    canonical: str = ""
    card: Picture | None = None
    robots: str = ""
    dataset: str = ""
    stylesheet: str = ""
    script: str = ""
    policy: str = POLICY
    has_search: bool = False
    sections: Sequence[Link] = ()
    status: Status | None = None
    trail: Sequence[Link] = ()
    siblings: Sequence[Link] = ()
    siblings_of: str = ""
    has_years_beside: bool = False
    about: Sequence[Link] = ()
    feeds: Sequence[Link] = ()
    contents: Sequence[Any] = field(default_factory=tuple)


@dataclass(frozen=True)
class Sitemap:
    """All pages of the site: address to title. And the forces by id, and the release that the site shows."""

    pages: Mapping[str, str]
    forces: Mapping[str, Force]
    site_name: str
    feeds: Sequence[Link] = ()
    shown: Shown | None = None

    def force_of(self, url: str) -> str:
        """The force that a page is about, or the only one there is; "" where the reader has to choose one."""
        top = url.split("/")[0]
        return top if top in self.forces else next(iter(self.forces)) if len(self.forces) == 1 else ""

    def section_of(self, url: str) -> str:
        """The section that a page belongs to: the one that has the page above it, or itself, beside the others."""
        above = {address.format(self.force_of(url)): name for name, (_, beside) in _SECTIONS.items() for address in beside}
        found = max((one for one in above if url.startswith(one)), key=len, default="")
        return above.get(found, "")

    def sections(self, url: str) -> list[Link]:
        """The row of sections. Where a reader has to choose a force first, the figures are on the home page."""
        force, here = self.force_of(url), self.section_of(url)
        homes = [(home.format(force) if force or "{}" not in home else "", name) for name, (home, _) in _SECTIONS.items()]
        found = [(address, name) for address, name in homes if address in self.pages and (address or name == "Figures")]
        return [Link(address, name, name == here, address == url) for address, name in found]

    def status(self, url: str) -> Status | None:
        """The status line of the pages of a force, and of the home page where there is only one."""
        force = self.force_of(url) if not url or url.split("/")[0] in self.forces else ""
        if not force or not self.shown:
            return None
        shown, later = self.shown, f"{force}/later/"
        release = f"Release {shown.version}, {say_day(shown.date)}" if shown.version and shown.date else "Not released yet"
        since = "" if shown.is_exact or not shown.version else ", and changes since"
        feed = next((one.address for one in self.feeds if one.address == _FEED_OF_RELEASES[0]), "")
        return Status(self.forces[force], release + since, shown.address.lstrip("/"), later if later in self.pages else "", feed)

    def siblings(self, url: str) -> tuple[str, list[Link]]:
        """The pages beside this one, and the name of their section; beside a year the years before and after it."""
        parent, _, last = url.rstrip("/").rpartition("/")
        if last.isdigit() and len(last) == 4:
            years = sorted(one for one in self.pages if one.startswith(f"{parent}/") and one.removeprefix(f"{parent}/")[:-1].isdigit())
            at = years.index(url)
            near = years[max(0, at - _YEARS_BESIDE) : at + _YEARS_BESIDE + 1]
            return "Years", [Link(one, self.year_of(one), one == url, one == url) for one in near]
        name = self.section_of(url)
        beside = _QUALITY if url.startswith("quality/") else _SECTIONS[name][1] if name else {}
        rows = self._links([(address.format(self.force_of(url)), said) for address, said in beside.items()], url)
        return (name, rows) if len(rows) > 1 else ("", [])

    def _links(self, links: Iterable[tuple[str, str]], url: str) -> list[Link]:
        """The links whose page exists. The reader is at the one whose address is the longest beginning of `url`."""
        found = [(address, name) for address, name in links if address in self.pages]
        home = max((address for address, _ in found if url.startswith(address)), key=len, default=None)
        return [Link(address, name, address == home, address == url) for address, name in found]

    def trail(self, url: str) -> list[Link]:
        """The pages above this one, from the home page down. The home page has none."""
        if not url:
            return []
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [Link("", "Home"), *(Link(one, self.short(one)) for one in above if one in self.pages)]

    def short(self, url: str) -> str:
        """The title of a page without the name of its force, which the trail above names already; of a year only that."""
        force = self.forces.get(url.split("/")[0])
        if force and self.year_of(url):
            return force.years[url.rstrip("/").rpartition("/")[2]]
        title = self.pages[url]
        rest = title.removeprefix(f"{force.name}, ") if force else title
        return rest[:1].upper() + rest[1:]

    def year_of(self, url: str) -> str:
        """How a page of a year is called beside the others: "2024", "2025 (part)"; "" for any other page."""
        force, year = self.forces.get(url.split("/")[0]), url.rstrip("/").rpartition("/")[2]
        if force is None or year not in force.years:
            return ""
        return year if force.years[year] == year else f"{year} (part)"

    def frame(self, url: str, meta: Mapping[str, Any], contents: Sequence[Any], **more: Any) -> Frame:
        """The frame of the page at `url`; `meta` is its front matter, `more` holds what depends on where the site is served."""
        title = self.pages.get(url, "This page is not here")
        siblings_of, siblings = self.siblings(url)
        return Frame(
            title=title if not url else f"{title} - {self.site_name}",
            heading=title,
            here=self.short(url) if url in self.pages else title,
            robots=str(meta.get("robots", "")),
            sections=self.sections(url),
            status=self.status(url),
            trail=self.trail(url),
            siblings=siblings,
            siblings_of=siblings_of,
            has_years_beside=siblings_of == "Years",
            about=[Link(address, name) for address, name in _ABOUT.items() if address in self.pages],
            feeds=self.feeds,
            has_search="search/" in self.pages,
            contents=_contents(contents) if meta.get("contents", True) else (),
            **more,
        )


def forces_of(figures: Figures, pages: Container[str]) -> dict[str, Force]:
    """The forces that have pages, by id."""
    found = {}
    for one in figures.publishers().fillna("").itertuples():
        if f"{one.id}/" in pages:
            years = figures.years(one.id)
            labels = {str(year): str(label) for year, label in zip(years["year"], years["label"], strict=True)}
            found[str(one.id)] = Force(one.short_name, one.name, say_day(years["covers_to"].max()), labels, bool(one.later_records))
    return found


def _contents(toc: Sequence[Any]) -> Sequence[Any]:
    """The second-level headings, where there are at least three."""
    top = [one for item in toc for one in ([item] if item.level == 2 else item.children)]
    return top if len(top) >= 3 else ()


def feeds(files: Container[str], forces: Mapping[str, Force]) -> list[Link]:
    """The news feeds among the files of the site: those of forces, with their names where there are several, and that of releases."""
    path, title = _FEED_OF_FORCE
    of_forces = [(f"{force}/{path}", f"{one.name}: {title}" if len(forces) > 1 else title) for force, one in forces.items()]
    return [Link(address, said) for address, said in [*of_forces, _FEED_OF_RELEASES] if address in files]
