"""The notebooks read the package's read side: what they print are the site's figures, in pages as light and plain as the others."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise

from .figures_in_words import agrees
from .pages import Built, Element, Page, year_of

QUESTIONS = {
    "volume-and-coverage", "accuracy", "where", "outcomes", "data-quality", "two-sources", "faces-and-alerts",
}  # fmt: skip
MOST_BYTES = 120_000


def notebooks(built: Built) -> dict[str, Page]:
    found = {address: page for address, page in built.pages.items() if re.fullmatch(r"/notebooks/[a-z-]+/", address)}
    assert {address.split("/")[2] for address in found} == QUESTIONS
    return found


def _titles(built: Built) -> dict[str, str]:
    rows = json.loads((built.public / "data" / "latest" / "measures.json").read_text(encoding="utf-8"))["rows"]
    return {row["title"]: row["measure"] for row in rows}


def _both(cell: Element) -> tuple[str, str]:
    """The figure of a cell, and what was published where a correction changed it: in small print or in brackets."""
    found = re.fullmatch(r"([^(]*(?:\([^)]*\))?) \((.+) before correction\)", cell.figure)
    return (found[1], found[2]) if found else (cell.figure, cell.note.removesuffix(" before correction"))


def test_every_figure_in_a_table_of_a_notebook_is_the_sites(built: Built) -> None:
    titles = _titles(built)
    checked: dict[str, int] = {}
    for address, page in notebooks(built).items():
        for table in page.tables:
            for _, cells in table.rows:
                if not re.match(r"20\d\d(, to|$)", cells[0].figure):
                    continue
                for name, cell in zip(table.head[1:], cells[1:], strict=True):
                    if name in titles:
                        row = built.yearly[year_of(cells[0].figure), titles[name]]
                        figure, published = _both(cell)
                        assert agrees(figure, row), (address, table.caption, cells[0].text, name, cell.text)
                        if published:
                            assert agrees(published, row, published=True), (address, table.caption, name, cell.text)
                        checked[address] = checked.get(address, 0) + 1
    # The table of two sources counts the shared rows only; the other notebooks show figures of the site.
    assert set(checked) == set(notebooks(built)) - {"/notebooks/two-sources/"}
    assert sum(checked.values()) > 100


def test_the_effect_of_each_correction_is_the_difference_of_the_sites_figures(built: Built) -> None:
    titles = _titles(built)
    table = built.pages["/notebooks/data-quality/"].table("Counts that corrections change")
    told = set()
    for _, cells in table.rows:
        year, title, published, corrected, change = (cell.text for cell in cells)
        row = built.yearly[year_of(year), titles[title.removesuffix(" (minutes)")]]
        was, now = (int(text.replace(",", "")) for text in (published, corrected))
        assert (str(was), str(now)) == (row["value_as_published"], row["value"]), (year, title)
        assert int(change.replace(",", "").replace("−", "-")) == now - was
        told.add((year_of(year), row["measure"]))
    rates = {"accuracy_of_stops", "confirmed_alerts_true", "false_alerts_per_face", "false_alerts_per_alert", "arrests_per_hour"}
    counts = set(titles.values()) - rates
    assert told == {
        key
        for key, row in built.yearly.items()
        if row["value"] != row["value_as_published"] and key[1] in counts and not key[1].startswith(("watchlist", "threshold"))
    }


def test_alerts_per_hour_and_boroughs_are_counted_from_the_sites_figures(built: Built) -> None:
    [table] = [one for one in built.pages["/notebooks/faces-and-alerts/"].tables if "Alerts per deployed hour" in one.head]
    for label, cell in table.column("Alerts per deployed hour").items():
        alerts, minutes = (int(built.yearly[year_of(label), name]["value"]) for name in ("alerts", "duration_minutes"))
        assert float(cell.figure) == round(60 * alerts / minutes, 2), label
    boroughs = built.pages["/notebooks/where/"].table("Deployments by borough and calendar year")
    for label in boroughs.head[1:-1]:
        counted = sum(int(cell.figure) for cell in boroughs.column(label).values())
        assert counted == int(built.yearly[year_of(label), "deployments"]["value"]), label


def test_notebooks_read_nothing_but_the_read_side(built: Built) -> None:
    for path in sorted((built.project.root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert "from lfr.warehouse.figures import open_figures" in code
        for forbidden in ("duckdb", "read_csv", "SELECT ", "open(", "/data", "lfr.warehouse.database"):
            assert forbidden not in code.replace("open_figures(", ""), (path.name, forbidden)
        # Outputs are made at build time: a committed one could be older than the figures.
        assert not any(cell.get("outputs") for cell in cells), path.name


def test_a_page_asks_a_question_and_says_method_result_and_caveat(built: Built) -> None:
    listed = built.pages["/notebooks/"]
    for address, page in notebooks(built).items():
        [title] = page.article.all("h1")
        assert title.text.endswith("?"), address
        assert [one.text for one in page.article.all("strong")][:2] == ["Question.", "Method."], address
        assert [one.text for one in page.article.all("h2")] == ["Result", "Caveat"], address
        [described] = [one.attributes["content"] for one in page.root.all("meta") if one.attributes.get("name") == "description"]
        assert described in listed.article.text and title.text in listed.article.text
        levels = [int(one.tag[1]) for one in page.article.all("h1", "h2", "h3", "h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_a_page_is_light_and_each_picture_table_and_piece_of_code_can_be_read_by_all(built: Built) -> None:
    for address, page in notebooks(built).items():
        html = (built.public / address.strip("/") / "index.html").read_bytes()
        assert len(gzip.compress(html, 9)) <= MOST_BYTES, address
        assert not page.article.all("img", "script", "style", "iframe")
        # The narrow drawing of a chart is named by the words in the wide one.
        said = {one.attributes.get("id"): one.text for one in page.article.all("title", "desc")}
        for picture in page.article.all("svg"):
            assert picture.attributes["role"] == "img"
            names = picture.attributes["aria-labelledby"].split()
            assert len(names) == 2 and all(said[name] for name in names), address
        for table in page.article.all("table"):
            assert table.all("caption")[0].text and all("scope" in cell.attributes for cell in table.all("th")), address
        assert all(one.attributes.get("tabindex") == "0" for one in page.article.all("pre")), address
        assert len(page.ids) == len(set(page.ids)), address


def test_a_notebook_can_be_taken_away_with_its_results(built: Built) -> None:
    for address, page in notebooks(built).items():
        [link] = [one for one in page.article.all("a") if "download" in one.attributes]
        taken = json.loads((built.public / page.leads_to(link.attributes["href"])[0].lstrip("/")).read_text(encoding="utf-8"))
        outputs = [output for cell in taken["cells"] for output in cell.get("outputs", [])]
        assert outputs and all("text/html" in output["data"] for output in outputs), address
        assert not any("execution" in cell["metadata"] for cell in taken["cells"]), "times differ from build to build"
        captions = {re.findall(r"<caption>(.*?)</caption>", _html(output))[0] for output in outputs if "<caption>" in _html(output)}
        assert captions <= {one.text for one in page.article.all("caption")}, address


def _html(output: dict[str, dict[str, object]]) -> str:
    body = output["data"]["text/html"]
    return "".join(body) if isinstance(body, list) else str(body)
