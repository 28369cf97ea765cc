"""The library of a force, with an answer to each standard question: in the words of data/foi/, or made from what its records hold."""

from dataclasses import replace
from functools import cache
from itertools import groupby

from lfr.curated.answers import Answer, Claim, with_overrides
from lfr.curated.library import Library, forces_with_own_texts, read_library
from lfr.letters.letter_text import columns_of, render
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import NO_NUMBER, NOT_KNOWN, NOT_RECORDED, is_estimate, say_both, say_figure, say_list, say_number_of
from lfr.wording.year_words import first_shown, not_recorded, the_force


@cache
def library_of(figures: Figures, publisher: str) -> Library:
    """The library of a force, with the years that a question names filled in."""
    library = read_library(figures.project, publisher)
    answers = library.answers
    if not library.is_own:
        answers = {one.id: _made(figures, publisher, one) for one in answers.values()}
        answers = with_overrides(answers, publisher, figures.project)
    return replace(library, answers={one.id: replace(one, question=render(one.question, figures, one.where())) for one in answers.values()})


def libraries(figures: Figures) -> list[Library]:
    """Those of all forces with records, first those with texts of their own; none in a project without texts."""
    forces = figures.publishers()["id"] if forces_with_own_texts(figures.project) else ()
    return sorted((library_of(figures, one) for one in forces if not figures.years(one).empty), key=lambda one: not one.is_own)


def _made(figures: Figures, publisher: str, answer: Answer) -> Answer:
    """An answer that nobody has written: the figures of the year shown first, what they are, and how completely the records have them."""
    force, year = the_force(figures, publisher), first_shown(figures, publisher)
    years = [int(one) for one in figures.years(publisher)["year"]]
    row = [figures.figure(publisher, year.year, name) for name in columns_of(answer)]
    given = [f"{one.title.lower()} {say_both(one)}" for one in row if _is_held(one)]
    without = [one.title.lower() for one in row if not _is_held(one)]
    said = [f"For {year.label} the records of {force} give: {'; '.join(given)}."] if given else []
    said += [f"For {year.label} the records of {force} do not give: {'; '.join(without)}."] if without else []
    unsaid = f"The deployment records of {force} do not say this. Nobody here has looked yet at what else it has published."
    found = {year: [figures.figure(publisher, year, name) for name in answer.measures] for year in years}
    held = dict.fromkeys(one.measure for of_year in zip(*found.values(), strict=True) for one in of_year if _is_held(one))
    # How completely the records answer the question, years with the same words together.
    spans = [(claim, [*group]) for claim, group in groupby(years, lambda year: _claim(figures, found[year]))]
    means = [f"{measures()[one.measure].title}: {measures()[one.measure].definition}" for one in row]
    return replace(
        answer,
        measures=tuple(held) or answer.measures,
        short_answer=answer.short_answer or " ".join(said) or unsaid,
        means=answer.means or " ".join(means) or "A deployment record is a list: when, where, and counts of each deployment.",
        does_not_mean=answer.does_not_mean or "The records count alerts and what followed, not different people.",
        who_might_hold=answer.who_might_hold or f"{force[:1].upper()}{force[1:]}: what its records leave out may be on record there.",
        completeness=tuple(Claim(years[0], years[-1], level, why, at=answer.at) for (level, why), years in spans),
    )


def _claim(figures: Figures, found: list[Figure]) -> tuple[str, str]:
    held = [one for one in found if _is_held(one)]
    without = [one.title.lower() for one in found if one not in held]
    if not held:
        return "not held", f"The records do not give {say_list(without)}." if without else "The deployment records do not say this."
    rows = not_recorded(figures, *held)
    why = [f"The records do not give {say_list(without)}."] if without else []
    why += [f"For {say_number_of(rows, 'deployment')} not all of it is recorded."] if rows else []
    why += ["The records do not print it: three of their columns give a range."] if any(is_estimate(one.basis) for one in found) else []
    why += ["The records do not cover the whole year."] if held[0].is_partial else []
    return "partly" if why else "fully", " ".join(why) or "The records give it for each deployment."


def _is_held(figure: Figure) -> bool:
    return figure.basis not in NO_NUMBER and say_figure(figure) not in (NOT_KNOWN, NOT_RECORDED)
