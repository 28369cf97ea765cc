"""The policy that keeps a page to this site's own files, as headers for a static host."""

from __future__ import annotations

from pathlib import Path

from lfr.pages.site.serving import HEADERS, POLICY, configuration, write_host_files


def test_nothing_but_the_sites_own_files_may_be_loaded_or_run() -> None:
    parts = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert parts["default-src"] == "'none'"
    assert {value for name, value in parts.items() if name.endswith("-src") and name != "default-src"} == {"'self'"}
    assert "unsafe" not in POLICY


def test_the_header_file_says_the_policy_for_every_address_and_forbids_framing() -> None:
    first, *rest = configuration("_headers.j2").split("\n/")
    assert first.startswith("/*\n")
    for name, value in HEADERS.items():
        assert f"  {name}: {value}" in first
    assert "frame-ancestors 'none'" in first
    assert any(part.startswith("assets/inline/*") and "immutable" in part for part in rest)


def test_robots_are_told_where_the_list_of_pages_is(tmp_path: Path) -> None:
    write_host_files(tmp_path, "https://lfr.example/x/")
    assert "Sitemap: https://lfr.example/x/sitemap.xml\n" in (tmp_path / "robots.txt").read_text(encoding="utf-8")
