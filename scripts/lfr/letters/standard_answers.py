"""The library of a force, with an answer to each standard question: in the words of data/foi/, or made from what its records hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from lfr.curated.answers import Answer, Claim, Coverage, with_overrides
from lfr.curated.library import Library, forces_with_own_texts, read_library
from lfr.letters.letter_text import columns_of, render
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import measures
from lfr.wording.words import NOT_RECORDED, is_estimate, say_both, say_figure, say_list, say_number_of
from lfr.wording.year_words import first_shown, not_recorded, the_force


@cache
def library_of(figures: Figures, publisher: str) -> Library:
    """The library of a force, with the years that a question names filled in."""
    library = read_library(figures.project, publisher)
    if not library.is_own:
        covered = coverage(figures, publisher)
        made = {one.id: _made(figures, publisher, one, covered) for one in library.answers.values()}
        library = replace(library, answers=with_overrides(made, publisher, figures.project))
    answers = {one.id: replace(one, question=render(one.question, figures, one.where())) for one in library.answers.values()}
    return replace(library, answers=answers)


def libraries(figures: Figures) -> list[Library]:
    """Those of all forces with records, first those with texts of their own; none in a project without texts."""
    if not forces_with_own_texts(figures.project):
        return []
    found = [library_of(figures, name) for name in figures.publishers()["id"] if not figures.years(name).empty]
    return sorted(found, key=lambda one: not one.is_own)


def _made(figures: Figures, publisher: str, answer: Answer, covered: Coverage) -> Answer:
    """An answer of a force that nobody has written: its figures, what they are, and how completely its records have them."""
    years = [int(year) for year in figures.years(publisher)["year"]]
    held = [name for name in answer.measures if any(_is_held(figures.figure(publisher, year, name)) for year in years)]
    answer = replace(answer, measures=tuple(held or answer.measures))
    force, columns = the_force(figures, publisher), columns_of(answer)
    claims = tuple(_claims(figures, publisher, answer, covered))
    if not columns:
        short = f"The deployment records of {force} do not say this. Nobody here has looked yet at what else it has published."
        means = "A deployment record is a list: when, where, and counts of each deployment."
        not_means = "It does not mean that nothing is on record about it."
    else:
        year = first_shown(figures, publisher)
        row = [figures.figure(publisher, year.year, name) for name in columns]
        said = [f"{one.title.lower()} {say_both(one)}" for one in row if _is_held(one)]
        without = [one.title.lower() for one in row if not _is_held(one)]
        short = f"For {year.label} the records of {force} give: {'; '.join(said)}." if said else ""
        short += f" For {year.label} the records of {force} do not give: {'; '.join(without)}." if without else ""
        means = " ".join(f"{measures()[name].title}: {measures()[name].definition}" for name in columns)
        not_means = "These are counts of what the records list, and not of different people."
    return replace(
        answer,
        short_answer=answer.short_answer or short.strip(),
        means=answer.means or means,
        does_not_mean=answer.does_not_mean or not_means,
        who_might_hold=answer.who_might_hold or f"{force[:1].upper()}{force[1:]}: what its records leave out may be on record there.",
        completeness=claims,
    )


def _claims(figures: Figures, publisher: str, answer: Answer, covered: Coverage) -> Iterator[Claim]:
    """How completely the records answer a question, years with the same words together."""
    said = {int(year): _claim(figures, publisher, answer, int(year), covered) for year in figures.years(publisher)["year"]}
    for (level, why), group in groupby(said, said.__getitem__):
        years = list(group)
        yield Claim(years[0], years[-1], level, why, at=answer.at)


def _claim(figures: Figures, publisher: str, answer: Answer, year: int, covered: Coverage) -> tuple[str, str]:
    if not answer.measures:
        return "not held", "The deployment records do not say this."
    found = [figures.figure(publisher, year, name) for name in answer.measures]
    without = [one.title.lower() for one in found if not _is_held(one)]
    if len(without) == len(found):
        return "not held", f"The records do not give {say_list(without)}."
    empty = not_recorded(figures, *(one for one in found if _is_held(one)))
    _, *days = covered[answer.measures[0]][year]
    why = [f"The records do not give {say_list(without)}."] if without else []
    why += [f"For {say_number_of(empty, 'deployment')} not all of it is recorded."] if empty else []
    why += ["The records do not print it: three of their columns give a range."] if any(is_estimate(one.basis) for one in found) else []
    why += ["The records do not cover the whole year."] if days != [date(year, 1, 1), date(year, 12, 31)] else []
    return ("partly" if why else "fully"), " ".join(why) or "The records give it for each deployment."


def _is_held(figure: Figure) -> bool:
    """Whether the records say it. What is looked up, and found nowhere, nobody has looked up."""
    nobody_looked = figure.basis == "looked_up" and not figure.value and not figure.is_unused
    return figure.basis != "not_published" and not nobody_looked and say_figure(figure) != NOT_RECORDED


def coverage(figures: Figures, publisher: str) -> Coverage:
    """For each measure and calendar year: whether the records hold it, and the days of the year they cover without a gap."""
    sources = figures.sources()
    current = sources[(sources["publisher"] == publisher) & (sources["is_current"] == "true")]
    records = sorted((date.fromisoformat(one.covers_from), date.fromisoformat(one.covers_to)) for one in current.itertuples())
    found: dict[str, dict[int, tuple[bool, date, date]]] = {}
    for year in figures.years(publisher)["year"]:
        for one in figures.figures_of_year(publisher, int(year)):
            first_day, last_day = (date(day.year, day.month, day.day) for day in (one.covers_from, one.covers_to))
            found.setdefault(one.measure, {})[int(year)] = (_is_held(one), first_day, _before_a_gap(first_day, last_day, records))
    return found


def _before_a_gap(first_day: date, last_day: date, records: list[tuple[date, date]]) -> date:
    """The last day up to which records follow each other without a gap; the days of a year reach from its first record to its last."""
    reached = first_day - timedelta(days=1)
    for covers_from, covers_to in records:
        if covers_from <= reached + timedelta(days=1):
            reached = max(reached, covers_to)
    return min(reached, last_day)
