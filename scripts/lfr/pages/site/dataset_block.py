"""Describes the data of a page to search engines: a schema.org Dataset inside the page. It is data, not a script that runs."""

import json
import re
from typing import Any

from lfr.downloads.archive import filled
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import file_address

_YEAR = re.compile(r"(?P<publisher>[a-z0-9-]+)/years/(?P<year>\d{4})/")


def dataset_block(figures: Figures, url: str, site: str, meta: dict[str, Any]) -> str:
    """The Dataset of the page at `url` as JSON that is safe inside a page; "" for a page without data of its own.

    `site` is the address of the site without a slash at its end, `meta` the page's front matter.
    """
    year = _YEAR.fullmatch(url)
    if url == "data/":
        return _safe(json.loads((figures.project.pages / "data" / "latest" / "dataset.jsonld").read_text(encoding="utf-8")))
    if not year:
        return ""
    found = figures.figure(year["publisher"], int(year["year"]), "deployments")
    credit = figures.publishers().set_index("id").loc[found.publisher, "credit"]
    content = {
        "page": f"{site}/{url}", "site": site, "title": meta["title"], "description": meta["description"], "credit": credit,
        "covers_from": found.covers_from, "covers_to": found.covers_to,
        "files": [file_address(f"{name}.csv") for name in ("yearly_figures", "deployments")],
    }  # fmt: skip
    return _safe(filled("dataset-of-year.jsonld", content))


def _safe(content: dict[str, Any]) -> str:
    """JSON in which no text can end the <script> element around it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).replace("<", "\\u003c").replace(">", "\\u003e")
