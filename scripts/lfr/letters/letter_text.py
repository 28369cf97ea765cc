"""Everything a letter can say, as text: per question, per year, per section. The page gets it as JSON, the command as it is.

Figures are worded by lfr.wording.words and nowhere else, so a letter says a number exactly as the pages do.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

import jinja2
import pandas as pd

from lfr.curated.answers import Answer, read_answers
from lfr.curated.library import Document, Library
from lfr.errors import BadData, LfrError
from lfr.letters.phrases import Reply, Wording, read_wording
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_count, say_range

Fragments = dict[str, Any]
# The force whose records the answers' claims of completeness are about, and which has the pages of answers and documents.
# Another force is pointed to the pages of its years, which every force has.
ANSWERED = "met"


class PlainMacros:
    """The macros that a hand-kept text may use, with the same names as on a page, but saying plain text."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def figure(self, publisher: str, year: int, measure: str) -> str:
        return say_both(self._figures.figure(publisher, year, measure))

    def stops_range(self, publisher: str, year: int) -> str:
        bounds = [self._figures.figure(publisher, year, f"stops_{end}") for end in ("lower", "upper")]
        published = f" (as published {say_range(*(one.as_published for one in bounds))})" if any(one.is_corrected for one in bounds) else ""
        return say_range(*bounds) + published

    def label(self, publisher: str, year: int) -> str:
        return self._figures.figure(publisher, year, "deployments").label

    def covers_to(self, publisher: str, year: int) -> str:
        return say_day(self._figures.figure(publisher, year, "deployments").covers_to)

    def covered(self, publisher: str) -> str:
        years = self._figures.years(publisher)
        return f"{say_day(years['covers_from'].min())} to {say_day(years['covers_to'].max())}"

    def as_at(self) -> str:
        return say_day(pd.to_datetime(self._figures.sources()["edition"]).max())

    def publisher_name(self, publisher: str, short: bool = False) -> str:
        return str(self._figures.publishers().set_index("id").loc[publisher, "short_name" if short else "name"])

    def names(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in dir(self) if not name.startswith("_") and name != "names"}


def render(text: str, figures: Figures, where: str) -> str:
    """A hand-kept text with its placeholders filled in. Raises BadData for one that a letter cannot say."""
    macros = PlainMacros(figures).names()
    try:
        return jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False).from_string(text.strip()).render(macros)
    except (jinja2.TemplateError, LfrError, TypeError) as error:
        raise BadData(
            f"{where}: a placeholder that a letter cannot say ({error}). Use {', '.join(sorted(macros))}, with what they need."
        ) from None


def say_day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def say_document_date(text: str) -> str:
    """A date as precise as it is known: 2024-09-17, 2024-09 or 2024."""
    parts = [int(part) for part in text.split("-")] if text else []
    return " ".join(
        [*(str(one) for one in parts[2:3]), *(calendar.month_name[one] for one in parts[1:2]), *(str(one) for one in parts[:1])]
    )


def fragments(figures: Figures, library: Library, publisher: str) -> Fragments:
    """All texts for one publisher. Raises BadData when a hand-kept text breaks its rules."""
    wording = read_wording(figures.project, publisher, library.answers, library.sections)
    maker = _Maker(figures, library, wording, publisher)
    known = figures.publishers().set_index("id")
    return {
        "settings": {"authority": str(known.loc[publisher, "name"]), **wording.settings},
        "to_fill": wording.to_fill,
        "decisions": wording.decisions,
        "wording": wording.sentences,
        "years": [maker.year(int(year)) for year in figures.years(publisher)["year"]],
        "corrections": "/quality/corrections/",
        "sections": {number: maker.section(number) for number in library.sections},
        "disclosures": {
            one.slug: {
                "reference": one.reference,
                "title": one.title,
                "questions": [{"asked": question.asked, "answers": list(question.answers)} for question in one.questions],
            }
            for one in library.disclosures.values()
            if one.publisher == publisher
        },
        "answers": {name: maker.answer(answer) for name, answer in library.answers.items()},
    }


@dataclass(frozen=True)
class _Maker:
    figures: Figures
    library: Library
    wording: Wording
    publisher: str

    def year(self, year: int) -> dict[str, Any]:
        """One calendar year: its label, which says so when the records end within it, and the records that cover it."""
        shown = self.figures.figure(self.publisher, year, "deployments")
        sources = self.figures.sources()
        sources = sources[(sources["is_current"].astype(str).str.lower() == "true") & (sources["publisher"] == self.publisher)]
        found = [
            {
                "text": f"{one.title}, edition of {say_day(pd.Timestamp(one.edition))} (the address may hold a later one)",
                "address": str(one.url),
            }
            for one in sources.itertuples()
            if pd.Timestamp(one.covers_from).year <= year <= pd.Timestamp(one.covers_to).year
        ]
        name, _, end = shown.label.partition(", ")
        said = f"{name} ({end})" if end else name
        return {"year": year, "label": shown.label, "said": said, "is_partial": shown.is_partial, "records": found}

    def section(self, number: str) -> dict[str, Any]:
        """One section: title, and for those that can be relied on the reason and what is left to write."""
        section = self.library.sections[number]
        notice = self.wording.notices.get(number)
        made: dict[str, Any] = {"title": section.title[:1].lower() + section.title[1:], "url": section.url}
        if notice:
            to_fill = [] if notice.is_complete else [f"[[TO FILL: {one}]]" for one in section.reasoning_to_fill]
            if notice.public_interest == "none":
                to_fill = [one for one in to_fill if not one.startswith("[[TO FILL: Public interest test: none")]
            said = {"none": "no_public_interest", "weigh": "public_interest"}.get(notice.public_interest)
            made |= {
                "decision": notice.decision,
                "notice": notice.text,
                "public_interest": self.wording.sentences[said] if said else "",
                "to_fill": to_fill,
            }
        return made

    def answer(self, answer: Answer) -> dict[str, Any]:
        """One standard question: the reply, the table row and the exact address for each year, documents and advice."""
        reply = self._reply(answer)
        columns = _columns(answer.measures)
        titles = dict(zip(self.figures.measures()["measure"], self.figures.measures()["title"], strict=True))
        years = [int(year) for year in self.figures.years(self.publisher)["year"]]
        return {
            "question": answer.question,
            "decision": reply.decision,
            "sections": list(reply.sections),
            "reply": [render(reply.text, self.figures, reply.where("text"))] if reply.text else [],
            "definition": render(reply.definition, self.figures, reply.where("definition")),
            "advice": render(reply.advice, self.figures, reply.where("advice")),
            "address": f"/{self.publisher}/answers/{answer.id}/" if self.publisher == ANSWERED else f"/{self.publisher}/",
            "documents": [_document(self.library.documents[one]) for one in answer.documents],
            "by_year": bool(columns),
            "caption": f"By calendar year. Figures as at {PlainMacros(self.figures).as_at()}, the date of the newest record counted.",
            "head": ["Calendar year", *("Stops" if name == "stops" else titles[name] for name in columns), "Records cover"],
            "years": {str(year): self._answer_year(answer, columns, year) for year in years} if columns else {},
        }

    def _reply(self, answer: Answer) -> Reply:
        found = self.wording.replies.get(answer.id)
        if found:
            return found
        decision, sections = ("already published", ("21",)) if answer.measures else ("to be decided", ())
        if self.publisher != ANSWERED and answer.short_answer == read_answers(self.figures.project)[answer.id].short_answer:
            # The standard answer is about another force: this one has to give its own.
            return Reply(answer.id, decision, sections, "[[TO FILL: our answer to this question]]", "", "", at=answer.at)
        advice = f"Who may hold more: {answer.who_might_hold}" if answer.who_might_hold else ""
        text = f"The published answer to this question reads: {answer.short_answer.strip()}"
        return Reply(answer.id, decision, sections, text, answer.means, advice, at=answer.at)

    def _answer_year(self, answer: Answer, columns: list[str], year: int) -> dict[str, Any]:
        shown = self.figures.figure(self.publisher, year, "deployments")
        covers = f"{say_day(shown.covers_from).removesuffix(f' {year}')} to {say_day(shown.covers_to)}"
        is_answered = self.publisher == ANSWERED
        claim = answer.claim_for(year) if is_answered else None
        to_year = f"/{self.publisher}/years/{year}/#{columns[0].replace('_', '-')}"
        found = [self.figures.figure(self.publisher, year, name) for name in answer.measures]
        is_held = any(one.basis != "not_published" for one in found) and not (claim and claim.level == "not held")
        # A reply of the authority's own says what has to be said of a year that is held in part.
        says_why = not is_held or (answer.id not in self.wording.replies and claim and claim.level == "partly")
        return {
            "row": [shown.label, *(self._cell(name, year) for name in columns), covers],
            "is_held": is_held,
            "is_corrected": any(one.is_corrected for one in found),
            "note": render(claim.why, self.figures, claim.where()) if claim and says_why else "",
            "detail": self._boroughs(year, shown.label) if "boroughs" in columns else "",
            "address": f"/{self.publisher}/answers/{answer.id}/#{year}" if is_answered else to_year,
        }

    def _cell(self, name: str, year: int) -> str:
        if name == "stops":
            return PlainMacros(self.figures).stops_range(self.publisher, year)
        stopped = self.figures.figure(self.publisher, year, "deployments_stopped_early").value if name == "deployments" else None
        early = f" ({say_count(stopped)} stopped early)" if stopped else ""
        return say_both(self.figures.figure(self.publisher, year, name)) + early

    def _boroughs(self, year: int, label: str) -> str:
        found = self.figures.boroughs(self.publisher, year)
        if found.empty:
            return f"{label}: no deployment"
        said = [
            f"{one.borough if isinstance(one.borough, str) else 'borough not known'} {say_count(one.deployments)}"
            + (f" (as published {say_count(one.deployments_as_published)})" if one.deployments != one.deployments_as_published else "")
            for one in found.itertuples()
        ]
        return f"{label}, deployments by borough: {', '.join(said)}"


def _columns(measures: tuple[str, ...]) -> list[str]:
    """The columns of a table. Both bounds of the stops are one range, as on the pages."""
    if not {"stops_lower", "stops_upper"} <= {*measures}:
        return list(measures)
    return ["stops" if name == "stops_lower" else name for name in measures if name != "stops_upper"]


def _document(document: Document) -> dict[str, str]:
    dated = say_document_date(document.date) or "date not known"
    return {"text": f"{document.title}, {document.publisher}, {dated}", "address": document.url or f"/{ANSWERED}/documents/#{document.id}"}
