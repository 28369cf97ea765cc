"""The MkDocs plugin `lfr` (mkdocs.yml): takes in the generated pages, fills in figures, and keeps every page free of inline code.

This file says when something is done to a page; the files beside it say how.
"""

import gc
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from lfr.errors import LfrError, visible
from lfr.pages.chart_pages import card_of
from lfr.pages.notebooks.run import description_of, finished
from lfr.pages.search_index import PageText, search_index
from lfr.pages.shown import Macros, shown
from lfr.pages.site.filling import check_page, fill
from lfr.pages.site.frame import Frame, Site, dataset_block, feeds, forces_of
from lfr.pages.site.serving import keep_addresses, write_host_files
from lfr.project import find_project
from lfr.warehouse.figures import open_figures

# Files of the theme that no page uses.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")

# The types of pages of which a shared link shows their chart; all others share one card.
_PICTURED = ("chart", "year", "measure", "answer")

# Joined into one script.
_ON_EVERY_PAGE = ("lfr.js", "copy.js")

# Code inside a page, which the policy would keep a browser from running; blocks of data are none.
_ATTRIBUTE = r"""\s+[^\s"'<>=/]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""  # with its value, which may say anything
_INLINE = re.compile(
    r"""<script(?![^>]*\s(?:src=|type="application/(?:ld\+)?json"))[^>]*>(?!\s*</script)|<style\b|\ssrc=["']data:image/"""
    rf"|<[a-zA-Z][\w-]*(?:{_ATTRIBUTE})*?\s+(?:style|on[a-z]+)="
)

_ID = re.compile(r'\sid="([^"]+)"')


class SitePlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """One build of the site. MkDocs calls the methods in the order in which they stand here."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the warehouse once. Says plainly when there is none yet."""
        gc.disable()  # the process ends with the build: looking for garbage takes a tenth of its time and finds little
        docs = Path(config.docs_dir)
        with _told_by_mkdocs():
            self.figures = open_figures(find_project(Path(config.config_file_path).parent))
        # Every stylesheet as one file, without comments and spare white space: the sources stay readable, readers get few bytes.
        sheets = "\n".join(path.read_text(encoding="utf-8") for path in sorted((docs / "assets" / "css").glob("*.css")))
        self.own_files: dict[str, str] = {}
        self.shared: dict[str, Any] = {
            "stylesheet": self._own_file(re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", sheets, flags=re.S)), "css"),
            "script": self._own_file("\n".join((docs / "assets" / name).read_text(encoding="utf-8") for name in _ON_EVERY_PAGE), "js"),
        }
        self.texts: list[PageText] = []
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and downloads, and the executed notebooks, to the pages written by hand."""
        project = self.figures.project
        for one in files.documentation_pages():
            if one.src_uri.endswith(".md") and one.abs_src_path:
                with _told_by_mkdocs():
                    check_page(Path(one.abs_src_path), f"site/{one.src_uri}")
        for folder, root in ((project.pages, project.pages), (project.executed_notebooks, project.build)):
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                files.append(File(path.relative_to(root).as_posix(), str(root), config.site_dir, config.use_directory_urls))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill in the macros of one page. A fault names the page and, where the template knows it, the line."""
        source = page.file.src_uri
        if source.endswith(".ipynb"):
            page.meta["description"] = description_of(markdown)
            return markdown
        if "shown_as" in page.meta:
            return ""  # made without Markdown, in on_page_content
        macros = Macros(self.figures, page.url).names()
        given = {**macros, "site_url": config.site_url or "", **{name: config.extra[name] for name in ("feedback", "published_by")}}
        with _told_by_mkdocs():
            return fill(markdown, given, f"site/{source}")

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show what is made without Markdown, and keep the words of each page for the search.

        A page that is not to be found elsewhere is not found here either.
        """
        source = page.file.src_uri
        closing = Macros(self.figures, page.url).closing_line().strip()
        if kind := page.meta.get("shown_as"):
            macros = Macros(self.figures, page.url)
            with _told_by_mkdocs():
                html = shown(macros, kind, page.meta["names"])
            # The picture of a shared link is the chart that the page begins with, where it is about that.
            page.meta["picture"] = next(iter(macros.charts), "") if kind in _PICTURED else ""
            page.present_anchor_ids = set(_ID.findall(html))
        html = finished(html, source, closing) if source.endswith(".ipynb") else f"{html}\n{closing}"
        if not page.meta.get("robots") and page.url != "search/":
            by_hand = source.endswith(".md") and (Path(config.docs_dir) / source).is_file()
            # Of a generated page the search needs no more than its names: what it shows is in the figures.
            words = html if by_hand else ""
            self.texts.append(PageText(page.url, str(page.title), str(page.meta.get("description", "")), words))
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Now every page has been read and has its title: make the map of the site that trails and rows of links come from."""
        pages = {file.page.url: str(file.page.title) for file in files.documentation_pages() if file.page}
        forces = forces_of(self.figures, pages)
        self.site = Site(pages, forces, config.extra, feeds(files.src_uris, forces), self.figures.shown())
        for one in [one for one in files if one.src_uri.startswith(_UNUSED)]:
            files.remove(one)

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Give the theme what stands around the page."""
        context["lfr"] = self._frame(page.url, page.meta, list(page.toc), config)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """See that a page holds no code, so that a strict policy can hold."""
        if found := _INLINE.search(output):
            raise PluginError(f"site/{page.file.src_uri}: code inside the page (“{found[0][-60:]}”). Put it into a file of site/assets.")
        # Here for every page and all its parts: a cell that holds a mark of direction must not turn the words around it.
        return visible(output)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Pages of the theme itself, such as the one for an address that does not exist."""
        context["lfr"] = self._frame(template_name, {"robots": "noindex"}, [], config)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that every page has and those for servers, and see that no address has died."""
        site = Path(config.site_dir)
        for name, text in self.own_files.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
        if (site / "search").is_dir():
            (site / "search" / "index.json").write_text(search_index(self.figures, self.texts), encoding="utf-8")
        write_host_files(site, config.site_url or "")
        (site / "sitemap.xml.gz").unlink()  # holds the time at which it was made
        with _told_by_mkdocs():
            keep_addresses(site, self.figures.frozen_addresses(), self.figures.moved())
        self.figures.close()

    def _own_file(self, text: str, kind: str) -> str:
        """Keep a file for all pages, named by its content; returns its address."""
        name = f"assets/inline/{hashlib.sha256(text.encode()).hexdigest()[:16]}.{kind}"
        self.own_files[name] = text
        return name

    def _frame(self, url: str, meta: Any, contents: list[Any], config: MkDocsConfig) -> Frame:
        site = (config.site_url or "").rstrip("/")
        more: dict[str, Any] = {}
        if site and url in self.site.pages:
            # A frozen page names the present one as the address to be found by.
            more["canonical"] = site + "/" + str(meta.get("canonical", url)).lstrip("/")
            more["card"] = card_of(self.figures.project, site, meta.get("picture", ""), f"{config.site_name}: {config.site_description}")
            more["dataset"] = dataset_block(self.figures, url, site, meta)
        return Frame(self.site, url, meta, contents, **more, **self.shared)


@contextmanager
def _told_by_mkdocs() -> Iterator[None]:
    """MkDocs prints a PluginError as a sentence, and anything else as a traceback."""
    try:
        yield
    except LfrError as error:
        raise PluginError(str(error)) from None
