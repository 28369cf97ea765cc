"""The index of the site's search: what can be found, where it leads, and by which words. Read by site/assets/search.js.

The browser makes its index from this file on first use. So the file holds each thing once, and rows and figures as
plain tables: three thousand deployments stay small. Everything in it is text to be shown as text.

The question box on the page of answers reads the words of data/foi/synonyms.toml and how each answer is asked, too:
site/assets/words.js cuts texts into words and site/assets/ask.js says how an answer is scored; tests/oracle/suggested.py scores once more,
by another hand, and tests/unit/pages/test_ask.py holds that both agree.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import pandas as pd

from lfr.curated.answers import Answer
from lfr.curated.library import Library, Synonyms, read_synonyms
from lfr.errors import visible
from lfr.letters.standard_answers import libraries
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import counted_measures, measures
from lfr.wording import addresses
from lfr.wording.words import say_both, say_count, say_day, say_excerpt, say_number_of, say_with_counts

# Kind, title, address inside the site, the line shown under the title, further words to be found by; of a place or borough how many
# deployments it had in each year of its force, of an answer the measure that it is about.
Entry = list[Any]


@dataclass(frozen=True)
class PageText:
    """One page as MkDocs made it: its address inside the site, its title, its description, its content as HTML if written by hand."""

    address: str
    title: str
    description: str
    html: str = ""


def search_index(figures: Figures, pages: Iterable[PageText]) -> str:
    """The whole index as JSON. Two builds give the same text."""
    synonyms = read_synonyms(figures.project)
    forces = [one for one in figures.publishers().itertuples() if not figures.years(one.id).empty]
    of_forces = libraries(figures)
    entries = [entry for force in forces for entry in (*_years(figures, force.id, force.short_name), *_areas(figures, force.id))]
    entries += [*_quality(figures), *_records(figures), *(entry for library in of_forces for entry in _library(library))]
    by_force = [_figures(figures, force.id, force.short_name) for force in forces]
    known = {entry[2] for entry in entries} | {
        f"/{one['publisher']}/figures/{name}/{year}/" for one in by_force for _, name, _ in one["measures"] for year, _ in one["years"]
    }
    entries += [entry for page in pages for entry in _page(page) if entry[2] not in known]
    # The page that certain words lead to, before all others: the first of those named that there is.
    there, leads = {entry[2] for entry in entries}, []
    for lead in synonyms.lead:
        named = [one.replace("{force}", force.id) for one in lead.to for force in (forces if "{force}" in one else forces[:1])]
        leads += [(said, next(one for one in named if one in there)) for said in lead.said if there.intersection(named)]
    left_out = {*synonyms.stop.split(), *synonyms.asked_only.split()}
    content = {
        "words": shared_words(synonyms),
        "asks": [{"home": f"/{one.publisher}/answers/", "answers": ways_to_ask(one.answers)} for one in of_forces],
        "leads": leads,
        "entries": [_compact(entry, left_out) for entry in entries],
        "figures": by_force,
        "deployments": [_deployments(figures, force.id) for force in forces],
    }
    return visible(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _compact(entry: Entry, left_out: Iterable[str]) -> Entry:
    """The entry with each further word once, and without words that are shown: how often a page uses a word does not count."""
    kind, title, address, excerpt, words, *numbered = entry
    # The line under the title of a place or year is shown but not searched (search.js), so its words are kept.
    shown = title if kind in ("place", "borough", "year") else f"{title} {excerpt}"
    left = {*_split(words)} - {*_split(shown), *left_out}
    return [kind, title, address, excerpt, " ".join(sorted(left)), *numbered]


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))


def _years(figures: Figures, publisher: str, name: str) -> Iterator[Entry]:
    for year in figures.years(publisher).itertuples():
        said = [f"{measure} {say_both(figures.figure(publisher, year.year, measure))}" for measure in ("deployments", "alerts", "arrests")]
        excerpt = say_excerpt("Calendar year: " + ", ".join(said))
        yield ["year", f"{name}, {year.label}", addresses.year_address(publisher, year.year), excerpt, "calendar year annual"]


def _figures(figures: Figures, publisher: str, name: str) -> dict[str, Any]:
    """Every measure by year: [title, its name in addresses, [the figure of each year in words]]."""
    years = list(figures.years(publisher).itertuples())
    found = []
    for measure in [*counted_measures(), *(one for one in measures().values() if one.kind == "range")]:
        of_years = [figures.figure(publisher, year.year, measure.id) for year in years]
        # Where a correction changed the figure, in words without it, too.
        values = [list(dict.fromkeys([say_with_counts(one), say_both(one)])) for one in of_years]
        found.append([measure.title, addresses.anchor(measure.id), values])
    return {"publisher": publisher, "name": name, "years": [[int(year.year), year.label] for year in years], "measures": found}


def _areas(figures: Figures, publisher: str) -> Iterator[Entry]:
    names = figures.printed_names(publisher).groupby("slug")["printed"].agg(list)
    years = list(figures.years(publisher)["year"])
    frames = {"borough": figures.boroughs(publisher), "place": figures.places(publisher)}
    counts = {kind: frame.groupby(["slug", "year"])["deployments"].sum().to_dict() for kind, frame in frames.items()}
    for area in figures.areas(publisher).to_dict("records"):
        kind, slug, name = area["kind"], area["slug"], area["name"]
        address = f"/{publisher}/{kind}s/{slug}/"
        if area["policed_by"] and not area["deployments"]:
            said = f"It has a police force of its own, the {area['policed_by']}. It is not covered here, which is not zero."
            yield [kind, name, address, said, kind]
            continue
        number = say_number_of(area["deployments"], "deployment")
        said = f"{number} in all, the last on {say_day(area['last_date'])}." if area["deployments"] else "No deployment is recorded."
        by_year = [int(counts[kind].get((slug, year), 0)) for year in years]
        if kind == "borough":
            yield [kind, f"{name} (borough)", address, said, kind, by_year]
            continue
        borough = f"In {area['borough']}. " if isinstance(area["borough"], str) else ""
        others = [one for one in names.get(slug, []) if one != name]
        also = say_excerpt(f" Printed as {', '.join(others)}.") if others else ""
        yield [kind, name, address, f"{borough}{said} {also}".strip(), " ".join([kind, *others, borough]), by_year]


def _deployments(figures: Figures, publisher: str) -> dict[str, Any]:
    """Every deployment: [number of its id, day, place, name as printed or -1, alerts, arrests, other dates printed for it]."""
    ledger = figures.corrections()
    dates = ledger[ledger["is_applied"] & (ledger["column_name"] == "date")].set_index("deployment_id")["printed"].to_dict()
    places: dict[tuple[str, str, str], int] = {}
    names: dict[str, int] = {}
    rows = []
    for line in figures.deployments(publisher).to_dict("records"):
        name = line["place_name"]
        borough = line["borough"] if isinstance(line["borough"], str) else ""
        place = places.setdefault((line["place_slug"], name, borough), len(places))
        printed = -1 if line["location"] == name else names.setdefault(line["location"], len(names))
        row: list[object] = [line["deployment_id"], f"{line['deployment_date']:%Y%m%d}", place, printed]
        row += [None if pd.isna(line[count]) else int(line[count]) for count in ("alerts", "arrests")]
        rows.append([*row, *([dates[line["deployment_id"]]] if line["deployment_id"] in dates else [])])
    return {"publisher": publisher, "places": list(places), "printed": list(names), "rows": rows}


def _quality(figures: Figures) -> Iterator[Entry]:
    for line in figures.corrections().to_dict("records"):
        title = f"Correction {line['correction_id']}: {line['location']}, {line['column_name'].replace('_', ' ')}"
        counted = f"counted as {line['corrected']}" if line["is_applied"] else "counted as printed"
        excerpt = say_excerpt(f"Printed {line['printed']}, {counted}. {line['reason']}")
        words = f"{line['evidence']} {line['deployment_id']}"
        yield ["quality", title, addresses.correction_address(line["correction_id"]), excerpt, words]
    for check in figures.checks().to_dict("records"):
        excerpt = say_excerpt(f"{check['findings']} found, {check['open']} open. {check['about']}", 120)
        yield ["quality", check["title"].rstrip("."), addresses.check_address(check["check_name"]), excerpt, check["about"]]


def _records(figures: Figures) -> Iterator[Entry]:
    for line in figures.sources().to_dict("records"):
        address, excerpt = addresses.record_address(line["publisher"], line["id"]), f"{say_count(line['rows'])} rows of {line['id']}."
        yield ["record", f"{line['title']}, as printed", address, excerpt, "source original pdf"]


def _library(library: Library) -> Iterator[Entry]:
    """The standard answers, the disclosures and the documents."""
    ranges = {end: one.id for one in measures().values() if one.kind == "range" for end in (one.lower, one.upper)}
    for answer in library.answers.values():
        # What a number means, unless that sentence is filled in with figures: those stand on the page.
        excerpt = say_excerpt(next((text for text in (answer.means, answer.does_not_mean) if "{{" not in text), ""))
        # The measure that an answer is about: the first that it names, or the range of which that is an end.
        measure = [addresses.anchor(ranges.get(name, name)) for name in answer.measures[:1]]
        # The phrases of an answer are left to the question box's own scorer, which the search asks first.
        words, address = " ".join(answer.also_asked), addresses.answer_address(library.publisher, answer.id)
        yield ["answer", answer.question, address, excerpt, words, *measure]
    for one in library.disclosures.values():
        asked = " ".join(question.asked for question in one.questions)
        title = one.title if one.reference == "not known" else f"{one.reference}: {one.title}"
        address = addresses.disclosure_address(library.publisher, one.slug)
        yield ["disclosure", title, address, f"{one.authority}. {say_excerpt(asked, 120)}", asked]
    for document in library.documents.values():
        said = ", ".join(filter(None, (document.publisher, document.date)))
        address = addresses.document_address(library.publisher, document.id)
        words = f"{document.type} {document.summary}"
        yield ["document", document.title, address, f"{said}. {say_excerpt(document.summary, 120)}", words]


def shared_words(synonyms: Synonyms) -> dict[str, Any]:
    """The lists by which a text is cut into words, for the question box and for the search."""
    return {
        "stop": synonyms.stop.split(),
        "asked_only": synonyms.asked_only.split(),
        "same": [one.words for one in synonyms.same],
        "phrases": {one.said: one.means for one in synonyms.phrase},
    }


def ways_to_ask(answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """Every answer with its question and the other ways in which people ask it."""
    return [{"id": one.id, "question": one.question, "asked": [*one.also_asked, *one.phrases]} for one in answers.values()]


# -- pages written by hand, by section ---------------------------------------------------------------------------------

_LEFT_OUT = re.compile(r"<(table|pre|svg|script|style|form|nav|template|math)\b.*?</\1>", re.S)
_HEADING = re.compile(r'<h[1-3](?=[^>]*\sid="([^"]*)")[^>]*>(.*?)</h[1-3]>', re.S)
_TAG_IN_A_LINE = re.compile(r"</?(?:a|abbr|b|code|em|i|small|span|strong|sub|sup)\b[^>]*>")


def _page(page: PageText) -> Iterator[Entry]:
    """One entry per section of a page written by hand; one entry, with title and description, for a page made from data."""
    # The main heading is the page's title, and what is above the first section belongs to it.
    (_, _, top), *sections = sections_of(page.html)
    yield ["page", page.title, f"/{page.address}", page.description or say_excerpt(top, 120), top]
    for anchor, heading, text in sections:
        yield ["page", f"{page.title}: {heading}", f"/{page.address}#{anchor}", say_excerpt(text, 120), text]


def sections_of(html: str) -> list[tuple[str, str, str]]:
    """Anchor, heading and words of each section, without tables, code and drawings; the first is the top of the page, without heading."""
    top, *rest = _HEADING.split(_LEFT_OUT.sub(" ", re.sub(r"<h1\b.*?</h1>", " ", html, flags=re.S)))
    pieces = [("", "", top), *zip(rest[::3], rest[1::3], rest[2::3], strict=True)]
    return [(anchor, _words(heading), _words(text)) for anchor, heading, text in pieces]


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", _TAG_IN_A_LINE.sub("", html))).split())
