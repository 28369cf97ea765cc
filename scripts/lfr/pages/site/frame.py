"""The frame around the text of a page: the menu, the trail above it, the pages beside it, and its names for other sites."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lfr.pages.site.policy import POLICY

# The links of each section, in order. A page that does not exist is left out.
_FORCE = {
    "": "Overview", "years/": "Calendar years", "answers/": "Answers", "places/": "Places", "boroughs/": "Boroughs",
    "deployments/": "Deployments", "charts/": "Charts", "figures/": "Figures and citations", "disclosures/": "Disclosures",
    "documents/": "Documents", "later/": "After the last day we hold", "letter/": "Write a letter",
}  # fmt: skip
_SECTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "methods/": ("Methods", {}),
    "quality/": ("Quality", {"": "Checks", "findings/": "Findings", "corrections/": "Corrections", "editions/": "Editions",
                             "reconciliation/": "Second opinion", "detectors/": "Detectors"}),
    "releases/": ("Releases", {}),
    "data/": ("Data", {"": "Downloads", "dictionary/": "Data dictionary", "api/": "API", "check-our-work/": "Check our work",
                       "query/": "Query in the browser"}),
    "notebooks/": ("Notebooks", {}),
    "sources/": ("Sources", {}),
    "about/for-foi-teams/": ("For FOI teams", {}),
}  # fmt: skip
_ABOUT = {
    "search/": "Search", "releases/": "Releases", "sources/": "Sources", "about/cookies/": "Cookies and settings",
    "about/accessibility/": "Accessibility", "about/robustness/": "Spoiled files", "about/design/": "Design of the site",
}  # fmt: skip
_FEED_OF_FORCE = ("disclosures/feed.xml", "Disclosures and documents, as they are published")
_FEED_OF_RELEASES = ("releases/feed.xml", "Releases, and what changed in the figures")
_MOST_FORCES = 3  # the names of more forces do not fit into one row; they are in a list that opens


@dataclass(frozen=True)
class Link:
    """A link of a row: its address inside the site, its name, and whether the reader is there (`is_page`) or there or below (`is_here`)."""

    address: str
    name: str
    is_here: bool = False
    is_page: bool = False


@dataclass(frozen=True)
class Frame:
    """What the theme's templates print around a page. Addresses of links are relative to the site, all others absolute."""

    title: str
    heading: str
    here: str
    canonical: str = ""
    card: str = ""
    robots: str = ""
    dataset: str = ""
    stylesheet: str = ""
    script: str = ""
    policy: str = POLICY
    has_search: bool = False
    trail: Sequence[Link] = ()
    forces: Sequence[Link] = ()
    sections: Sequence[Link] = ()
    siblings: Sequence[Link] = ()
    siblings_of: str = ""
    about: Sequence[Link] = ()
    feeds: Sequence[Link] = ()
    contents: Sequence[Any] = field(default_factory=tuple)


@dataclass(frozen=True)
class Sitemap:
    """All pages of the site: address to title. And the forces: id to short name."""

    pages: Mapping[str, str]
    forces: Mapping[str, str]
    site_name: str
    feeds: Sequence[Link] = ()

    def menu(self, url: str) -> tuple[list[Link], list[Link]]:
        """The forces, where they need a list of their own, and the row of sections under the header."""
        forces = [(f"{force}/", name) for force, name in self.forces.items()]
        sections = [(address, name) for address, (name, _) in _SECTIONS.items()]
        if len(forces) > _MOST_FORCES:
            return self._links(forces, url), self._links(sections, url)
        answers = [(f"{force}/answers/", "Answers") for force in list(self.forces)[:1]]
        return [], self._links([*forces, *answers, *sections], url)

    def _links(self, links: Iterable[tuple[str, str]], url: str) -> list[Link]:
        """The links whose page exists. The reader is at the one whose address is the longest beginning of `url`."""
        found = [(address, name) for address, name in links if address in self.pages]
        home = max((address for address, _ in found if url.startswith(address)), key=len, default=None)
        return [Link(address, name, address == home, address == url) for address, name in found]

    def siblings(self, url: str) -> tuple[str, list[Link]]:
        """The pages beside this one, and the name of their section."""
        top = url.split("/")[0]
        if top in self.forces:
            root, name, names = f"{top}/", self.forces[top], _FORCE
        else:
            root = f"{top}/"
            name, names = _SECTIONS.get(root, ("", {}))
        rows = self._links([(root + path, said) for path, said in names.items()], url)
        return (name, rows) if len(rows) > 1 else ("", [])

    def trail(self, url: str) -> list[Link]:
        """The pages above this one, from the home page down. The home page has none."""
        if not url:
            return []
        parts = url.rstrip("/").split("/")
        above = ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
        return [Link("", "Home"), *(Link(one, self.short(one)) for one in above if one in self.pages)]

    def short(self, url: str) -> str:
        """The title of a page without the name of its force, which the trail above names already."""
        title = self.pages[url]
        force = self.forces.get(url.split("/")[0], "")
        rest = title.removeprefix(f"{force}, ") if force else title
        return rest[:1].upper() + rest[1:]

    def frame(self, url: str, meta: Mapping[str, Any], contents: Sequence[Any], **more: str) -> Frame:
        """The frame of the page at `url`; `meta` is its front matter, `more` holds what depends on where the site is served."""
        title = self.pages.get(url, "This page is not here")
        siblings_of, siblings = self.siblings(url)
        forces, sections = self.menu(url)
        return Frame(
            title=title if not url else f"{title} - {self.site_name}",
            heading=title,
            here=self.short(url) if url in self.pages else title,
            robots=str(meta.get("robots", "")),
            trail=self.trail(url),
            forces=forces,
            sections=sections,
            siblings=siblings,
            siblings_of=siblings_of,
            about=[Link(address, name) for address, name in _ABOUT.items() if address in self.pages],
            feeds=self.feeds,
            has_search="search/" in self.pages,
            contents=_contents(contents) if meta.get("contents", True) else (),
            **more,
        )


def _contents(toc: Sequence[Any]) -> Sequence[Any]:
    """The second-level headings, where there are at least three."""
    top = [one for item in toc for one in ([item] if item.level == 2 else item.children)]
    return top if len(top) >= 3 else ()


def feeds(files: Container[str], forces: Mapping[str, str]) -> list[Link]:
    """The news feeds among the files of the site: those of forces, with their names where there are several, and that of releases."""
    path, title = _FEED_OF_FORCE
    of_forces = [(f"{force}/{path}", f"{name}: {title}" if len(forces) > 1 else title) for force, name in forces.items()]
    return [Link(address, said) for address, said in [*of_forces, _FEED_OF_RELEASES] if address in files]
