"""An address once published never dies."""

from __future__ import annotations

from pathlib import Path

import pytest
from lfr.errors import SiteError
from lfr.pages.site.serving import keep_addresses


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("index.html", "met/years/2024/index.html", "data/figures.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def test_addresses_that_are_there_need_nothing(site: Path) -> None:
    before = sorted(site.rglob("*"))
    keep_addresses(site, ["/", "/met/years/2024/", "/data/figures.csv"], {})
    assert sorted(site.rglob("*")) == before


def test_a_page_that_is_no_longer_made_stops_the_build_and_is_named(site: Path) -> None:
    with pytest.raises(
        SiteError, match=r"^/met/years/2023/: on the site in an earlier release, and no longer made\..*data/manual/moved\.csv"
    ):
        keep_addresses(site, ["/", "/met/years/2023/"], {})


def test_many_dead_addresses_are_counted(site: Path) -> None:
    with pytest.raises(SiteError, match=r"/12/, .* and 2 more: on the site"):
        keep_addresses(site, [f"/{number}/" for number in range(12, 24)], {})


def test_a_page_that_moved_leads_on_and_says_why(site: Path) -> None:
    keep_addresses(site, ["/met/2024/"], {"/met/2024/": ("/met/years/2024/", "Years have <one> place.")})
    page = (site / "met/2024/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../years/2024/"' in page and '<a href="../years/2024/">/met/years/2024/</a>' in page
    assert "Years have &lt;one&gt; place." in page and 'content="noindex"' in page


def test_a_file_that_moved_is_still_served_where_it_was(site: Path) -> None:
    keep_addresses(site, ["/data/old.csv"], {"/data/old.csv": ("/data/figures.csv", "A better name.")})
    assert (site / "data/old.csv").read_text(encoding="utf-8") == "data/figures.csv"


def test_a_page_that_moved_to_nowhere_is_refused_with_the_nearest(site: Path) -> None:
    with pytest.raises(SiteError, match=r'“/old/” moved to “/met/years/2025/”, which is not on the site\. Did you mean "/met/years/2024/"'):
        keep_addresses(site, [], {"/old/": ("/met/years/2025/", "Why.")})


def test_a_page_that_did_not_move_is_not_overwritten(site: Path) -> None:
    with pytest.raises(SiteError, match="is still on the site, so it did not move"):
        keep_addresses(site, [], {"/met/years/2024/": ("/", "Why.")})
    assert (site / "met/years/2024/index.html").read_text(encoding="utf-8") == "met/years/2024/index.html"
