"""MkDocs in a process of its own that has imported everything before it is needed: run as `python -m lfr.pages.site.waiting`.

A line on its input says into which folder to build; when the input ends without one, there is nothing to build. The line after it
says that the results of the notebooks are there; when the input ends without that one, the build is off.
"""

from __future__ import annotations

import sys
from importlib import import_module

from mkdocs.__main__ import cli

from lfr.pages.notebooks.notebook_pages import wait_for_results

# What MkDocs imports once it has read its settings; imported here, while the stages before still run.
_WANTED = ("mkdocs_jupyter.plugin", "lfr.pages.site.hook")


def main() -> None:
    """Wait for the word, then build."""
    for name in _WANTED:
        import_module(name)
    folder = sys.stdin.readline().rstrip("\n")
    if folder:
        wait_for_results.append(_wait_for_notebooks)
        cli(["build", "--strict", "--clean", "--site-dir", folder], prog_name="mkdocs")


def _wait_for_notebooks() -> None:
    if not sys.stdin.readline():
        raise SystemExit("the build ended before its notebooks did")


if __name__ == "__main__":
    main()
