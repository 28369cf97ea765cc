"""Everything a letter can say, as text: per question, per year, per section. The page gets it as JSON, the command as it is.

Figures are written by lfr.wording.words and nowhere else, so a letter gives a number exactly as the pages do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

import jinja2

from lfr.curated.answers import Answer
from lfr.curated.disclosures import section_number
from lfr.curated.library import Document, Library
from lfr.curated.rules import say_date
from lfr.errors import BadData, LfrError
from lfr.letters.blocks import Fragments
from lfr.letters.hand_written import NAMES, Reply, Wording, read_wording
from lfr.letters.rows import BOROUGH, PURPOSE, deployment_rows, purposes, row_columns, row_head
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import OF_TWO_COUNTS, measures
from lfr.wording.addresses import answer_address, borough_address, figure_address, method_address, place_address, rows_address
from lfr.wording.sentences import SENTENCES, false_alerts_at_thresholds, noted_deployments
from lfr.wording.words import NO_DEPLOYMENT, say_both, say_both_counts, say_count, say_counted, say_day, say_list, with_note

_template = cache(jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False).from_string)


def render(text: str, figures: Figures, where: str) -> str:
    """A hand-kept text with its placeholders, which have the names that they have on a page, filled in as plain text.

    Raises BadData for a placeholder that a letter cannot say.
    """
    if "{" not in text:
        return text.strip()
    known = {
        "figure": lambda publisher, year, measure: say_both(figures.figure(publisher, year, measure)),
        "covers_to": lambda publisher, year: say_day(figures.figure(publisher, year, "deployments").covers_to),
        **{name: partial(say, figures) for name, say in SENTENCES.items()},
    }
    try:
        return _template(text.strip()).render(known)
    except (jinja2.TemplateError, LfrError, TypeError) as error:
        raise BadData(f"{where}: a placeholder that a letter cannot say ({error}). Known: {', '.join(known)}.") from None


def fragments(figures: Figures, library: Library) -> Fragments:
    """All texts for the force that speaks. Raises BadData when a hand-kept text breaks its rules."""
    wording = read_wording(figures.project, library.publisher, library.sections)
    maker = _Maker(figures, library, wording, library.publisher)
    shared, force = wording.shared, str(figures.publishers().set_index("id").loc[library.publisher, "name"])
    # The questions of a past request, to take over: a past decision is no reason for a new one.
    disclosures = {
        one.slug: {
            "reference": one.reference,
            "title": one.title,
            "questions": [{"asked": question.asked, "answers": list(question.answers)} for question in one.questions],
        }
        for one in library.disclosures.values()
        if one.authority == force
    }
    return {
        "settings": {"authority": force, **shared.settings},
        "known": {name: NAMES[name] for name in ("dates", "limits", "corrected", "decisions")},
        "to_fill": shared.to_fill,
        "decisions": shared.decisions,
        "wording": shared.sentences,
        "years": [maker.year(one, one.covers_from) for one in maker.years()],
        "as_at": say_day(figures.newest_edition),
        **maker.deployments(),
        "corrections": "/quality/corrections/",
        "boroughs_method": method_address("places"),
        "sections": {number: maker.section(number) for number in library.sections},
        "disclosures": disclosures,
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

    def covers(self, first: date) -> dict[str, Any]:
        """The days and years that the records cover from a day on: what is asked of other days is answered by none of them."""
        years = [self.year(one, first) for one in self.years() if one.covers_to >= first]
        return {"from": f"{first:%Y-%m-%d}", "to": f"{self.years()[-1].covers_to:%Y-%m-%d}", "years": years}

    def year(self, shown: Figure, first: date) -> dict[str, Any]:
        """One calendar year from a day on: what is covered of it and what is not, and the records that cover it."""
        sources = self.figures.sources()
        sources = sources[(sources["is_current"] == "true") & (sources["publisher"] == self.publisher)]
        found = [
            {"text": f"{one.title}, edition of {say_day(one.edition)} (the address may hold a later one)", "address": str(one.url)}
            for one in sources.itertuples()
            if one.covers_from[:4] <= str(shown.year) <= one.covers_to[:4]
        ]
        start = max(first, shown.covers_from)
        parts = [f"from {say_day(start, with_year=False)}" if start > shown.covers_from else "", shown.label.partition(", ")[2]]
        ends = (date(shown.year, 1, 1), date(shown.year, 12, 31))
        uncovered = [(ends[0], start - timedelta(days=1)), (shown.covers_to + timedelta(days=1), ends[1])]
        return {
            "year": shown.year,
            "label": shown.label,
            "said": with_note(str(shown.year), " ".join(filter(None, parts))),
            "is_partial": shown.is_partial,
            "records": found,
            "rows_address": rows_address(self.publisher, shown.year),
            "outside": [f"{say_day(one, with_year=False)} to {say_day(other)}" for one, other in uncovered if one <= other],
        }

    def section(self, number: str) -> dict[str, Any]:
        """One section: title, and for those that can be relied on the reason and what is left to write."""
        section, notice, sentences = self.library.sections[number], self.wording.notices.get(number), self.wording.shared.sentences
        made: dict[str, Any] = {"title": section.title[:1].lower() + section.title[1:], "url": section.url}
        if not notice:
            return made
        # Which limb applies is asked by <<limbs>>; what is asked for one limb begins with it.
        asked = [one for one in section.reasoning_to_fill if not one.startswith(("Which", "Public interest test: none"))]
        limbs = [one.partition(":")[0] for one in asked]
        made |= {
            "decision": notice.decision,
            "text": notice.text,
            "limbs": {one.cited: one.words for one in notice.limbs},
            "public_interest": sentences.get(f"public_interest_{notice.public_interest}", ""),
            "to_fill": [
                {"limb": limb if section_number(limb) else "", "text": f"[[TO FILL: {one}]]"}
                for limb, one in zip(limbs, asked, strict=True)
                if notice.decision != "already published"
            ],
        }
        if notice.neither:
            names = ("neither_reason", f"neither_{notice.neither_public_interest}")
            made["neither"] = {
                "cited": notice.neither,
                "text": notice.neither_text,
                "public_interest": sentences.get(f"public_interest_{notice.neither_public_interest}", ""),
                "to_fill": [{"limb": "", "text": sentences[name]} for name in names if name in sentences],
            }
        return made

    def deployments(self) -> dict[str, Any]:
        """What a question about single deployments needs: the rows, what they can be limited to, and the days that the records cover."""
        areas = self.figures.areas(self.publisher)
        # Where another force polices, that no deployment is recorded here is no answer.
        areas = areas[(areas["policed_by"] == "") | (areas["deployments"] > 0)]
        places, boroughs = (areas[areas["kind"] == kind].to_dict("records") for kind in ("place", "borough"))
        also_in = self.figures.shared_places(self.publisher).groupby("slug")["also_in"].agg(list)
        use_cases = self.figures.use_cases(self.publisher)
        first = self.years()[0].covers_from
        first_of_use = first if use_cases.empty else use_cases["first_date"].iloc[0].date()
        return {
            "rows": deployment_rows(self.figures, self.publisher),
            "row_head": row_head(),
            "borough_title": BOROUGH,
            "purpose_title": PURPOSE,
            "purposes": purposes(self.figures, self.publisher),
            "places": {
                one["slug"]: {
                    "name": one["name"], "address": f"{place_address(self.publisher, one['slug'])}#deployments",
                    # Where neither the borough nor those in question are known, it can be any of them.
                    "also": f"; {say_list(also_in.get(one['slug'], []))} too",
                    "also_in": also_in.get(one["slug"], [] if isinstance(one["borough"], str) else [other["name"] for other in boroughs]),
                }
                for one in places
            },
            "boroughs": {one["name"]: f"{borough_address(self.publisher, one['slug'])}#deployments" for one in boroughs},
            "use_cases": sorted({*use_cases["use_case"]}),
            "covers": {"all": self.covers(first), "use_case": self.covers(first_of_use)},
        }  # fmt: skip

    def answer(self, answer: Answer) -> dict[str, Any]:
        """One standard question: the reply, the table row and the exact address for each year, documents and advice."""
        reply = self._reply(answer)
        columns = [*columns_of(answer), *reply.measures]
        said = render(reply.text, self.figures, reply.where("text"))
        of_rows = f"{reply.text} {reply.definition}"
        # The page that holds what the reply says; none for a reply of the authority's own, which says it in the letter.
        address = "" if answer.id in self.wording.replies else answer_address(self.publisher, answer.id)
        return {
            "question": render(answer.question, self.figures, answer.where()),
            "decision": reply.decision,
            "sections": list(reply.sections),
            "reply": f"{said} {render(reply.of_years, self.figures, reply.where('of_years'))}".strip(),
            "reply_of_rows": said,
            "years_named": {"reply": self._years_named(f"{of_rows} {reply.of_years}"), "reply_of_rows": self._years_named(of_rows)},
            "definition": render(reply.definition, self.figures, reply.where("definition")),
            "advice": render(reply.advice, self.figures, reply.where("advice")),
            "is_list": reply.is_list,
            "has_rates": any(measures()[name].kind in OF_TWO_COUNTS for name in columns),
            "row_columns": row_columns(columns, reply.is_list or "boroughs" in columns),
            "address": f"/{self.publisher}/deployments/" if reply.is_list else address,
            "documents": [self._document(self.library.documents[one]) for one in reply.documents],
            "by_year": bool(columns),
            "head": ["Calendar year", *(measures()[name].title for name in columns), "Records cover"],
            "years": {str(one.year): self._answer_year(answer, reply, columns, one) for one in self.years()} if columns else {},
        }

    def _years_named(self, text: str) -> list[int]:
        """The years whose figures a hand-kept text gives: those that its placeholders, or what they say, name, and the years between."""
        found: set[int] = set()
        for one in re.findall(r"\{\{.*?\}\}", text):
            named = [int(year) for year in re.findall(r"\b20[0-9]{2}\b", f"{one} {render(one, self.figures, one)}")]
            found |= {*range(min(named), max(named) + 1)} if named else set()
        return sorted(found)

    def _reply(self, answer: Answer) -> Reply:
        """The authority's own; without one what the published answer says, with its documents."""
        if found := self.wording.replies.get(answer.id):
            return found
        decision = "disclosed" if answer.measures else "to be decided"
        if not self.library.is_own and not answer.measures:  # what holds for every force is no answer of this one
            return Reply(answer.id, decision, (), "[[TO FILL: our answer to this question]]", "", "", at=answer.at)
        advice = f"Who may hold more: {answer.who_might_hold}" if answer.who_might_hold else ""
        text = f"The published answer to this question reads: {answer.short_answer.strip()}"
        # A published answer with figures is about whole years, and not about single deployments.
        texts = ("", text) if answer.measures else (text, "")
        return Reply(answer.id, decision, (), texts[0], answer.means, advice, texts[1], documents=answer.documents, at=answer.at)

    def _document(self, document: Document) -> dict[str, str]:
        """A document with its exact address, where it is known.

        That is not the page of all documents, nor a copy of the force's own document elsewhere.
        """
        force = self.figures.publishers().set_index("id").loc[self.publisher]
        dated = f", {say_date(document.date)}" if document.date and document.certainty == "seen" else ""
        is_copy = document.publisher == force["short_name"] and urlsplit(document.url).netloc != urlsplit(force["records_page"]).netloc
        address = "" if is_copy or document.url == force["records_page"] else document.url
        return {"text": f"{document.title}, {document.publisher}{dated}", "address": address}

    def _answer_year(self, answer: Answer, reply: Reply, columns: list[str], shown: Figure) -> dict[str, Any]:
        covers = f"{say_day(shown.covers_from, with_year=False)} to {say_day(shown.covers_to)}"
        claim = answer.claim_for(shown.year)
        found = [self.figures.figure(self.publisher, shown.year, name) for name in columns]
        # The first column is what is asked; what stands beside it does not answer the question.
        is_held = found[0].basis != "not_published" and not (claim and claim.level == "not held")
        cells = []
        for name, one in zip(columns, found, strict=True):
            stopped = self.figures.figure(self.publisher, shown.year, "deployments_stopped_early").value if name == "deployments" else None
            early = f"{say_count(stopped)} stopped early" if stopped else ""
            cells.append(with_note(say_both(one), early or say_counted(name, one.basis)))
        # A reply of the authority's own already explains a year that is held in part.
        says_why = not is_held or (answer.id not in self.wording.replies and claim and claim.level == "partly")
        return {
            "row": [shown.label, *cells, covers],
            "is_held": is_held,
            "note": render(claim.why, self.figures, claim.where()) if claim and says_why else "",
            "details": [text for text in self._details(columns, shown) if text],
            # Section 21 asks for the exact place: the page of each figure in the row that the record holds.
            "addresses": [figure_address(self.publisher, shown.year, one.measure) for one in found if one.basis != "not_published"],
        }

    def _details(self, columns: list[str], shown: Figure) -> Iterator[str]:
        """What stands below the table for a year: deployments by borough, those with a note, false alerts by threshold."""
        if "false_alerts_per_alert" in columns:
            yield false_alerts_at_thresholds(self.figures, self.publisher, shown.year)
        found = self.figures.boroughs(self.publisher, shown.year)
        if "boroughs" in columns:
            said = [
                f"{one.borough if isinstance(one.borough, str) else 'borough not known'} "
                + say_both_counts(one.deployments, one.deployments_as_published)
                for one in found.itertuples()
            ]
            yield f"{shown.label}, deployments by borough: {', '.join(said)}" if said else f"{shown.label}: {NO_DEPLOYMENT}"
        if "deployments" in columns and (noted := noted_deployments(self.figures, self.publisher, shown.year)):
            yield f"Counted with the others: {noted}"
