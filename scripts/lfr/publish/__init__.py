"""From figures to files and pages: downloads, generated pages, and the site that MkDocs builds from them."""

from lfr.publish.chart_pages import write_chart_pages
from lfr.publish.downloads import write_downloads
from lfr.publish.open_data import write_open_data
from lfr.publish.pages import write_pages
from lfr.publish.site import starting_site

__all__ = ["starting_site", "write_chart_pages", "write_downloads", "write_open_data", "write_pages"]
