"""The report on reading age ranks long sentences and long words first, and reads running text alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.reading import readings, report
from lfr.errors import LfrError

EASY = "<p>The cat sat on the mat. It was warm there in the sun.</p>"
HARD = "<p>Notwithstanding considerable organisational complexity, representatives subsequently acknowledged responsibility.</p>"


def write(public: Path, name: str, body: str) -> None:
    (public / name).mkdir(parents=True)
    (public / name / "index.html").write_text(f"<nav><p>Far away from it all, my friend.</p></nav><main>{body}</main>", encoding="utf-8")


def test_the_hardest_page_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "easy", EASY)
    write(tmp_path, "hard", HARD)
    text = report(tmp_path, 1)
    assert "2 pages" in text and "/hard/" in text and "/easy/" not in text


def test_tables_code_and_the_frame_do_not_count(tmp_path: Path) -> None:
    write(tmp_path, "page", EASY + "<table><tr><td>one two three four five six</td></tr></table><pre>a b c d e f</pre>")
    [found] = readings(tmp_path)
    assert (found.words, len(found.sentences)) == (13, 2)


def test_a_page_without_running_text_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "page", "<h1>2024</h1><ul><li>Map of all the boroughs</li><li>Deployments, alerts, stops and arrests</li></ul>")
    assert list(readings(tmp_path)) == []


def test_without_a_site_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LfrError, match="Run `make site`"):
        report(tmp_path, 5)
