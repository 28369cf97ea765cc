"""The completeness contract: what an answer claims to answer fully, the records must hold in full."""

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
                at = {measure: coverage.get(measure, {}).get(year) for measure in answer.measures}
                but = ""
                if claim.level == "fully":
                    but = next((gap for measure in at if (gap := _gap(year, measure, at[measure]))), "")
                elif claim.level == "not held" and at and all(one and one[0] for one in at.values()):
                    but = f"the records hold {', '.join(at)} for it"
                if but:
                    raise BadData(
                        f"{claim.where()}: claims “{claim.level}” for {year}, but {but}."
                        " Change the claim and its reason, or take the measure out of the answer."
                    )


def _gap(year: int, measure: str, at: tuple[bool, date, date] | None) -> str:
    """What is missing of a measure in a year."""
    if at is None:
        return f"no record covers {year} for the measure {measure}"
    held, covers_from, covers_to = at
    if not held:
        return f"the records of that year do not hold {measure}"
    if (covers_from, covers_to) != (date(year, 1, 1), date(year, 12, 31)):
        return f"for {measure} they cover only {covers_from} to {covers_to}"
    return ""
