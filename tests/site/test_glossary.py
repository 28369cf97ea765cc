"""The glossary is where a reader of a figure finds what its words mean."""

from __future__ import annotations

import re

from lfr.warehouse.measures import measures

from .pages import Built

GLOSSARY = "/about/glossary/"


def test_figures_and_answers_lead_to_it(built: Built) -> None:
    pages = [
        page for address, page in built.pages.items() if re.fullmatch(r"/met/(figures/[^/]+/\d{4}|answers/(?!ask-for)[^/]+)/", address)
    ]
    assert len(pages) > 200
    for page in pages:
        assert GLOSSARY in {page.leads_to(link)[0] for link in page.article.links()}, page.address


def test_it_explains_the_words_of_every_measure_in_one_sentence_first(built: Built) -> None:
    page = built.pages[GLOSSARY]
    entries = {one.text.lower() for one in page.article.all("h3")}
    words = (
        "deployment",
        "place",
        "borough",
        "faces seen",
        "watchlist",
        "threshold",
        "alert",
        "true alert",
        "false alert",
        "confirmed",
        "stop",
    )
    for word in (*words, "accurate stop", "arrest", "disposal", "outcome", "false alert rate", "confidence interval"):
        assert any(re.search(rf"\b{word}\b", entry) for entry in entries), word
    explained = {page.leads_to(link)[0] for link in page.article.links()}
    assert {f"/methods/{one.method}/" for one in measures().values()} <= explained | {"/methods/hours-deployed/"}
