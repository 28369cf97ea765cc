"""One browser and one server for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from browser.needs import CHROMIUM, FLAGS, ROOT
from browser.server import Site, served
from browser.watch import Watch
from playwright.sync_api import Browser, sync_playwright

from ..site.pages import Built

Open = Callable[..., Watch]


@pytest.fixture(scope="session")
def site(built: Built) -> Iterator[Site]:
    with served(built.public) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Open an address of the built site in a fresh browser context, and listen to it.

    Options are Playwright's for a context, and `width`, `scheme` and `js` for the ways of the matrix.
    """
    with ExitStack() as stack:

        def opened(address: str, *, width: int = 1280, scheme: str = "light", js: bool = True, **options: Any) -> Watch:
            context = stack.enter_context(
                browser.new_context(
                    base_url=site.origin, viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=js, **options
                )
            )
            watch = Watch(context, context.new_page(), site.origin)
            watch.page.goto(address)
            return watch

        yield opened


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose files stay after the run, in build/screenshots/, for a person to look at."""
    folder = tmp_path_factory.mktemp("screenshots")
    yield folder
    target = ROOT / "build" / "screenshots"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
