"""Text from a record stays text, also where scripts put it into a page."""

from __future__ import annotations

from browser.server import served
from browser.watch import Watch
from playwright.sync_api import Browser

from ..site.building import HOSTILE
from ..site.pages import Built


def test_a_place_that_is_called_script_stays_text(grown: Built, browser: Browser) -> None:
    """On every page that shows it, and in the search, whose results are put in by a script."""
    shown = [page.address for page in grown.pages.values() if HOSTILE in page.article.text]
    assert len(shown) >= 2
    with served(grown.public) as site:
        context = browser.new_context(base_url=site.origin)
        watch = Watch(context, context.new_page(), site.origin)
        alerts: list[str] = []
        watch.page.on("dialog", lambda dialog: alerts.append(dialog.message))
        for address in [*shown, "/search/?q=script%20alert", "/met/deployments/?place=script"]:
            watch.page.goto(address)
            watch.page.wait_for_load_state("networkidle")
            assert watch.faults() == [], address
            assert watch.page.locator("main script:not([src]):not([type])").count() == 0
        assert HOSTILE.split()[0] in watch.page.locator("article").inner_text()
        assert alerts == []
        context.close()
