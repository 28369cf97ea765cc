"""Releases: figures frozen for good, every later difference explained, and every figure citable.

`check_release` belongs to the warehouse (house rule 7), `write_release_pages` to the pages, `make_release` to `lfr release`.
"""

from lfr.releases.check import check_release
from lfr.releases.freeze import Asked, check_asked, make_release
from lfr.releases.frozen import Release, read_releases
from lfr.releases.pages import write_release_pages
from lfr.releases.rows import figure_rows
from lfr.releases.show import shown

__all__ = [
    "Asked",
    "Release",
    "check_asked",
    "check_release",
    "figure_rows",
    "make_release",
    "read_releases",
    "shown",
    "write_release_pages",
]
