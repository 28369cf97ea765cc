"""/met/figures/: for every figure its permanent address, its history through the releases, and a citation to copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from lfr.project import site_address
from lfr.releases.citation import NOT_YET, Citation
from lfr.releases.figure_rows import Row, figure_rows
from lfr.releases.history import history_json
from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, table
from lfr.wording.markup import fixed, link, listing, say, write_page
from lfr.wording.words import say_day


def write_figure_pages(figures: Figures, releases: list[str], root: Path) -> int:
    """Write one page a measure and force, their list, and the history as JSON. Returns how many pages."""
    site = site_address(figures.project)
    shown = figures.shown()
    now = figure_rows(figures)
    steps = steps_of(figures)
    written = 0
    for publisher in figures.publishers().itertuples():
        own = {key: rows for key, rows in steps.items() if rows[-1]["publisher"] == publisher.id}
        if not own:
            continue
        folder = root / publisher.id / "figures"
        measures: dict[str, list[str]] = {}
        for key, rows in own.items():
            measures.setdefault(rows[-1]["measure"], []).append(key)
        as_at = newest_document(figures, publisher.id)
        for measure, keys in measures.items():
            title = own[keys[-1]][-1]["title"]
            body = "".join(
                _figure(now.get(key), own[key], Citation(publisher.name, site, shown, as_at))
                for key in sorted(keys, key=lambda one: own[one][-1]["year"])
            )
            name = f"{title}: history and citation"
            intro = fixed(_intro(measure, keys, now))
            description = (
                f"{title} by the {publisher.short_name}: permanent address, history through the releases, and citation of each year."
            )
            written += write_page(folder / f"{measure.replace('_', '-')}.md", name, description, intro + body)
        written += _list(folder, publisher, measures, own, now)
        (folder / "history.json").write_text(history_json(own, shown, releases), encoding="utf-8")
    return written


def steps_of(figures: Figures) -> dict[str, list[Row]]:
    """The history of each figure by its id, oldest step first."""
    found: dict[str, list[Row]] = {}
    for line in figures.figure_history().to_dict("records"):
        row = {str(name): value if isinstance(value, str) else "" for name, value in line.items()}
        found.setdefault(row["id"], []).append(row)
    return found


def newest_document(figures: Figures, publisher: str) -> str:
    sources = figures.sources()
    newest = pd.to_datetime(sources[sources["publisher"] == publisher]["edition"]).max()
    return say_day(date(newest.year, newest.month, newest.day))


def _intro(measure: str, keys: list[str], now: dict[str, Row]) -> str:
    known = next((now[key] for key in keys if key in now), None)
    method = f" {link('/methods/' + known['method'] + '/', 'How it is counted')}." if known else " It is no longer counted."
    return (
        f"<p>Each calendar year below is a figure with an id and an address that stay.{method} A link that carries the value it cites tells"
        " its reader on arrival whether the figure is still the same; the history below says so without a script.</p>"
    )


def _figure(row: Row | None, steps: list[Row], cite: Citation) -> str:
    last = steps[-1]
    lines = []
    for step in steps:
        release = Cell(step["version"], f"/releases/{step['version']}/#{step['id']}") if step["version"] else Cell(NOT_YET)
        day = say_day(step["release_date"]) if step["release_date"] else ""
        why = step["why"] or ("First released" if step is steps[0] and step["version"] else "")
        days = step["label"] if len({one["label"] for one in steps}) > 1 else ""
        lines.append([release, Cell(day), Cell(step["said"], note=days, number=True), Cell(why)])
    history = table(f"History of {last['id']}", ["Release", "Date", "Figure", "Why it changed"], lines)
    if row is None:
        now = "<p>This figure is no longer counted. The releases that hold it stay.</p>"
        return fixed(f'<h2 id="{last["year"]}">{say(last["label"])}</h2>{now}') + fixed(history)
    force, page, rows = row["publisher"], row["address"], row["address"].split("#")[0] + "#rows"
    facts = [
        f"Id: <code>{say(row['id'])}</code>. Address: {link(page, page)}. Rows behind it: {link(rows, 'deployments of the year')}.",
        f"For machines: {link('/data/latest/yearly_figures.csv', 'CSV')}, {link(f'/{force}/figures/history.json', 'history as JSON')}.",
    ]
    copied = f"<blockquote><p>{say(cite.text(row, steps))}</p></blockquote>"
    bibtex = "<details><summary>BibTeX</summary><pre><code>" + say_lines(cite.bibtex(row, steps)) + "</code></pre></details>"
    head = f'<h2 id="{row["year"]}">{say(row["label"])}: {say(row["said"])}</h2>'
    return fixed(head + listing(facts)) + fixed(history) + fixed(f"<p>To cite it:</p>{copied}{bibtex}")


def say_lines(text: str) -> str:
    """Text of several lines as HTML that keeps them."""
    return "\n".join(say(line) if not line.startswith("  ") else "  " + say(line) for line in text.splitlines())


def _list(folder: Path, publisher: object, measures: dict[str, list[str]], own: dict[str, list[Row]], now: dict[str, Row]) -> int:
    years = sorted({rows[-1]["year"] for rows in own.values()})
    labels = {own[key][-1]["year"]: own[key][-1]["label"] for key in own}
    lines = []
    for measure, keys in measures.items():
        address = f"/{own[keys[0]][-1]['publisher']}/figures/{measure.replace('_', '-')}/"
        of_year = {own[key][-1]["year"]: key for key in keys}
        cells = [Cell(own[keys[-1]][-1]["title"], address)]
        for year in years:
            row = now.get(of_year.get(year, ""))
            cells.append(Cell(row["said"] if row else "", f"{address}#{year}" if row else "", number=True))
        lines.append(cells)
    name = getattr(publisher, "short_name", "")
    body = fixed(
        "<p>Every figure of this site has an id, an address that stays, and a history. Choose one to cite it, or to see whether it ever"
        " changed, and why.</p>"
    ) + fixed(table(f"Every figure of the {name}", ["Measure", *(labels[year] for year in years)], lines))
    description = f"Every figure of the {name} with its permanent address, its history and a citation to copy."
    return write_page(folder / "index.md", f"{name}: cite a figure", description, body)
