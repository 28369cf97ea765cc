"""Links lead somewhere, and a page loads nothing that is not its own: what the policy and a reader rely on."""

from __future__ import annotations

import json
from collections import Counter

from .pages import Built, Page

# What a browser fetches, or sends to, without being asked for by a click.
_LOADS = {
    "script": ["src"], "img": ["src", "srcset"], "iframe": ["src"], "audio": ["src"], "video": ["src", "poster"],
    "source": ["src", "srcset"], "object": ["data"], "embed": ["src"], "form": ["action"],
    "input": ["src", "formaction"], "button": ["formaction"],
    "use": ["href", "xlink:href"], "image": ["href", "xlink:href"], "track": ["src"], "base": ["href"],
}  # fmt: skip
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"


def _loaded(page: Page) -> list[str]:
    found = [one.attributes[name] for one in page.elements for name in _LOADS.get(one.tag, []) if name in one.attributes]
    # rel="canonical" names an address and fetches nothing; every other <link> of the theme may fetch.
    return found + [one.attributes["href"] for one in page.elements if one.tag == "link" and one.attributes.get("rel") != "canonical"]


def _is_foreign(address: str) -> bool:
    return address.startswith(("http:", "https:", "//", "ftp:", "ws:", "wss:"))


def broken_links(built: Built) -> list[str]:
    """Every link inside the site that leads to no page, no file, or no anchor."""
    broken = []
    for page in built.pages.values():
        own = [link for link in [*page.root.links(), *_loaded(page)] if not _is_foreign(link) and not link.startswith(("mailto:", "data:"))]
        for link in own:
            address, anchor = page.leads_to(link)
            if address in built.pages:
                if anchor and anchor not in built.pages[address].ids:
                    broken.append(f"{page.address}: {link}: no such anchor")
            elif address.endswith("/") or not (built.public / address.lstrip("/")).is_file():
                broken.append(f"{page.address}: {link}: no such page")
    return broken


def test_every_internal_link_and_anchor_leads_somewhere(built: Built) -> None:
    links = sum(len(page.root.links()) for page in built.pages.values())
    assert links > 3000, f"only {links} links were found to follow"
    assert broken_links(built) == []


def test_each_address_that_a_letter_gives_for_a_figure_is_a_page(built: Built) -> None:
    texts = json.loads((built.public / "met" / "letter" / "fragments.json").read_text(encoding="utf-8"))
    years = [year for answer in texts["answers"].values() for year in answer["years"].values()]
    given = [address for year in years for address in year["addresses"]]
    assert given and all("/figures/" in address and address in built.pages for address in given)
    assert all(year["addresses"] for year in years if year["is_held"])


def test_nothing_is_loaded_from_another_host(built: Built) -> None:
    assert [f"{page.address}: {one}" for page in built.pages.values() for one in _loaded(page) if _is_foreign(one)] == []


def test_stylesheets_load_nothing_from_another_host(built: Built) -> None:
    sheets = sorted(built.public.rglob("*.css"))
    assert sheets
    for path in sheets:
        sheet = path.read_text(encoding="utf-8").replace("url(http://www.w3.org", "")
        assert "url(http" not in sheet and "url(//" not in sheet and "@import" not in sheet, path.name


def test_no_page_has_an_inline_script_or_style(built: Built) -> None:
    inline = []
    for page in built.pages.values():
        for one in page.elements:
            # A description of the data for other programs is data, which no policy stops: it does not run.
            runs = one.tag == "script" and one.attributes.get("type") not in ("application/json", "application/ld+json")
            handlers = [name for name in one.attributes if name.startswith("on")]
            if one.tag == "style" or (runs and "".join(map(str, one.children)).strip()) or "style" in one.attributes or handlers:
                inline.append(f"{page.address}: <{one.tag} {one.attributes}>")
            addresses = [one.attributes.get(name, "") for name in ("href", "src", "action")]
            inline += [f"{page.address}: {address}" for address in addresses if address.lower().lstrip().startswith("javascript:")]
    assert inline == []


def test_every_page_carries_the_policy(built: Built) -> None:
    for page in built.pages.values():
        policies = [
            one.attributes["content"]
            for one in page.elements
            if one.tag == "meta" and one.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1 and policies[0].startswith(_POLICY), page.address
        assert "unsafe" not in policies[0] and "http" not in policies[0] and "*" not in policies[0], page.address


def test_no_id_stands_twice_on_a_page(built: Built) -> None:
    for page in built.pages.values():
        assert [one for one, count in Counter(page.ids).items() if count > 1] == [], page.address


def test_every_page_has_one_title_one_main_heading_and_a_language(built: Built) -> None:
    for page in built.pages.values():
        titles = [one for head in page.root.all("head") for one in head.all("title")]
        assert len(titles) == 1 and titles[0].text, page.address
        assert [one.attributes.get("lang") for one in page.root.all("html")] == ["en"], page.address
        assert len(page.root.all("h1")) == 1, page.address
