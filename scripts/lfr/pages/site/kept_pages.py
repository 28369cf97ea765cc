"""Pages that need not be made again: their text while what they ask has the same answers, their setting while the text is the same."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lfr.asked import Pieces
from lfr.kept import Kept, files_digest, inputs_digest
from lfr.warehouse.figures import Figures

# What setting a page in HTML leaves on it: of pages of Markdown (MkDocs 1.6, Page.render), and of notebooks (mkdocs-jupyter).
_OF_MARKDOWN = ("content", "toc", "present_anchor_ids", "_title_from_render")
_OF_NOTEBOOK = ("content", "toc", "title")


class KeptPages:
    """The pages of one project. Beside figures and text they rest on the code, the libraries, the templates and the settings."""

    def __init__(self, figures: Figures, templates: Path) -> None:
        project = figures.project
        self._kept, self._pieces = Kept(project.build / "kept" / "pages"), Pieces(figures)
        self._made_with = [inputs_digest(project, ("mkdocs.yml", "requirements.lock", "pyproject.toml")), files_digest(templates)]

    def filled(self, url: str, markdown: str, fill: Callable[[Figures], str]) -> str:
        """The text of a page with its figures."""
        made = self._pieces.piece(
            self._kept, [*self._made_with, "text", url, markdown], lambda figures: fill(figures).encode("utf-8", "surrogatepass")
        )
        return made.decode("utf-8", "surrogatepass")

    def set_markdown(self, page: Any, render: Callable[[Any, Any], None], config: Any, files: Any) -> None:
        """Set a page of Markdown in HTML, in place of `render`.

        A page that looks for other files, or of which MkDocs has something to say, is set at every build: what it finds may change.
        """
        name = self._kept.name([*self._made_with, "page", page.url, page.markdown])
        if (found := self._kept.read(name)) is not None:
            _take(page, found)
            return
        seen = _Seen(files)
        with _listening() as heard:
            render(config, seen)
        if not (heard or seen.is_used or page.links_to_anchors):
            self._kept.write(name, pickle.dumps({one: getattr(page, one) for one in _OF_MARKDOWN}))

    def set_notebook(self, page: Any, render: Callable[[Any, Any], None], config: Any, files: Any) -> None:
        """Set a notebook with its results in HTML, in place of `render`: that takes longer than all other pages together."""
        name = self._kept.name([*self._made_with, "notebook", page.url, Path(page.file.abs_src_path).read_bytes()])
        if (found := self._kept.read(name)) is not None:
            _take(page, found)
            return
        with _listening() as heard:
            render(config, files)
        if not heard:
            self._kept.write(name, pickle.dumps({one: getattr(page, one) for one in _OF_NOTEBOOK}))

    def drop_rest(self) -> None:
        """Forget what this build had no use for."""
        self._kept.drop_rest()


def _take(page: Any, found: bytes) -> None:
    for name, value in pickle.loads(found).items():
        setattr(page, name, value)


class _Seen:
    """The files of a site, and whether anybody looked for one."""

    def __init__(self, files: Any) -> None:
        self._files, self.is_used = files, False

    def __getattr__(self, name: str) -> Any:
        self.is_used = True
        return getattr(self._files, name)


class _Ear(logging.Handler):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """The warnings that MkDocs and its plugins write while the block runs."""
    ear, logger = _Ear(), logging.getLogger("mkdocs")
    logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)
