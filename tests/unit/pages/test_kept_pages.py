"""A page is set in HTML once, unless MkDocs looked for other files or had something to say: then it is set again, and says it again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fixtures.project import TinyProject, built
from fixtures.rows import deployment
from lfr.pages.site.kept_pages import KeptPages
from lfr.warehouse.figures import Figures

Render = Callable[[Any, Any], None]


class Setting:
    """A page that is set by `render` in one build after the other; counts how often."""

    def __init__(self, root: Path) -> None:
        self.project = TinyProject(root)
        self.project.record("met-2025", "met-2025", [deployment("met-2025")])
        (root / "templates").mkdir()
        (root / "templates" / "place.md").write_text("A template")
        self.count = 0

    def html(self, markdown: str, does: Render = lambda page, files: None) -> str:
        page = SimpleNamespace(
            url="met/", markdown=markdown, content="", toc=[], present_anchor_ids=set(), _title_from_render=None, links_to_anchors={}
        )

        def render(config: Any, files: Any) -> None:
            self.count += 1
            page.content, page.present_anchor_ids = f"<p>{page.markdown}</p>", {"here"}
            does(page, files)

        with built(self.project):
            figures = Figures(self.project)
            kept = KeptPages(figures, self.project.root / "templates")
            kept.set_markdown(page, render, None, SimpleNamespace(get_file_from_path=lambda path: None))
            kept.drop_rest()
            figures.close()
        assert page.present_anchor_ids == {"here"}
        return str(page.content)


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path / "project")


def test_a_page_with_the_same_text_is_set_once(setting: Setting) -> None:
    assert [setting.html("a"), setting.html("a")] == ["<p>a</p>"] * 2 and setting.count == 1
    assert setting.html("b") == "<p>b</p>" and setting.count == 2


def test_a_template_that_changed_sets_every_page_again(setting: Setting) -> None:
    setting.html("a")
    (setting.project.root / "templates" / "place.md").write_text("Another template")
    setting.html("a")
    assert setting.count == 2


def _warn(page: Any, files: Any) -> None:
    logging.getLogger("mkdocs.structure.pages").warning("met/index.md contains a link that leads nowhere")


def _look(page: Any, files: Any) -> None:
    files.get_file_from_path("methods/alerts.md")


def _lead(page: Any, files: Any) -> None:
    page.links_to_anchors = {"methods/alerts.md": {"top": "methods/alerts.md#top"}}


@pytest.mark.parametrize("does", [_warn, _look, _lead])
def test_a_page_whose_links_mkdocs_follows_is_set_at_every_build(setting: Setting, does: Render) -> None:
    """What MkDocs finds wrong stops a strict build; kept without a word, the page would be published by the next one."""
    setting.html("a", does)
    setting.html("a", does)
    assert setting.count == 2
