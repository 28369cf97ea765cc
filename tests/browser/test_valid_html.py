"""Every page is valid HTML, as the Nu checker sees it."""

from __future__ import annotations

import pytest
from browser import nu

from ..site.pages import Built


@pytest.mark.slow
def test_the_nu_checker_finds_no_error_on_any_page(built: Built) -> None:
    assert nu.errors(built.public) == []
