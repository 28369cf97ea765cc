"""/met/answers/: a page for each standard question, the list of all with the ask-first box, and help with asking for more.

A page is Markdown with macro calls, which the site fills in from the warehouse. Texts of data/foi/answers.toml may hold
such calls; everything else in them is text and stays text, whatever it looks like to Markdown or to the template engine.
What a page says beyond the file (a table of boroughs, say) is in site/_templates/answers/<id>.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from lfr.curated.library import Answer, Claim, Library
from lfr.errors import BadData
from lfr.pages.search import ask
from lfr.pages.search.synonyms import read_synonyms
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.html import Cell, table

PUBLISHER = "met"
BEHIND_THE_RECORDS = (
    "The published records answer this as far as shown above."
    " The force holds what stands behind them, such as its reports on each deployment."
)
ORIGINAL_REQUEST = "01-foi-21-022107"
# The other questions, in groups by the number they have in the taxonomy.
GROUPS = {
    "Use and results": {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 19},
    "Watchlists": {10, 11, 12, 13},
    "Accuracy and fairness": {14, 16, 17},
    "Cost, events and plans": {18, 20, 21},
    "Rules, papers and rights": {22, 23, 24, 25, 26, 27},
}
ADVICE_SECTIONS = ("1", "8", "10", "12", "16", "84")

_MACRO = re.compile(r'\{\{ (?:figure\("[a-z0-9-]+", \d{4}, "[a-z_]+"\)|covers_to\("[a-z0-9-]+", \d{4}\)) \}\}')
_COVERS_TO = re.compile(r'\{\{ covers_to\("[a-z0-9-]+", (\d{4})\) \}\}')
_MARKS = set("&<>\"'{}[]*_`\\|~")


def write(figures: Figures, library: Library, root: Path) -> int:
    """Write `root/met/answers/`. Returns how many pages."""
    folder = root / PUBLISHER / "answers"
    folder.mkdir(parents=True, exist_ok=True)
    # What every figure of a year has in common (its days, its label) is the same for any measure.
    years = [figures.figure(PUBLISHER, int(year), "deployments") for year in figures.years(PUBLISHER)["year"]]
    for answer in library.answers.values():
        _check_reasons(answer, years)
        (folder / f"{answer.id}.md").write_text(answer_page(answer, library, years), encoding="utf-8")
    (folder / "index.md").write_text(index_page(library, years), encoding="utf-8")
    (folder / "ask-for-what-is-not-published.md").write_text(asking_page(library), encoding="utf-8")
    rules = ask.parameters(library.answers, read_synonyms(figures.project))
    (folder / "ask.json").write_text(json.dumps(rules, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return len(library.answers) + 2


def answer_page(answer: Answer, library: Library, years: list[Figure]) -> str:
    """The page of one question."""
    columns = _columns(answer)
    related = [_link(library.answers[one]) for one in answer.related]
    related.append(_to("/met/answers/", "All questions, and a search in your own words"))
    parts = [
        _head(answer.question, f"{answer.question} The answer for the Metropolitan Police, by calendar year.", len(columns) > 3),
        f"# {_text(answer.question)}",
        _paragraph(f"<strong>Short answer.</strong> {_text(answer.short_answer)}"),
        "## Figures by calendar year",
        _figures_by_year(answer, columns, years),
        "## What it means, and what it does not mean",
        _paragraph(f"<strong>It means:</strong> {_text(answer.means)}"),
        _paragraph(f"<strong>It does not mean:</strong> {_text(answer.does_not_mean)}"),
        f'{{% include "answers/{answer.id}.md" ignore missing %}}',
        "## How complete the answer is",
        _completeness(answer, years),
        "## Who might hold it",
        _who_might_hold(answer),
        "## Sources",
        _sources(answer, library),
        "## To cite this",
        _to_cite(answer, years),
        "## Other ways people ask it",
        _list([_text(one) for one in answer.also_asked]),
        _paragraph(f"Also searched for as: {_text('; '.join(answer.phrases))}."),
        "## Related questions",
        _list(
            [_link(library.answers[one]) for one in answer.related]
            + [_to("/met/answers/", "All questions, and a search in your own words")]
        ),
        _paragraph(f"Last reviewed on {_day(answer.reviewed)}."),
    ]
    return "\n\n".join(parts) + "\n"


def _columns(answer: Answer) -> list[str]:
    """The measures of the table; the two bounds of the stops are shown as one range."""
    columns: list[str] = []
    bounds = {"stops_lower", "stops_upper"}
    for name in answer.measures:
        column = "stops" if name in bounds and bounds <= set(answer.measures) else name
        if column not in columns:
            columns.append(column)
    return columns


def _figures_by_year(answer: Answer, columns: list[str], years: list[Figure]) -> str:
    if columns:
        return f'{{{{ yearly_table("{PUBLISHER}", {json.dumps(columns)}, {json.dumps(_text(answer.question))}, anchors=True) }}}}'
    lines = [[Cell(year.label), Cell(_level(answer.claim_for(year.year), year.year))] for year in years]
    held = table(
        "How far the published records answer this", ["Calendar year", "In the published records"], lines, [str(one.year) for one in years]
    )
    return f"The published records hold no count for this question, so there is no figure to give.\n\n{held}"


# -- how complete ------------------------------------------------------------------------------------------------------


def _check_reasons(answer: Answer, years: list[Figure]) -> None:
    """Raise BadData for a reason with a placeholder that does not read, or one for a year without records."""
    for claim in answer.completeness:
        if "{{" in _MACRO.sub("", claim.why):
            raise BadData(
                f"{claim.where()}: a placeholder that does not read in the reason for {claim.from_year}."
                f' Write it exactly as {{{{ covers_to("{PUBLISHER}", {claim.to_year}) }}}}, in single quotes.'
            )
        for year in _COVERS_TO.findall(claim.why):
            if int(year) not in [one.year for one in years]:
                known = ", ".join(str(one.year) for one in years)
                raise BadData(f"{claim.where()}: the reason for {claim.from_year} names {year}, which no record covers. Known: {known}.")


def _level(claim: Claim | None, year: int) -> str:
    return f"not yet reviewed for {year}" if claim is None else claim.level


def _spans(answer: Answer, years: list[Figure]) -> Iterator[tuple[str, list[Figure], Claim | None]]:
    """The covered years with one claim each, as “2020 to 2022”; a year without a claim stands alone."""
    for _, group in groupby(years, lambda year: _claim_key(answer, year.year)):
        span = list(group)
        yield _from_to(span), span, answer.claim_for(span[0].year)


def _claim_key(answer: Answer, year: int) -> int:
    claim = answer.claim_for(year)
    return claim.from_year if claim else -year


def _from_to(span: list[Figure]) -> str:
    last = span[-1]
    if len(span) == 1:
        return last.label
    return f"{span[0].year} to {_day(last.covers_to) if last.is_partial else last.year}"


def _completeness(answer: Answer, years: list[Figure]) -> str:
    terms = []
    for name, span, claim in _spans(answer, years):
        covered = f"Days covered: {_day(span[0].covers_from)} to {_day(span[-1].covers_to)}."
        if claim is None:
            terms.append((name, _level(None, span[0].year), f"{covered} Nobody has looked yet at how far they answer this question."))
            continue
        said = f"{_text(claim.why)} {covered}"
        in_part = [int(year) for year in _COVERS_TO.findall(claim.why)]
        if in_part and not any(year.is_partial for year in span if year.year in in_part):
            said += " They have been extended since this answer was last reviewed, and it is due to be looked at again."
        words = claim.level + (" in the published records" if claim.level == "not held" else "")
        terms.append((name, words, said))
    items = "\n".join(f"<dt>{name}: <strong>{level}</strong></dt><dd>{said}</dd>" for name, level, said in terms)
    return f'<dl class="lfr-completeness">\n{items}\n</dl>'


def _badge(answer: Answer, years: list[Figure]) -> str:
    """How complete, in a few words: “Fully for 2020 to 2024; partly for 2025, to 10 May”."""
    said = []
    for level, group in groupby(years, lambda year: claim.level if (claim := answer.claim_for(year.year)) else "not yet reviewed"):
        said.append(f"{level} for {_from_to(list(group))}")
    if len(said) == 1:
        level = said[0].partition(" for ")[0]
        said = ["not held in the published records" if level == "not held" else f"{level}, for every year"]
    words = "; ".join(said)
    return words[0].upper() + words[1:]


# -- who, sources, to cite -----------------------------------------------------------------------------------------------


def _who_might_hold(answer: Answer) -> str:
    who = answer.who_might_hold or BEHIND_THE_RECORDS
    how = _to("/met/answers/ask-for-what-is-not-published/", "How to ask for what is not published")
    return _paragraph(f"{_text(who)} {how}.")


def _sources(answer: Answer, library: Library) -> str:
    records = f"{_to('/sources/', 'The deployment records')}, each row as printed, with our {_to('/quality/corrections/', 'corrections')}"
    parts = [_list([records])]
    documents = [library.documents[one] for one in answer.documents]
    if documents:
        items = [f"{_to(f'/met/documents/#{one.id}', one.title)}, {_text(one.publisher)}{_dated(one.date)}" for one in documents]
        parts += [_paragraph("<strong>Documents</strong>"), _list(items)]
    disclosures = [library.disclosures[one] for one in answer.disclosures]
    if disclosures:
        items = [
            _to(f"/met/disclosures/{one.slug}/", one.title) + ("" if one.reference == "not known" else f", {_text(one.reference)}")
            for one in disclosures
        ]
        parts += [_paragraph("<strong>Disclosures</strong> in which this was asked"), _list(items)]
    sections = [library.sections[one] for one in answer.sections]
    items = [f'<a href="{_text(one.url)}">Section {_text(one.id)}</a>, {_text(one.title)}' for one in sections]
    parts += [_paragraph("<strong>Sections of the Freedom of Information Act 2000</strong> that matter here"), _list(items)]
    return "\n\n".join(parts)


def _dated(known: str) -> str:
    """A date as precise as it is known (2024-09-17, 2024-09 or 2024), in words."""
    if not known:
        return ", date not known"
    day = date(*(int(part) for part in [*known.split("-"), "1", "1"][:3]))
    return f", {[f'{day:%Y}', f'{day:%B %Y}', _day(day)][known.count('-')]}"


def _to_cite(answer: Answer, years: list[Figure]) -> str:
    address = f"/{PUBLISHER}/answers/{answer.id}/"
    last = years[-1]
    sentence = (
        f'LFR Statistics, “{_text(answer.question)}”, {{{{ publisher_name("{PUBLISHER}") }}}}, calendar year {last.label}:'
        f" {address}#{last.year}. Figures as at {{{{ as_at() }}}}."
    )
    anchors = ", ".join(f'<a href="#{year.year}">{address}#{year.year}</a>' for year in years)
    return "\n\n".join(
        [
            f"<blockquote><p>{sentence}</p></blockquote>",
            _paragraph("Put the address of this site before the path. Each calendar year has an address of its own that stays:"),
            f'<p class="lfr-addresses">{anchors}</p>',
        ]
    )


# -- the list of all questions, and asking for more ----------------------------------------------------------------------


def index_page(library: Library, years: list[Figure]) -> str:
    """All questions in groups, the original request's first, with the ask-first box above them."""
    first = library.disclosures[ORIGINAL_REQUEST]
    request = _to(f"/met/disclosures/{first.slug}/", f"request {first.reference}")
    parts = [
        _head("Answers", "Answers to the questions people ask about live facial recognition by the Metropolitan Police."),
        '{% include "answers/index.md" %}',
        "## The questions of the original request",
        _paragraph(
            f"In the order of the freedom of information {request}, which asked for figures by calendar year on routine use, not trials."
        ),
        _list(["<br>".join(_listed(library.answers[one], years) for one in question.answers) for question in first.questions], "ol"),
    ]
    shown = set(first.answers)
    for title, numbers in GROUPS.items():
        group = [one for one in library.answers.values() if one.id not in shown and _number(one) in numbers]
        shown.update(one.id for one in group)
        if group:
            parts += [f"## {title}", _list([_listed(one, years) for one in group])]
    assert shown >= set(library.answers), f"in no group: {set(library.answers) - shown}"
    return "\n\n".join(parts) + "\n"


def _number(answer: Answer) -> int:
    return int(answer.foi_questions[0].removeprefix("Q")) if answer.foi_questions else 26


def _listed(answer: Answer, years: list[Figure]) -> str:
    return f"{_link(answer)}<br><small>{_text(_badge(answer, years))}</small>"


def asking_page(library: Library) -> str:
    """How to write a request, from its template, with who might hold what and the sections of the Act filled in."""
    held = [[_link(one), _text(one.who_might_hold)] for one in library.answers.values() if one.who_might_hold]
    sections = [library.sections[one] for one in ADVICE_SECTIONS]
    parts = [
        _head("Ask for what is not published", "How to write a freedom of information request for what the published records do not hold."),
        '{% include "answers/ask-for-what-is-not-published.md" %}',
        "## Who might hold what",
        "<dl>\n" + "\n".join(f"<dt>{question}</dt><dd>{who}</dd>" for question, who in held) + "\n</dl>",
        "## The sections of the Act that matter to you",
        "<dl>\n"
        + "\n".join(
            f'<dt><a href="{_text(one.url)}">Section {_text(one.id)}</a>, {_text(one.title)}</dt><dd>{_text(one.explanation)}'
            f"{' (From general knowledge of the Act; to be verified there.)' if one.certainty == 'recalled' else ''}</dd>"
            for one in sections
        )
        + "\n</dl>",
    ]
    return "\n\n".join(parts) + "\n"


# -- small pieces --------------------------------------------------------------------------------------------------------


def _text(value: str) -> str:
    """Text that means only itself, to Markdown, to HTML and to the template engine; figure macros in it stay macros."""
    value = " ".join(value.split())
    literal = ["".join(f"&#{ord(one)};" if one in _MARKS else one for one in part) for part in _MACRO.split(value)]
    return "".join(text + macro for text, macro in zip(literal, [*_MACRO.findall(value), ""], strict=True))


def _head(title: str, description: str, is_wide: bool = False) -> str:
    # The site's own search puts answers before tables and lists in which the same words happen to stand.
    hide = "hide:\n  - toc\n" if is_wide else ""
    lines = (json.dumps(one.replace("<", "&lt;").replace('"', "”"), ensure_ascii=False) for one in (title, description))
    return "---\ntitle: {}\ndescription: {}\nsearch:\n  boost: 4\n".format(*lines) + f"{hide}---"


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>"


def _list(items: list[str], tag: str = "ul") -> str:
    return f"<{tag}>\n" + "\n".join(f"<li>{one}</li>" for one in items) + f"\n</{tag}>"


def _to(address: str, words: str) -> str:
    """A link to a page of this site, which works in any folder."""
    return f'<a href="{{{{ href("{address}") }}}}">{_text(words)}</a>'


def _link(answer: Answer) -> str:
    return _to(f"/{PUBLISHER}/answers/{answer.id}/", answer.question)


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
