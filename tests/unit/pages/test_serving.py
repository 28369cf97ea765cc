"""Configuration for whoever puts the site online, and copies compressed beforehand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from lfr.errors import LfrError
from lfr.pages.site.serving import HEADERS, compress, configuration, prepare_serving


def test_every_server_is_told_the_same_headers() -> None:
    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}" always;' in configuration("nginx.conf.j2", root="/srv/public")
        assert f'Header always set {name} "{value}"' in configuration("htaccess.j2")


def test_a_compressed_copy_holds_the_file_and_no_time(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<p>word</p>" * 100)
    (tmp_path / "small.css").write_text("a{}")
    (tmp_path / "card.png").write_bytes(b"\x89PNG" * 200)
    assert compress(tmp_path)[0] == 1
    copy = (tmp_path / "a" / "index.html.gz").read_bytes()
    assert gzip.decompress(copy) == (tmp_path / "a" / "index.html").read_bytes()
    assert copy[4:8] == b"\0\0\0\0", "a copy that holds the time differs from build to build"


def test_a_folder_with_a_space_is_one_name_for_nginx_and_one_with_a_dollar_is_refused(tmp_path: Path) -> None:
    for name in ("our site", "our$site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").touch()
    prepare_serving(tmp_path / "our site", tmp_path / "build")
    assert f'root "{(tmp_path / "our site").resolve()}";' in (tmp_path / "build" / "serving" / "nginx.conf").read_text()
    with pytest.raises(LfrError, match=r"nginx cannot serve a folder with '\$' in its name"):
        prepare_serving(tmp_path / "our$site", tmp_path / "build")


def test_without_a_site_the_command_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LfrError, match=r"no built site yet\. Run `make site`"):
        prepare_serving(tmp_path / "public", tmp_path / "build")
