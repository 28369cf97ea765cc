"""What the pages say in words: nothing about coverage that the data contradict, and none of the sentences that were put right."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import Counter
from datetime import date

import pytest

from .pages import Built, Element, Page

# Said once, and wrong: see the release that put each right. A pattern holds the kind, not only the place.
GONE = [
    r"some deployments also served",
    r"no figure to give|\bno figure\b",
    r"(no one|nobody) disputes",
    r"verified with the person",
    r"\bof 33\b|33 (London )?boroughs",
    r"[Ll]ater records may exist|may since have published later records",
    r"cut off rather than rounded|often cut off",
    r"question assumes",
    r"one in the middle had|the middle one had",
    r"no fixed list of places",
    r"as far as the record says",
    r"gives no right to an answer",
    r"a policy came into force",
    r"Certainly in force|certainly or perhaps",
    r"voluntary application",
    r"differ by more than chance in such counts explains",
    r"Stops, at (least|most)",
    r"False and unconfirmed alerts carry no outcome",
    r"each calendar year is looked at by itself",
    r"upper end of the range of stops",
    r"false and unconfirmed alerts (carry|have) outcomes",
    r"add up to all alerts in most rows",
    r"officers judged|judged (not )?to (be|show) the person",
    r"(?<!at or )above the threshold",
    r"records that police forces publish\b",
    r"known for parades",
]
FROZEN = re.compile(r"/(releases|met/figures)/|/met/records/met-2025-to-2025-05-10/")
DAY = r"(\d+ [A-Z][a-z]+ \d{4})"
# Every way in which a page says to which day the records go.
REACH = [
    rf"We hold records of the [^.]*? to {DAY}",
    rf"\bData to {DAY}",
    rf"\breach to {DAY}",
    rf"\b(?:for|year) 20\d\d to {DAY}",
]
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


def prose(page: Page, *without: str) -> str:
    """The words of a page, without tables, drawings and code."""
    words = page.article
    for tag in ("svg", "table", "pre", *without):
        words = words.without(tag)
    return words.text


def _status(page: Page) -> Element:
    """The line above a page that says how far the data of its force reach."""
    [found] = [one for one in page.root.all("aside") if one.attributes.get("class") == "lfr-status"]
    return found


def _days(built: Built) -> dict[int, tuple[date, date]]:
    """From which day to which the records cover each year."""
    found = {year: row for (year, measure), row in built.yearly.items() if measure == "deployments"}
    return {year: (date.fromisoformat(row["covers_from"]), date.fromisoformat(row["covers_to"])) for year, row in found.items()}


def _latest(built: Built, name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((built.public / "data" / "latest" / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    return rows


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize("gone", GONE)
def test_what_was_put_right_is_said_nowhere(built: Built, gone: str) -> None:
    for address, page in built.pages.items():
        assert FROZEN.search(address) or not re.search(gone, page.article.text), address
    for path in built.public.rglob("*"):
        inside = f"/{path.relative_to(built.public).as_posix()}"
        is_frozen = FROZEN.search(inside) or re.match(r"/data/\d", inside)
        if path.suffix in (".json", ".csv", ".txt", ".cff", ".jsonld", ".xml") and not is_frozen:
            assert not re.search(gone, path.read_text(encoding="utf-8")), inside


def test_no_page_shows_a_placeholder_that_was_not_filled_in(built: Built) -> None:
    """A sentence of counts that the page does not know would stand there as it was typed."""
    for address, page in built.pages.items():
        assert "{{ " not in prose(page), address


def test_the_answers_that_compare_say_the_counts_and_not_only_where_they_are(built: Built) -> None:
    def answer(name: str) -> str:
        return prose(built.pages[f"/met/answers/{name}/"])

    rows = [row for row in _latest(built, "same_period") if row["year"] in (2024, 2025)]
    for name in ("deployments", "alerts", "arrests", "false_alerts"):
        then, now = (next(int(row["value"]) for row in rows if (row["measure"], row["year"]) == (name, year)) for year in (2024, 2025))
        title = name.replace("_", " ")
        assert re.search(rf"\b{title} {then:,}( \([\d,]+ before correction\))? and {now:,}\b", answer("how-does-this-year-compare")), name
    for line in [row for row in _latest(built, "false_alerts_by_threshold") if row["year"] == 2024]:
        said = rf"{line['false_alerts']} of {line['alerts']}( \(\d+ before correction\))? alerts at {float(line['threshold']):.2f}"
        assert re.search(said, answer("false-alerts")), said
    false = [row for row in _latest(built, "deployments") if row["false_alerts"] and row["outcomes_other_than_arrest"] is not None]
    for year, label in ((2023, "2023"), (2024, "2024"), (2025, "2025, to")):
        ofyear = [row for row in false if row["deployment_year"] == year]
        whole = [row for row in ofyear if int(row["arrests"]) + int(row["outcomes_other_than_arrest"]) == int(row["alerts"])]
        assert f"{len(whole)} of {len(ofyear)} in {label}" in answer("other-outcomes")


def test_stops_of_a_deployment_that_prints_none_are_never_a_bare_number_not_even_zero(built: Built) -> None:
    [table] = [one for one in built.pages["/met/deployments/2024/"].tables if one.head[:1] == ["Date"]]
    said = [cells[table.head.index("Stops")].text for _, cells in table.rows]
    assert len(said) > 100 and any(one.startswith("0") for one in said)
    assert [one for one in said if not re.search(r"\d to \d|\(estimate\)", one)] == []


def test_no_answer_about_deployments_leaves_open_what_happened_in_a_year_without_one(built: Built) -> None:
    """2021: a count of nothing is known, whatever the layout of that year prints."""
    seen = 0
    for path in (built.public / "api" / "v1" / "met" / "answers").glob("*.json"):
        answer = json.loads(path.read_text(encoding="utf-8"))
        levels = {one["level"] for one in answer["completeness"] if one["from"] <= 2021 <= one["to"]}
        assert levels == {"fully"} or not answer["measures"], path.name
        seen += 1
    assert seen > 20


def test_how_far_the_records_reach_is_said_as_the_data_have_it(built: Built) -> None:
    """Every sentence about coverage names the last day of the records; none names that of an earlier edition."""
    days = _days(built)
    last = max(to for _, to in days.values())
    seen: Counter[str] = Counter()
    for address, page in built.pages.items():
        if FROZEN.search(address):
            continue
        for how in REACH:
            for said in re.findall(how, page.root.text):
                assert said == _in_words(last), f"{address}: {how}"
                seen[how] += 1
        for year, said in re.findall(rf"[Ff]or (\d{{4}}) the records counted here go to {DAY}", page.article.text):
            assert said == _in_words(days[int(year)][1]), address
            seen["of a year"] += 1
    assert {*seen} == {*REACH, "of a year"} and seen.total() > 100


def test_a_part_year_is_labelled_with_the_last_day_that_is_held(built: Built) -> None:
    labels = {row["label"] for row in _latest(built, "yearly_figures")}
    for address, page in built.pages.items():
        # A list of releases says of each what it covered.
        if FROZEN.search(address) or address == "/data/dictionary/":
            continue
        # The same days of each year end on one day: there the years before are cut to it.
        ends = {label.partition(", to ")[2] for label in labels}
        for year, day in re.findall(r"\b(20\d\d), to (\d+ [A-Z][a-z]+)", page.article.text):
            is_compared = day in ends and " of each year" in page.article.text
            assert f"{year}, to {day}" in labels or is_compared, f"{address}: {year}, to {day}"


def _word(said: str) -> str:
    """That a figure has no number of its own, and why; nothing for any other word or number."""
    return said if said in ("not published", "not separable") else ""


def test_not_published_is_said_of_nothing_that_the_records_print(built: Built) -> None:
    by_title = {row["title"]: row["measure"] for row in _latest(built, "measures")}
    seen = 0
    for address, page in built.pages.items():
        if FROZEN.search(address):
            continue
        for table in page.tables:
            if table.head[:1] != ["Calendar year"]:
                continue
            for _, cells in table.rows:
                year = re.match(r"(20\d\d)", cells[0].text)
                for title, cell in zip(table.head[1:], cells[1:], strict=True):
                    if year and title in by_title:
                        basis = built.yearly[int(year[1]), by_title[title]]["basis"]
                        assert _word(cell.figure) == _word(basis.replace("_", " ")), f"{address}, {title}, {year[1]}"
                        seen += 1
        # The number that an answer shows large for each year.
        for large in [
            one for one in page.article.all("section") if one.attributes.get("class") == "lfr-of-year" and "/answers/" in address
        ]:
            what, number = (one.text.rstrip(":.") for one in large.all("p")[:2])
            year, title = int(large.attributes["id"]), what.partition(", 20")[0]
            if title in by_title:
                basis = built.yearly[year, by_title[title]]["basis"]
                assert _word(number) == _word(basis.replace("_", " ")), f"{address}: {what}: {number}"
                seen += 1
        # In 2021 there was no deployment: every count of it is 0.
        for sentence in SENTENCES.split(prose(page, "nav")):
            assert not ("2021" in sentence and "not published" in sentence and "Before" not in sentence), f"{address}: {sentence}"
    assert seen > 500


def test_what_is_published_elsewhere_of_later_days_has_a_page_of_its_own(built: Built) -> None:
    last = max(to for _, to in _days(built).values())
    with (built.project.manual / "published_totals.csv").open(encoding="utf-8", newline="") as file:
        stated = list(csv.DictReader(file))
    later = [line for line in stated if date.fromisoformat(line["period_to"]) > last]
    [table] = [one for one in built.pages["/met/later/"].tables if one.caption == "Totals by others, by period"]
    rows = [cells for _, cells in table.rows]
    said = sorted((int(re.sub(r"\D", "", cells[2].text)), cells[4].figure) for cells in rows)
    assert said == sorted((int(line["stated"]), "read" if line["seen"] == "read" else "quoted by others") for line in later)
    assert len(later) >= 10


def test_the_home_page_and_every_page_of_a_force_say_that_later_records_exist(built: Built) -> None:
    forces = tomllib.loads((built.project.data / "publishers.toml").read_text(encoding="utf-8"))["publisher"]
    for force in forces:
        pages = [page for address, page in built.pages.items() if address == "/" or address.startswith(f"/{force['id']}/")]
        assert len(pages) > 100
        for page in pages:
            [link] = [one for one in _status(page).all("a") if one.text.startswith("Later records exist")]
            assert page.leads_to(link.attributes["href"]) == (f"/{force['id']}/later/", ""), page.address
        for address in (f"/{force['id']}/later/", "/about/"):
            assert force["later_records"] in built.pages[address].article.text, address


def test_a_total_that_the_record_contradicts_is_shown_with_the_difference(built: Built) -> None:
    page = built.pages["/quality/reconciliation/"]
    rows = [cells for one in page.tables if one.caption.startswith("Stated by ") for _, cells in one.rows]
    found = {(cells[2].text, cells[3].text, cells[4].figure) for cells in rows}
    assert {
        ("215", "510", "295 more here"),
        ("587", "575", "12 fewer here"),
        ("22", "21", "1 fewer here"),
        ("10", "8", "2 fewer here"),
    } <= found


def test_the_deployments_that_also_served_a_study_are_marked(built: Built) -> None:
    rows = dict(built.pages["/met/deployments/"].table("Deployments, one row each").rows)
    marked = {key for key, cells in rows.items() if key and "also served a study" in cells[0].text}
    assert marked == {"met-0006", "met-0007", "met-0008", "met-0009"}
    for address in ("/met/", "/methods/deployments/", "/met/answers/where-is-lfr-used/", "/met/answers/how-many-deployments/"):
        assert "4 deployments (7, 14, 16 and 28 July 2022) also served a study" in built.pages[address].article.text, address


def test_the_decisions_that_nobody_has_read_are_counted_in_the_open(built: Built) -> None:
    questions = _latest(built, "disclosures")
    unread = sum(row["decision"] == "not known" for row in questions)
    text = built.pages["/met/disclosures/"].article.text
    assert f"Of {len(questions)} questions logged, the decision on {unread} is not known" in text
    assert "You can help" in text
