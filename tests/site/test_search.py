"""What the search of the built site finds is there, and its files are small."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from typing import Any

from lfr.curated.library import read_synonyms

from .pages import Built


@cache
def _index(built: Built) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built.public / "search" / "index.json").read_text(encoding="utf-8"))
    return found


def test_everything_that_is_found_is_there(built: Built) -> None:
    index = _index(built)
    addresses = [entry[2] for entry in index["entries"]]
    for force in index["figures"]:
        addresses += [f"/{force['publisher']}/figures/{anchor}/{year}/" for _, anchor, _ in force["measures"] for year, _ in force["years"]]
        # An answer that has a measure leads to the part of its page on the year that is asked for.
        of_force = [one for one in index["entries"] if one[0] == "answer" and len(one) > 5 and one[2].startswith(f"/{force['publisher']}/")]
        addresses += [f"{one[2]}#{year}" for one in of_force for year, _ in force["years"]]
    for force in index["deployments"]:
        addresses += [f"/{force['publisher']}/deployments/#{row[0]}" for row in force["rows"]]
    assert len(addresses) > 700
    missing = []
    for one in addresses:
        address, _, anchor = one.partition("#")
        if address not in built.pages or (anchor and anchor not in built.pages[address].ids):
            missing.append(one)
    assert missing == []


def test_every_page_can_be_found(built: Built) -> None:
    found = {entry[2].partition("#")[0] for entry in _index(built)["entries"]}
    for force in _index(built)["figures"]:
        found |= {f"/{force['publisher']}/figures/{name}/{year}/" for _, name, _ in force["measures"] for year, _ in force["years"]}
    # A frozen release gives way to the present figures: it is not to be found, here or by search engines.
    frozen = {address for address in built.pages if re.fullmatch(r"/releases/\d+\.\d+\.\d+/", address)}
    # Of places, years and the like each has its entry; groups of disclosures and the page for what is not here have none to be looked for.
    assert sorted(set(built.pages) - found - frozen - {"/404.html", "/search/"}) == []


def test_every_lead_leads_to_a_page(built: Built) -> None:
    leads = dict(_index(built)["leads"])
    wanted = [(said, lead.to) for lead in read_synonyms(built.project).lead for said in lead.said]
    assert [said for said, _ in wanted if said not in leads] == []
    assert set(leads.values()) <= {entry[2] for entry in _index(built)["entries"]}


def test_the_index_is_small(built: Built) -> None:
    assert len(gzip.compress((built.public / "search" / "index.json").read_bytes(), 9)) < 60_000


def test_the_page_of_the_search_leads_on_without_a_script(built: Built) -> None:
    page = built.pages["/search/"]
    [form] = [one for one in page.article.all("form")]
    assert "hidden" in form.attributes
    assert "Searching needs JavaScript" in page.article.text
    led_to = {page.leads_to(link)[0] for link in page.article.links()}
    assert {"/met/answers/", "/met/places/", "/met/years/", "/methods/", "/met/deployments/", "/met/disclosures/"} <= led_to
    loaded = [one.attributes["src"] for one in page.article.all("script")]
    # The engine and the index come on first use.
    assert loaded == ["../assets/words.js", "../assets/ask.js", "../assets/search.js", "../assets/search-page.js"]
    assert (built.public / "search" / form.attributes["data-search"]).resolve().is_file()


def test_every_page_has_a_box_that_leads_to_the_search(built: Built) -> None:
    for page in built.pages.values():
        if page.address.startswith("/404"):
            continue
        [box] = [one for one in page.root.all("form") if one.attributes.get("class") == "lfr-search"]
        assert page.leads_to(box.attributes["action"])[0] == "/search/", page.address
        assert [one.attributes["name"] for one in box.all("input")] == ["q"]
