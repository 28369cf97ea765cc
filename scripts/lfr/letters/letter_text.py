"""Everything a letter can say, as text: per question, per year, per section. The page gets it as JSON, the command as it is.

Figures are written by lfr.wording.words and nowhere else, so a letter gives a number exactly as the pages do.
"""

from dataclasses import dataclass
from typing import Any

import jinja2

from lfr.curated.answers import Answer, read_answers
from lfr.curated.documents import Document
from lfr.curated.entry_dates import say_date
from lfr.curated.library import Library
from lfr.errors import BadData, LfrError
from lfr.letters.blocks import Fragments
from lfr.letters.phrases import Reply, Wording, read_wording
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.addresses import answer_address, document_address, figure_address
from lfr.wording.words import NO_DEPLOYMENT, say_both, say_both_counts, say_count, say_day, with_note

_TEXTS = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)


def render(text: str, figures: Figures, where: str) -> str:
    """A hand-kept text with its placeholders, which have the names that they have on a page, filled in as plain text.

    Raises BadData for a placeholder that a letter cannot say.
    """

    def figure(publisher: str, year: int, measure: str) -> str:
        return say_both(figures.figure(publisher, year, measure))

    def covers_to(publisher: str, year: int) -> str:
        return say_day(figures.figure(publisher, year, "deployments").covers_to)

    try:
        return _TEXTS.from_string(text.strip()).render(figure=figure, covers_to=covers_to)
    except (jinja2.TemplateError, LfrError, TypeError) as error:
        raise BadData(f"{where}: a placeholder that a letter cannot say ({error}). Use figure or covers_to, with what they need.") from None


def fragments(figures: Figures, library: Library) -> Fragments:
    """All texts for the force that speaks. Raises BadData when a hand-kept text breaks its rules."""
    wording = read_wording(figures.project, library.publisher, library.sections)
    maker = _Maker(figures, library, wording, library.publisher)
    shared = wording.shared
    return {
        "settings": {"authority": str(figures.publishers().set_index("id").loc[library.publisher, "name"]), **shared.settings},
        "to_fill": shared.to_fill,
        "decisions": shared.decisions,
        "wording": shared.sentences,
        "years": [maker.year(one) for one in maker.years()],
        "corrections": "/quality/corrections/",
        "sections": {number: maker.section(number) for number in library.sections},
        "disclosures": {
            one.slug: {
                "reference": one.reference,
                "title": one.title,
                "questions": [{"asked": question.asked, "answers": list(question.answers)} for question in one.questions],
            }
            for one in library.disclosures.values()
            if one.publisher == library.publisher
        },
        "answers": {name: maker.answer(answer) for name, answer in library.answers.items()},
    }


def columns_of(answer: Answer) -> list[str]:
    """The measures that a table about an answer shows: a range in the place of its two ends."""
    ends = {(one.lower, one.upper): one.id for one in measures().values() if one.kind == "range"}
    ranges = {name: one for pair, one in ends.items() if {*pair} <= {*answer.measures} for name in pair}
    return list(dict.fromkeys(ranges.get(name, name) for name in answer.measures))


@dataclass(frozen=True)
class _Maker:
    figures: Figures
    library: Library
    wording: Wording
    publisher: str

    def years(self) -> list[Figure]:
        """The covered years, as figures: days covered and label are the same for every measure."""
        return [self.figures.figure(self.publisher, int(year), "deployments") for year in self.figures.years(self.publisher)["year"]]

    def year(self, shown: Figure) -> dict[str, Any]:
        """One calendar year: its label, which says so when the records end within it, and the records that cover it."""
        sources = self.figures.sources()
        sources = sources[(sources["is_current"] == "true") & (sources["publisher"] == self.publisher)]
        found = [
            {"text": f"{one.title}, edition of {say_day(one.edition)} (the address may hold a later one)", "address": str(one.url)}
            for one in sources.itertuples()
            if one.covers_from[:4] <= str(shown.year) <= one.covers_to[:4]
        ]
        said = with_note(*shown.label.partition(", ")[::2])
        return {"year": shown.year, "label": shown.label, "said": said, "is_partial": shown.is_partial, "records": found}

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
                "public_interest": self.wording.shared.sentences[said] if said else "",
                "to_fill": to_fill,
            }
        return made

    def answer(self, answer: Answer) -> dict[str, Any]:
        """One standard question: the reply, the table row and the exact address for each year, documents and advice."""
        reply = self._reply(answer)
        columns = columns_of(answer)
        as_at = say_day(self.figures.newest_edition)
        return {
            "question": answer.question,
            "decision": reply.decision,
            "sections": list(reply.sections),
            "reply": [render(reply.text, self.figures, reply.where("text"))] if reply.text else [],
            "definition": render(reply.definition, self.figures, reply.where("definition")),
            "advice": render(reply.advice, self.figures, reply.where("advice")),
            "address": answer_address(self.publisher, answer.id) if self.library.is_at_home else f"/{self.publisher}/",
            "documents": [self._document(self.library.documents[one]) for one in answer.documents],
            "by_year": bool(columns),
            "caption": f"By calendar year. Figures as at {as_at}, the date of the newest record counted.",
            "head": ["Calendar year", *(measures()[name].title for name in columns), "Records cover"],
            "years": {str(one.year): self._answer_year(answer, columns, one) for one in self.years()} if columns else {},
        }

    def _reply(self, answer: Answer) -> Reply:
        if found := self.wording.replies.get(answer.id):
            return found
        decision, sections = ("already published", ("21",)) if answer.measures else ("to be decided", ())
        if not self.library.is_at_home and answer.short_answer == read_answers(self.figures.project)[answer.id].short_answer:
            # The standard answer is about another force: this one has to give its own.
            return Reply(answer.id, decision, sections, "[[TO FILL: our answer to this question]]", "", "", at=answer.at)
        advice = f"Who may hold more: {answer.who_might_hold}" if answer.who_might_hold else ""
        text = f"The published answer to this question reads: {answer.short_answer.strip()}"
        return Reply(answer.id, decision, sections, text, answer.means, advice, at=answer.at)

    def _document(self, document: Document) -> dict[str, str]:
        dated = say_date(document.date) if document.date else "date not known"
        address = document.url or document_address(self.library.home, document.id)
        return {"text": f"{document.title}, {document.publisher}, {dated}", "address": address}

    def _answer_year(self, answer: Answer, columns: list[str], shown: Figure) -> dict[str, Any]:
        covers = f"{say_day(shown.covers_from, with_year=False)} to {say_day(shown.covers_to)}"
        claim = answer.claim_for(shown.year) if self.library.is_at_home else None
        found = [self.figures.figure(self.publisher, shown.year, name) for name in answer.measures]
        is_held = any(one.basis != "not_published" for one in found) and not (claim and claim.level == "not held")
        # A reply of the authority's own already explains a year that is held in part.
        says_why = not is_held or (answer.id not in self.wording.replies and claim and claim.level == "partly")
        own = answer_address(self.publisher, answer.id, shown.year)
        return {
            "row": [shown.label, *(self._cell(name, shown.year) for name in columns), covers],
            "is_held": is_held,
            "is_corrected": any(one.is_corrected for one in found),
            "note": render(claim.why, self.figures, claim.where()) if claim and says_why else "",
            "detail": self._boroughs(shown) if "boroughs" in columns else "",
            "address": own if self.library.is_at_home else figure_address(self.publisher, shown.year, columns[0]),
        }

    def _cell(self, name: str, year: int) -> str:
        stopped = self.figures.figure(self.publisher, year, "deployments_stopped_early").value if name == "deployments" else None
        early = f"{say_count(stopped)} stopped early" if stopped else ""
        return with_note(say_both(self.figures.figure(self.publisher, year, name)), early)

    def _boroughs(self, shown: Figure) -> str:
        found = self.figures.boroughs(self.publisher, shown.year)
        if found.empty:
            return f"{shown.label}: {NO_DEPLOYMENT}"
        said = [
            f"{one.borough if isinstance(one.borough, str) else 'borough not known'} "
            + say_both_counts(one.deployments, one.deployments_as_published)
            for one in found.itertuples()
        ]
        return f"{shown.label}, deployments by borough: {', '.join(said)}"
