"""The index of the site's search: what can be found, where it leads, and by which words. Read by site/assets/search.js.

The browser makes its index from this file on first use. So the file holds each thing once, and rows and figures as
plain tables: three thousand deployments stay small. Everything in it is text to be shown as text.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lfr.curated.answers import Answer
from lfr.curated.library import Library, forces_with_library, read_library
from lfr.curated.synonyms import Synonyms, read_synonyms
from lfr.errors import visible
from lfr.pages.search import ask
from lfr.pages.search.sections import Section, sections_of
from lfr.warehouse.figures import Figures
from lfr.warehouse.measures import counted_measures, measures
from lfr.wording import addresses
from lfr.wording.words import say_both, say_count, say_day, say_excerpt, say_number_of, say_with_counts

# Kind, title, address inside the site, the line shown under the title, further words to be found by; of a place or borough how many
# deployments it had in each year of its force, of an answer the measure that it is about.
Entry = list[Any]


@dataclass(frozen=True)
class PageText:
    """One page as MkDocs made it: its address inside the site, its title, its description, its content as HTML."""

    address: str
    title: str
    description: str
    html: str
    is_written_by_hand: bool


def search_index(figures: Figures, pages: Iterable[PageText]) -> str:
    """The whole index as JSON. Two builds give the same text."""
    synonyms = read_synonyms(figures.project)
    forces = [one for one in figures.publishers().itertuples() if not figures.years(one.id).empty]
    entries: list[Entry] = []
    for force in forces:
        entries += _years(figures, force.id, force.short_name)
        entries += _areas(figures, force.id)
    entries += _quality(figures) + _records(figures)
    asks = []
    for publisher in forces_with_library(figures.project):
        library = read_library(figures.project, publisher)
        entries += _library(library)
        rules = ask.parameters(library.answers, synonyms)
        asks.append({"home": f"/{publisher}/answers/", **{name: value for name, value in rules.items() if name != "words"}})
    pages, known = list(pages), {entry[2] for entry in entries}
    figures_by_force = [_figures(figures, force.id, force.short_name, {f"/{page.address}" for page in pages}) for force in forces]
    known |= {
        f"/{one['publisher']}/figures/{name}/{year}/"
        for one in figures_by_force
        for _, name, _ in one["measures"]
        for year, _ in one["years"]
    }
    entries += [entry for page in pages for entry in _page(page) if entry[2] not in known]
    left_out = {*synonyms.stop.split(), *synonyms.asked_only.split()}
    content = {
        "words": ask.shared_words(synonyms),
        "asks": asks,
        "leads": list(_leads(synonyms, [force.id for force in forces], {entry[2] for entry in entries})),
        "entries": [_compact(entry, left_out) for entry in entries],
        "figures": figures_by_force,
    }
    # As text force by force: the rows of all forces would take many times the room.
    deployments = ",".join(_text(_deployments(figures, force.id)) for force in forces)
    return f'{_text(content)[:-1]},"deployments":[{deployments}]}}'


def _leads(synonyms: Synonyms, forces: list[str], known: set[str]) -> Iterator[tuple[str, str]]:
    """The page that certain words lead to, before all others: the first of those named that there is."""
    for said, lead in ((said, one) for one in synonyms.lead for said in one.said):
        named = [one.replace("{force}", force) for one in lead.to for force in (forces if "{force}" in one else [""])]
        if found := next((one for one in named if one in known), ""):
            yield said, found


def _text(content: Any) -> str:
    return visible(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _compact(entry: Entry, left_out: Iterable[str]) -> Entry:
    """The entry with each further word once, and without words that are shown: how often a page uses a word does not count."""
    kind, title, address, excerpt, words, *numbered = entry
    # The line under the title of a place or year is shown but not searched (search.js), so its words are kept.
    shown = title if kind in ("place", "borough", "year") else f"{title} {excerpt}"
    left = dict.fromkeys(_split(words))
    for word in (*_split(shown), *left_out):
        left.pop(word, None)
    return [kind, title, address, excerpt, " ".join(sorted(left)), *numbered]


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", ""))


def _years(figures: Figures, publisher: str, name: str) -> list[Entry]:
    found = []
    for year in figures.years(publisher).itertuples():
        said = [f"{measure} {say_both(figures.figure(publisher, year.year, measure))}" for measure in ("deployments", "alerts", "arrests")]
        excerpt = say_excerpt("Calendar year: " + ", ".join(said))
        found.append(["year", f"{name}, {year.label}", addresses.year_address(publisher, year.year), excerpt, "calendar year annual"])
    return found


def _figures(figures: Figures, publisher: str, name: str, pages: set[str]) -> dict[str, Any]:
    """Every measure by year: [title, anchor on the page of the year, [the figure of each year in words]]; and whether each has a page."""
    years = list(figures.years(publisher).itertuples())
    found = []
    for measure in [*counted_measures(), *(one for one in measures().values() if one.kind == "range")]:
        # "of which completed" is listed under Deployments on a page; on its own it needs the noun.
        title = re.sub(r"^of which ", "Deployments ", measure.title)
        of_years = [figures.figure(publisher, year.year, measure.id) for year in years]
        # Where a correction changed the figure, in words without it, too.
        values = [list(dict.fromkeys([say_with_counts(one), say_both(one)])) for one in of_years]
        found.append([title, addresses.anchor(measure.id), values])
    has_pages = f"/{publisher}/figures/{found[0][1]}/{years[-1].year}/" in pages
    said_years = [[int(year.year), year.label] for year in years]
    return {"publisher": publisher, "name": name, "years": said_years, "measures": found, "has_figure_pages": has_pages}


def _areas(figures: Figures, publisher: str) -> list[Entry]:
    names = figures.printed_names(publisher).groupby("slug")["printed"].agg(list)
    years = list(figures.years(publisher)["year"])
    frames = {"borough": figures.boroughs(publisher), "place": figures.places(publisher)}
    counts = {kind: frame.groupby(["slug", "year"])["deployments"].sum().to_dict() for kind, frame in frames.items()}
    found = []
    for area in figures.areas(publisher).to_dict("records"):
        kind, slug, name = area["kind"], area["slug"], area["name"]
        if area["policed_by"] and not area["deployments"]:
            said = f"It has a police force of its own, the {area['policed_by']}. It is not covered here, which is not zero."
            found.append([kind, name, addresses.borough_address(publisher, slug), said, kind])
            continue
        number = say_number_of(area["deployments"], "deployment")
        said = f"{number} in all, the last on {say_day(area['last_date'])}." if area["deployments"] else "No deployment is recorded."
        by_year = [int(counts[kind].get((slug, year), 0)) for year in years]
        if kind == "borough":
            found.append([kind, f"{name} (borough)", addresses.borough_address(publisher, slug), said, kind, by_year])
            continue
        borough = f"In {area['borough']}. " if isinstance(area["borough"], str) else ""
        others = [one for one in names.get(slug, []) if one != name]
        also = f" Printed as {', '.join(others)}." if others else ""
        excerpt = f"{borough}{said} {say_excerpt(also)}".strip()
        found.append([kind, name, addresses.place_address(publisher, slug), excerpt, " ".join([kind, *others, borough]), by_year])
    return found


def _deployments(figures: Figures, publisher: str) -> dict[str, Any]:
    """Every deployment: [number of its id, day, place, name as printed or -1, alerts, arrests, other dates printed for it]."""
    frame = figures.deployments(publisher)
    ledger = figures.corrections()
    dates = ledger[ledger["is_applied"] & (ledger["column_name"] == "date")].set_index("deployment_id")["printed"].to_dict()
    places: dict[tuple[str, str, str], int] = {}
    names: dict[str, int] = {}
    rows = []
    for line in frame.to_dict("records"):
        name = line["place_name"]
        borough = line["borough"] if isinstance(line["borough"], str) else ""
        place = places.setdefault((line["place_slug"], name, borough), len(places))
        printed = -1 if line["location"] == name else names.setdefault(line["location"], len(names))
        row: list[object] = [line["deployment_id"], f"{line['deployment_date']:%Y%m%d}", place, printed]
        row += [None if pd.isna(line[count]) else int(line[count]) for count in ("alerts", "arrests")]
        rows.append([*row, *([dates[line["deployment_id"]]] if line["deployment_id"] in dates else [])])
    return {"publisher": publisher, "places": [list(one) for one in places], "printed": list(names), "rows": rows}


def _quality(figures: Figures) -> list[Entry]:
    found = []
    for line in figures.corrections().to_dict("records"):
        title = f"Correction {line['correction_id']}: {line['location']}, {line['column_name'].replace('_', ' ')}"
        counted = f"counted as {line['corrected']}" if line["is_applied"] else "counted as printed"
        excerpt = say_excerpt(f"Printed {line['printed']}, {counted}. {line['reason']}")
        words = f"{line['evidence']} {line['deployment_id']}"
        found.append(["quality", title, addresses.correction_address(line["correction_id"]), excerpt, words])
    for check in figures.checks().to_dict("records"):
        excerpt = say_excerpt(f"{check['findings']} found, {check['open']} open. {check['about']}", 120)
        found.append(["quality", check["title"].rstrip("."), addresses.check_address(check["check_name"]), excerpt, check["about"]])
    return found


def _records(figures: Figures) -> list[Entry]:
    return [
        [
            "record",
            f"{line['title']}, as printed",
            addresses.record_address(line["publisher"], line["id"]),
            f"{say_count(line['rows'])} rows of {line['id']}.",
            "source original pdf",
        ]
        for line in figures.sources().to_dict("records")
    ]


def _library(library: Library) -> list[Entry]:
    """The standard answers, the disclosures and the documents."""
    found = []
    for answer in library.answers.values():
        # What a number means, unless that sentence is filled in with figures: those stand on the page.
        excerpt = say_excerpt(next((text for text in (answer.means, answer.does_not_mean) if "{{" not in text), ""))
        # The phrases of an answer are left to the question box's own scorer, which the search asks first.
        words = " ".join(answer.also_asked)
        found.append(
            [
                "answer",
                answer.question,
                addresses.answer_address(library.publisher, answer.id),
                excerpt,
                words,
                *_measure_of(answer),
            ]
        )
    for one in library.disclosures.values():
        asked = " ".join(question.asked for question in one.questions)
        title = one.title if one.reference == "not known" else f"{one.reference}: {one.title}"
        excerpt = f"{one.authority}. {say_excerpt(asked, 120)}"
        found.append(["disclosure", title, addresses.disclosure_address(library.publisher, one.slug), excerpt, asked])
    for document in library.documents.values():
        said = f"{document.publisher}, {document.date}. " if document.date else f"{document.publisher}. "
        excerpt, words = said + say_excerpt(document.summary, 120), f"{document.type} {document.summary}"
        found.append(["document", document.title, addresses.document_address(library.publisher, document.id), excerpt, words])
    return found


def _measure_of(answer: Answer) -> list[str]:
    """The measure that an answer is about, as its anchor: the first that it names, or the range of which that is an end."""
    ranges = {end: one.id for one in measures().values() if one.kind == "range" for end in (one.lower, one.upper)}
    return [addresses.anchor(ranges.get(name, name)) for name in answer.measures[:1]]


def _page(page: PageText) -> list[Entry]:
    """One entry per section of a page written by hand; one entry, with title and description, for a generated page."""
    if not page.is_written_by_hand:
        return [["page", page.title, f"/{page.address}", page.description, ""]]
    found = []
    sections = sections_of(page.html)
    # A page may begin with a heading, without a word above it.
    for section in sections if sections and not sections[0].anchor else [Section("", "", ""), *sections]:
        if section.anchor:
            title, excerpt = f"{page.title}: {section.heading}", say_excerpt(section.text, 120)
            found.append(["page", title, f"/{page.address}#{section.anchor}", excerpt, section.text])
        else:
            found.append(["page", page.title, f"/{page.address}", page.description or say_excerpt(section.text, 120), section.text])
    return found
