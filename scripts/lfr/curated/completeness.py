"""The completeness contract: what an answer claims to answer fully, the records must hold in full."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lfr.curated.answers import Answer
from lfr.errors import BadData

# measure -> calendar year -> is it held, and from when to when the records cover that year
Coverage = Mapping[str, Mapping[int, tuple[bool, date, date]]]


def check_completeness(answers: Mapping[str, Answer], coverage: Coverage) -> None:
    """Raise BadData where a claim and the coverage of its measures disagree.

    “fully” needs every measure of the answer held for the whole year; “not held” must not be said of a year
    for which every measure is held. “partly” is never wrong: a measure may be held and still not be the answer.
    """
    for answer in answers.values():
        for claim in answer.completeness:
            for year in range(claim.from_year, claim.to_year + 1):
                if claim.level == "fully":
                    _check_fully(answer, year, coverage)
                elif claim.level == "not held":
                    _check_not_held(answer, year, coverage)


def _check_fully(answer: Answer, year: int, coverage: Coverage) -> None:
    for measure in answer.measures:
        at = coverage.get(measure, {}).get(year)
        if at is None:
            raise BadData(_message(answer, year, "fully", f"no record covers {year} for the measure {measure}"))
        held, covers_from, covers_to = at
        if not held:
            raise BadData(_message(answer, year, "fully", f"the records of that year do not hold {measure}"))
        if (covers_from, covers_to) != (date(year, 1, 1), date(year, 12, 31)):
            raise BadData(_message(answer, year, "fully", f"for {measure} they cover only {covers_from} to {covers_to}"))


def _check_not_held(answer: Answer, year: int, coverage: Coverage) -> None:
    at = [coverage.get(measure, {}).get(year) for measure in answer.measures]
    if at and all(one is not None and one[0] for one in at):
        raise BadData(_message(answer, year, "not held", f"the records hold {', '.join(answer.measures)} for it"))


def _message(answer: Answer, year: int, level: str, but: str) -> str:
    return (
        f"{answer.where}: claims “{level}” for {year}, but {but}. Change the claim and its reason, or take the measure out of the answer."
    )
