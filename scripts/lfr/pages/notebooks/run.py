"""Runs every notebook from top to bottom in processes of their own, beside the other stages: notebooks only read the warehouse. Then says
what the site adds to the page that mkdocs-jupyter makes of a notebook: a description, and a line on where to get it.

mkdocs-jupyter sets the executed notebooks in pages. Its own way of running them, like nbclient's, starts a Jupyter kernel per
notebook: twice the processor time of all of them, spent on importing the same libraries seven times.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path, PurePosixPath

from lfr.errors import SiteError
from lfr.pages.page import Page
from lfr.project import PACKAGE, Project
from lfr.wording.html import block


def check_notebooks(project: Project) -> None:
    """Refuse, before anything is made, a notebook that is not whole: one cut short, or without title."""
    for path in sorted((project.root / "notebooks").glob("*.ipynb")):
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            is_whole = "metadata" in read and re.search(r"^# .", "".join(read["cells"][0]["source"]), re.M)
        except (ValueError, LookupError, TypeError):
            is_whole = None
        if not is_whole:
            raise SiteError(f"notebooks/{path.name}: not a whole notebook, or its first cell has no title (“# …”). Restore or complete it.")


@contextmanager
def running_notebooks(project: Project) -> Iterator[Callable[[], str]]:
    """Start the notebooks; those that still run when the block ends are ended. The block gets a function that waits for all of them.

    It raises SiteError, with the notebook and the cell, when one failed.
    """
    paths = sorted((project.root / "notebooks").glob("*.ipynb"))
    shutil.rmtree(project.executed_notebooks, ignore_errors=True)
    project.executed_notebooks.mkdir(parents=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "lfr.pages.notebooks.execute", project.executed_notebooks, *paths],
        cwd=project.root,
        env=process_environment(project),
        stdin=subprocess.PIPE,  # when this process ends, however it ends, those of the notebooks read the end of it, and end too
        stdout=subprocess.PIPE,
        text=True,
    )

    def result() -> str:
        said = process.stdout.read().strip() if process.stdout else ""
        if process.wait():
            raise SiteError(said or "notebooks/: could not be run; what the process said stands above. Try again after `make clean`.")
        return f"{len(paths)} notebooks run"

    try:
        yield result
    finally:
        process.kill()
        process.communicate()


def process_environment(project: Project) -> dict[str, str]:
    """The environment of a process that runs notebooks or sets them in pages: a user's own settings must not change what is published."""
    own = str(project.build / "jupyter")
    return {
        **os.environ,
        # The same code as this process runs, wherever it was imported from.
        "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",  # a process with more threads than one cannot be forked safely
        "IPYTHONDIR": own,
        "JUPYTER_CONFIG_DIR": own,
        # mkdocs-jupyter has no setting for its templates; nbconvert, by which it sets a notebook, looks in this folder first.
        "JUPYTER_PATH": str(Path(__file__).parent / "notebook_template"),
        "JUPYTER_PLATFORM_DIRS": "1",
    }


# What pandas and nbconvert add: styles, which no page may hold, and a link at each heading.
_MORE = re.compile(r'<style(?:\s[^>]*)?>.*?</style>|<a class="anchor-link"[^>]*>.*?</a>|(?<=[\w"])\s+style="[^"]*"(?=[^<>]*>)', re.S)


def description_of(source: str) -> str:
    """The description in a notebook's metadata: what front matter holds on other pages. "" where there is none."""
    return str(json.loads(source)["metadata"].get("description", ""))


def finished(html: str, source: str, closing: str) -> str:
    """The page of the notebook `source`, with a line on where to get it under its title and `closing` at its end."""
    html = _MORE.sub("", html)
    name = PurePosixPath(source).name
    line = (
        f'<p class="lfr-notebook-about">Run when this site was built, on the figures of this site.'
        f' <a href="{name}" download>Download the notebook</a> or <a href="../#run">run it yourself</a>.</p>'
    )
    return html.replace("</h1>", f"</h1>\n{line}", 1) + closing


def notebook_list(page: Page) -> str:
    """Each notebook with its question and one sentence: links for the page that lists them."""
    items = []
    sources = {path.stem: path.read_text(encoding="utf-8") for path in (page.figures.project.root / "notebooks").glob("*.ipynb")}
    for name, source in sorted(sources.items(), key=lambda one: (json.loads(one[1])["metadata"].get("position", 99), one[0])):
        [title] = re.findall(r"^# (.+)$", "".join(json.loads(source)["cells"][0]["source"]), re.M)[:1]
        items.append(f'<li><a href="{name}/">{escape(title)}</a> {escape(description_of(source))}</li>')
    return block(f"<ul>{''.join(items)}</ul>")
