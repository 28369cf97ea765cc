"""The room for MkDocs: takes in the generated pages, fills in figures, and keeps every page free of inline code.

MkDocs loads this file through `hooks:` in mkdocs.yml.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs_jupyter.config import settings as notebook_settings

from lfr.errors import LfrError, visible
from lfr.kept import Kept
from lfr.pages.macros import Macros
from lfr.pages.notebooks.notebook_pages import description_of, dressed, wait_for_results
from lfr.pages.search.search_index import PageText, search_index
from lfr.pages.site.blocks import anchors, keep, put_back, set_aside, take
from lfr.pages.site.cards import CARDS, draw_card
from lfr.pages.site.dataset_block import dataset_block
from lfr.pages.site.filling import check_page, fill
from lfr.pages.site.frame import Frame, Sitemap
from lfr.pages.site.kept_addresses import keep_addresses
from lfr.pages.site.kept_pages import KeptPages
from lfr.pages.site.own_files import OwnFiles
from lfr.pages.site.policy import headers_file, robots_file
from lfr.pages.site.serving import apache_file
from lfr.project import find_project
from lfr.warehouse.figures import Figures, open_figures

_figures: Figures | None = None
_environment: jinja2.Environment | None = None
_sitemap: Sitemap | None = None
_files = OwnFiles()
_cards: dict[str, bytes] = {}
_kept_cards = Kept(Path())
_kept_pages: KeptPages | None = None
_fonts: dict[str, str] = {}  # how a card looks with the fonts of this machine, as a digest
_shared: dict[str, str] = {}
_set_aside: dict[str, list[str]] = {}
_texts: list[PageText] = []


def on_config(config: Any) -> Any:
    """Open the warehouse once. Says plainly when there is none yet."""
    global _figures, _environment, _sitemap, _kept_cards, _kept_pages
    _files.clear()
    _cards.clear()
    _texts.clear()
    _sitemap = None
    try:
        _figures = open_figures(find_project(Path(config.config_file_path).parent))
    except LfrError as error:
        raise PluginError(str(error)) from None
    _kept_cards = Kept(_figures.project.build / "kept" / "cards")
    _fonts["drawn"] = hashlib.sha256(draw_card("LFR", "Fonts of this machine", "g")).hexdigest()
    templates = Path(config.docs_dir) / "_templates"
    _kept_pages = KeptPages(_figures, templates)
    config.extra["release"] = _figures.shown()
    assets = Path(config.docs_dir) / "assets"
    _shared["stylesheet"] = _files.keep(_joined(assets / "css"), "css")
    _shared["script"] = _files.keep((assets / "lfr.js").read_text(encoding="utf-8"), "js")
    _notebook_look(Path(__file__).parent.parent / "notebooks" / "notebook_template", _figures.project.build / "ipython")
    for left in _figures.project.build.glob("blocks*"):  # of a build that did not end
        shutil.rmtree(left, ignore_errors=True)
    loader = jinja2.FileSystemLoader(str(templates))
    # StrictUndefined: a figure that does not exist fails the build instead of printing nothing.
    _environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)
    return config


def _notebook_look(templates: Path, settings: Path) -> None:
    """Notebooks are set in pages by our own template: that of mkdocs-jupyter is a whole program with its styles and scripts."""
    notebook_settings.templates_dir = str(templates)
    os.environ["JUPYTER_CONFIG_DIR"] = str(settings)  # a user's own settings must not change what is published


@event_priority(100)  # before mkdocs-jupyter, which must find the notebooks among the files
def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages and downloads, and the notebooks, to the pages written by hand."""
    assert _figures is not None
    project = _figures.project
    for one in files.documentation_pages():
        if one.src_uri.endswith(".md") and one.abs_src_path:
            try:
                check_page(Path(one.abs_src_path), f"site/{one.src_uri}")
            except LfrError as error:
                raise PluginError(str(error)) from None

    def add(name: str, folder: Path) -> None:
        files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))

    for path in sorted(one for one in project.pages.rglob("*") if one.is_file()):
        add(path.relative_to(project.pages).as_posix(), project.pages)
    # Last, because they may still be running: their results are read when all other pages have been.
    for path in sorted((project.root / "notebooks").glob("*.ipynb")):
        add(f"{project.executed_notebooks.name}/{path.name}", project.executed_notebooks.parent)
    return files


@event_priority(-100)  # after mkdocs-jupyter, which gives the page of a notebook a way of its own to be set
def on_pre_page(page: Any, config: Any, files: Files) -> Any:
    """Pages that are set as before need not be set again. Those written by hand are: MkDocs follows their links to other files."""
    assert _kept_pages is not None
    if page.file.src_uri.endswith(".ipynb"):
        while wait_for_results:
            wait_for_results.pop()()
        page.render = partial(_kept_pages.set_notebook, page, page.render)
    elif not _is_by_hand(page, config):
        page.render = partial(_kept_pages.set_markdown, page, page.render)
    return page


def _is_by_hand(page: Any, config: Any) -> bool:
    source = page.file.src_uri
    return source.endswith(".md") and (Path(config.docs_dir) / source).is_file()


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Fill in the macros of one page. A fault names the page and, where the template knows it, the line."""
    assert _kept_pages is not None
    source = page.file.src_uri
    if source.endswith(".ipynb"):
        page.meta["description"] = description_of(markdown)
        return markdown
    try:
        filled = _kept_pages.filled(page.url, markdown, partial(_filled, markdown, page, config))
    except LfrError as error:
        raise PluginError(str(error)) from None
    marked, _set_aside[page.url] = set_aside(filled)
    return marked


def _filled(markdown: str, page: Any, config: Any, figures: Figures) -> str:
    assert _environment is not None
    given = {**Macros(figures, page.url).names(), "site_url": config.site_url or "", "feedback": config.extra["feedback"]}
    return fill(_environment, markdown, given, f"site/{page.file.src_uri}")


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """Put back the tables and charts of pages written by hand, and keep the words of each page for the search.

    The tables of generated pages wait on disk until the page is written. A page that is not to be found elsewhere is not found here either.
    """
    assert _figures is not None
    source = page.file.src_uri
    blocks = _set_aside.pop(page.url, [])
    if page.present_anchor_ids is not None:  # a notebook has none
        page.present_anchor_ids |= anchors(blocks)
    closing = Macros(_figures, page.url).closing_line()
    html = dressed(html, source, closing) if source.endswith(".ipynb") else f"{html}\n{closing.strip()}"
    by_hand = _is_by_hand(page, config)
    if by_hand:
        html = put_back(html, blocks)
    elif blocks:
        keep(_blocks(), page.url, blocks)
    if not page.meta.get("robots") and page.url != "search/":
        # Of a generated page the search needs no more than its names: what it shows is in the figures.
        words = html if by_hand else ""
        _texts.append(PageText(page.url, str(page.title), str(page.meta.get("description", "")), words, by_hand))
    return html


def on_env(env: Any, config: Any, files: Files) -> Any:
    """Now every page has been read and has its title: the map of the site that trails and rows of links are made from."""
    global _sitemap
    assert _figures is not None
    pages = {file.page.url: str(file.page.title) for file in files.documentation_pages() if file.page}
    known = _figures.publishers()
    forces = {one.id: one.short_name for one in known.itertuples() if f"{one.id}/" in pages}
    _sitemap = Sitemap(pages, forces, config.site_name)
    return env


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    context["lfr"] = _frame(config, page.url, page.meta, list(page.toc))
    return context


def on_template_context(context: Any, template_name: str, config: Any) -> Any:
    """Pages of the theme itself, such as the one for an address that does not exist."""
    context["lfr"] = _frame(config, template_name, {"robots": "noindex"}, [])
    return context


def _frame(config: Any, url: str, meta: dict[str, Any], contents: list[Any]) -> Frame:
    assert _sitemap is not None and _figures is not None
    site = (config.site_url or "").rstrip("/")
    more: dict[str, str] = {}
    if site and url in _sitemap.pages:
        # A frozen page names the present one as the address to be found by.
        more["canonical"] = site + "/" + str(meta.get("canonical", url)).lstrip("/")
        shown = _sitemap.card_page(url)
        trail = _sitemap.trail(shown)
        above = " › ".join(one.name for one in trail[1:]) or "Calendar-year figures"
        words = (config.site_name, _sitemap.pages[shown], above)
        card = _kept_cards.get([*words, CARDS, _fonts["drawn"]], lambda: draw_card(*words))
        name = f"assets/cards/{hashlib.sha256(card).hexdigest()[:16]}.png"
        _cards[name] = card
        more["card"] = f"{site}/{name}"
        assert _figures is not None
        more["dataset"] = dataset_block(_figures, url, site, meta)
    return _sitemap.frame(url, meta, contents, **more, **_shared)


def _joined(folder: Path) -> str:
    """Every stylesheet of a folder, in the order of their names: a page asks for one file."""
    return "\n".join(_squeezed(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.css")))


def _squeezed(sheet: str) -> str:
    """A stylesheet without comments and spare white space: the sources stay readable, readers' lines are short of bytes."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", sheet).strip()


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Move inline scripts and styles of a page into files of their own, so that a strict policy can hold."""
    assert _figures is not None
    output = put_back(output, take(_blocks(), page.url))
    # Here for every page and all its parts: a cell that holds a mark of direction must not turn the words around it.
    return visible(_files.without_inline(output, page.url))


def _blocks() -> Path:
    """A folder of this process: one that was left alone by a build that was killed must not take the tables of another."""
    assert _figures is not None
    return _figures.project.build / f"blocks-{os.getpid()}"


def on_post_template(output: str, template_name: str, config: Any) -> str:
    return _files.without_inline(output, template_name) if template_name.endswith(".html") else output


def on_post_build(config: Any) -> None:
    """Write the collected files, and drop what would differ between two builds or serves nobody."""
    site = Path(config.site_dir)
    _files.write(site)
    for name, card in sorted(_cards.items()):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(card)
    _kept_cards.drop_rest()
    if _kept_pages is not None:
        _kept_pages.drop_rest()
    if _figures is not None and (site / "search").is_dir():
        (site / "search" / "index.json").write_text(search_index(_figures, _texts), encoding="utf-8")
    (site / "_headers").write_text(headers_file(), encoding="utf-8")
    (site / ".htaccess").write_text(apache_file(), encoding="utf-8")
    if config.site_url:
        (site / "robots.txt").write_text(robots_file(config.site_url), encoding="utf-8")
    for unused in ("assets/javascripts", "assets/stylesheets", "assets/images", "assets/css", "assets/lfr.js"):
        # Files of the theme that no page names, and the parts of what was joined above.
        path = site / unused
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    if _figures is not None:
        try:
            keep_addresses(site, _figures.frozen_addresses(), _figures.moved())
        except LfrError as error:
            raise PluginError(str(error)) from None
        _figures.close()
