"""MkDocs in a process of its own that has imported everything before it is needed: run as `python -m lfr.publish.waiting`.

A line on its input says into which folder to build; when the input ends without one, there is nothing to build.
"""

from __future__ import annotations

import sys
from importlib import import_module

from mkdocs.__main__ import cli

# What MkDocs imports once it has read its settings; imported here, while the stages before still run.
_WANTED = ("mkdocs_jupyter.plugin", "lfr.publish.hook")


def main() -> None:
    """Wait for the word, then build."""
    for name in _WANTED:
        import_module(name)
    folder = sys.stdin.readline().rstrip("\n")
    if folder:
        cli(["build", "--strict", "--clean", "--site-dir", folder], prog_name="mkdocs")


if __name__ == "__main__":
    main()
