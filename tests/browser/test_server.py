"""The server of the tests does what a static host does with the published `_headers` file."""

from __future__ import annotations

import gzip
import http.client
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from browser.server import headers_for, read_headers, served

RULES = """
# said of all
/*
  X-One: 1
/data/*
  Access-Control-Allow-Origin: *
"""


def test_a_rule_holds_where_its_pattern_fits() -> None:
    rules = read_headers(RULES)
    assert headers_for("/met/", rules) == [("X-One", "1")]
    assert headers_for("/data/x.csv", rules) == [("X-One", "1"), ("Access-Control-Allow-Origin", "*")]


def test_a_page_comes_compressed_with_its_headers(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>words</p>", encoding="utf-8")
    (tmp_path / "_headers").write_text(RULES, encoding="utf-8")
    with served(tmp_path) as site, urlopen(Request(site.origin + "/", headers={"Accept-Encoding": "gzip"})) as answer:
        assert answer.headers["X-One"] == "1"
        assert gzip.decompress(answer.read()) == b"<p>words</p>"


@pytest.mark.parametrize("address", ["/../secret", "/_headers", "/nothing"])
def test_nothing_outside_the_site_is_served(tmp_path: Path, address: str) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (public / "_headers").write_text(RULES, encoding="utf-8")
    (public / "404.html").write_text("not here", encoding="utf-8")
    with served(public) as site:
        connection = http.client.HTTPConnection("127.0.0.1", site.server_port)
        connection.request("GET", address)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (404, b"not here")
        connection.close()
