"""Keeps every address alive: each page and file of every release is still on the site, or a page there says where it has moved."""

import posixpath
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from markupsafe import Markup

from lfr.errors import SiteError, did_you_mean
from lfr.pages.render import render
from lfr.pages.site.policy import POLICY


def keep_addresses(site: Path, promised: Iterable[str], moved: Mapping[str, tuple[str, str]]) -> None:
    """Write a page for every address that moved. `moved`: address -> where it is now, and why.

    Raises SiteError for an address of a release that is neither there nor moved, and for one that moved to nowhere.
    """
    for address, (now, reason) in moved.items():
        source, target = _file(site, now), _file(site, address)
        if not source.is_file():
            pages = {"/" + path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")}
            near = did_you_mean(now, pages)
            said = near if near.startswith(" Did") else ""
            raise SiteError(f"data/manual/moved.csv: “{address}” moved to “{now}”, which is not on the site.{said}")
        if target.is_file():
            raise SiteError(f"data/manual/moved.csv: “{address}” is still on the site, so it did not move. Remove the line.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if address.endswith("/"):
            link = posixpath.relpath(now, address) + ("/" if now.endswith("/") else "")
            target.write_text(render("moved.html", policy=Markup(POLICY), link=link, now=now, reason=reason) + "\n", encoding="utf-8")
        else:
            shutil.copyfile(source, target)
    if dead := [address for address in promised if not _file(site, address).is_file()]:
        more = f" and {len(dead) - 10} more" if len(dead) > 10 else ""
        raise SiteError(
            f"{', '.join(dead[:10])}{more}: on the site in an earlier release, and no longer made."
            " An address once published never dies: make the page again, or say in data/manual/moved.csv where it went and why."
        )


def _file(site: Path, address: str) -> Path:
    return site / address.lstrip("/") / "index.html" if address.endswith("/") else site / address.lstrip("/")
