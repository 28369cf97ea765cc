"""A page comes at once: few bytes, few requests, one host, and nothing moves while it is drawn."""

from __future__ import annotations

import pytest

from .conftest import Open

# Observed from before the first paint: every shift of the layout, as the browser scores it.
_SHIFTS = """
window.__shift = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.__shift += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("address", ["/met/years/2024/", "/", "/met/deployments/", "/met/answers/how-many-people-were-stopped/"])
def test_the_first_load_is_light_and_of_one_host(open_page: Open, address: str) -> None:
    watch = open_page("about:blank", width=412)
    watch.page.add_init_script(_SHIFTS)
    network = watch.context.new_cdp_session(watch.page)
    network.send("Network.enable")
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    watch.page.goto(address)
    watch.page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 110 * 1024, f"{sum(sizes) / 1024:.0f} KB: {[(one.url, one.sizes()) for one in watch.requests]}"
    assert len(watch.requests) <= 12
    assert watch.foreign == []
    assert watch.page.evaluate("window.__shift") == 0


def test_the_bytes_of_a_year_were_counted(open_page: Open) -> None:
    """The budget above is only worth something if it counts what comes over the line."""
    watch = open_page("/met/years/2024/")
    page = next(one for one in watch.requests if one.url.endswith("/met/years/2024/"))
    assert 5_000 < page.sizes()["responseBodySize"] < len(watch.page.content().encode()) / 3
