"""Read a printed figure back into numbers, and say a number of the yearly file: written without the package's own words."""

from __future__ import annotations

import re

from .pages import Page

NOTHING = {"not published", "not separable", "not recorded", "no cases that year", "no deployment"}
_PER_CENT = re.compile(r"([\d.,]+)% \(([\d,]+) of ([\d,]+); 95% confidence interval ([\d.]+)% to ([\d.]+)%\)")
_PER_FACE = re.compile(
    r"([\d.,]+) per 100,000 faces \(([\d,]+) of ([\d,]+)(?:, 1 in ([\d,]+))?; 95% confidence interval ([\d.,]+) to ([\d.,]+)\)"
)
_FEW = re.compile(r"([\d,]+) of ([\d,]+) \(too few for a percentage; 95% confidence interval ([\d.]+)% to ([\d.]+)%\)")
_PER_HOUR = re.compile(r"([\d.,]+) per hour \(([\d,]+) in ([\d,]+) h (\d\d) min\)")
RATES = (_PER_CENT, _PER_FACE, _FEW, _PER_HOUR)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def agrees(text: str, row: dict[str, str], published: bool = False) -> bool:
    """Whether a printed figure says what a row of yearly_figures.csv holds. Rounded as printed, never more."""
    value = row["value_as_published" if published else "value"]
    if value == "":
        return text in NOTHING and all(
            (text == word) == (row["basis"] == word.replace(" ", "_")) for word in ("not published", "not separable")
        )
    if row["measure"] == "arrests_per_hour":
        found = _PER_HOUR.fullmatch(text)
        counts = [_number(found[2]), 60 * _number(found[3]) + _number(found[4])] if found else []
        is_counted = published or counts == [float(row["numerator"]), float(row["denominator"])]
        return bool(found) and is_counted and _is_rounding_of(found[1], float(value))  # type: ignore[index]
    if row["measure"].startswith(("accuracy_of", "confirmed_alerts_true", "false_alerts_per")):
        return _rate_agrees(text, row, value, published)
    if row["measure"] == "duration_minutes":
        found = re.fullmatch(r"([\d,]+) h (\d\d) min", text)
        return bool(found) and _number(found[1]) * 60 + int(found[2]) == float(value)  # type: ignore[index]
    if row["measure"].startswith("threshold"):
        return text == f"{float(value):.2f}"
    return bool(re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d)?", text)) and _number(text) == float(value)


def _rate_agrees(text: str, row: dict[str, str], value: str, published: bool) -> bool:
    per_face = row["measure"] == "false_alerts_per_face"
    few = _FEW.fullmatch(text)
    if few and not per_face:
        # Fewer than thirty cases: counts and interval, and no percentage.
        counts = _number(few[1]) / _number(few[2]), _number(few[2])
        bounds = [] if published else [(few[3], row["lower"]), (few[4], row["upper"])]
        return (
            abs(counts[0] - float(value)) < 1e-8 and counts[1] < 30 and all(_is_rounding_of(one, float(end) * 100) for one, end in bounds)
        )
    found = (_PER_FACE if per_face else _PER_CENT).fullmatch(text)
    if not found or (not per_face and _number(found[3]) < 30):
        return False
    said, numerator, denominator, *_, lower, upper = found.groups()
    if published:  # the file gives counts and interval of the corrected rate only; as published they must give the value
        return abs(_number(numerator) / _number(denominator) - float(value)) < 1e-8
    counts = (_number(numerator), _number(denominator)) == (float(row["numerator"]), float(row["denominator"]))
    unit = 100_000 if per_face else 100
    bounds = ((said, value), (lower, row["lower"]), (upper, row["upper"]))
    return counts and all(_is_rounding_of(printed, float(number) * unit) for printed, number in bounds)


def _is_rounding_of(printed: str, number: float) -> bool:
    decimals = len(printed.partition(".")[2])
    return abs(_number(printed) - number) <= 0.5 * 10**-decimals + 1e-3 * 10**-decimals


def says_the_figure(page: Page, text: str, before: str | None) -> bool:
    """Whether the page of one figure shows this text as its figure, large or at once below, and this one as what it was before."""
    paragraphs = page.article.all("p")
    [large] = [at for at, one in enumerate(paragraphs) if one.attributes.get("class") == "lfr-big"]
    below = paragraphs[large + 2].text
    was = re.findall(r"(?:^|\. )((?:(?!\. ).)+) before correction\.", below)
    return (paragraphs[large].text == text or f"{below} ".startswith(f"{text}. ")) and was == ([] if before is None else [before])


def without_rates(text: str) -> str:
    """The text with every rate taken out that stands with its counts and interval."""
    for rate in RATES:
        text = rate.sub("", text)
    return text
