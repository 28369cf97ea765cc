"""The site after the next records have come in: a later edition, a new force, and places with a will of their own."""

from __future__ import annotations

import json

from lfr.pages.stubs import write_pages
from lfr.warehouse.figures import open_figures

from .building import AWKWARD, FORMULA, HOSTILE
from .pages import Built, contents
from .test_links import broken_links


def test_a_build_after_a_new_edition_gives_the_new_figures_without_any_other_step(built: Built, grown: Built) -> None:
    was, now = built.yearly, grown.yearly
    assert int(now[2025, "deployments"]["value"]) == int(was[2025, "deployments"]["value"]) + 2
    assert int(now[2025, "alerts"]["value"]) == int(was[2025, "alerts"]["value"]) + 10 + 6
    assert now[2025, "deployments"]["covers_to"] == "2025-07-20"
    assert now[2024, "arrests"] == was[2024, "arrests"]
    reaches = grown.pages["/"].table("Police forces").column("Data to")
    assert reaches["Metropolitan Police"].text == "20 July 2025"
    assert "2025, to 20 July" in grown.pages["/met/"].article.text
    for address in ("/", "/met/"):
        assert "2025, to 11 July" not in grown.pages[address].root.text and "11 July 2025" not in grown.pages[address].root.text


def test_the_notebook_counts_the_new_edition_too(grown: Built) -> None:
    [table] = [one for one in grown.pages["/notebooks/faces-and-alerts/"].tables if "Faces seen" in one.head]
    assert table.column("Deployments")["2025, to 20 July"].text == "114"


def test_a_deployment_keeps_its_address_and_the_old_edition_its_page(built: Built, grown: Built) -> None:
    assert set(built.pages["/met/deployments/"].ids) <= set(grown.pages["/met/deployments/"].ids)
    assert set(built.pages) <= set(grown.pages)


def test_a_new_force_has_its_years_on_the_site(grown: Built) -> None:
    rows = {(row["year"], row["measure"]): row["value"] for row in grown.csv("yearly_figures") if row["publisher"] == "south-wales"}
    assert (rows["2024", "deployments"], rows["2025", "deployments"]) == ("2", "19")
    assert rows["2024", "alerts"] == "6"
    assert "/south-wales/years/2024/" in grown.pages


def test_a_force_with_eighteen_awkward_place_names_is_built_by_the_documented_steps(grown: Built) -> None:
    assert len(AWKWARD) == 18
    figures = open_figures(grown.project)
    slugs = list(figures.deployments("south-wales")["place_slug"])[-18:]
    notices = [one for one in figures.findings().to_dict("records") if one["check_name"] == "unknown_places" and one["page"] == 1]
    figures.close()
    assert [slugs[i] == slugs[i + 1] for i in range(0, 8, 2)] == [True] * 4 and len(set(slugs)) == 14
    assert {f"/south-wales/places/{slug}/" for slug in slugs} <= grown.pages.keys()
    # The list of places is itself, and a name that is the id of another force's place is a place of its own.
    assert "places" in grown.pages["/south-wales/places/"].article.text and slugs[0] == "not-recorded"
    named = {one["printed"] for one in notices if one["source_id"].startswith("south-wales")}
    assert {name.strip() for name in AWKWARD[2:]} <= named and all("Its page stands under" in one["detail"] for one in notices)


def test_every_link_of_the_grown_site_leads_somewhere(grown: Built) -> None:
    assert broken_links(grown) == []


def test_a_place_with_markup_in_its_name_stays_text_on_every_page(grown: Built) -> None:
    shown = [page.address for page in grown.pages.values() if HOSTILE in page.article.text]
    assert {"/met/deployments/2020/", "/met/deployments/", "/met/records/met-2020-2022/"} <= set(shown)
    for page in grown.pages.values():
        assert not any("alert(1)" in "".join(map(str, one.children)) for one in page.root.all("script")), page.address
        assert "49 | #" not in page.article.text, page.address


def test_a_place_with_markup_in_its_name_is_found_as_data(grown: Built) -> None:
    """The page puts what it finds into the page as text (tests/unit/publish/test_search_script.py)."""
    index = json.loads((grown.public / "search" / "index.json").read_text(encoding="utf-8"))
    [met] = [force for force in index["deployments"] if force["publisher"] == "met"]
    assert HOSTILE in met["printed"] + [name for _, name, _ in met["places"]]


def test_a_place_that_a_spreadsheet_would_run_is_text_in_the_download(grown: Built) -> None:
    places = {row["deployment_id"]: row["location"] for row in grown.csv("deployments")}
    assert places["met-0001"] == HOSTILE
    assert places["met-0003"] == f"'{FORMULA}"
    for name in ("deployments", "findings", "corrections", "yearly_figures"):
        cells = [cell for row in grown.csv(name) for cell in row.values()]
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells), name


def test_only_the_pages_of_todays_data_are_published(grown: Built) -> None:
    """A page of an earlier build that no data stands behind any more would be published for ever."""
    stale = grown.project.pages / "south-wales" / "years" / "1999.md"
    stale.write_text("---\ntitle: Of an earlier build\n---\n", encoding="utf-8")
    figures = open_figures(grown.project)
    write_pages(figures)
    figures.close()
    assert "south-wales/years/1999.md" not in contents(grown.project.pages)
