"""/met/figures/: for every figure its permanent address, its history through the releases, and a citation to copy."""

from pathlib import Path

from lfr.project import site_address
from lfr.releases.citation import NOT_YET, Citation
from lfr.releases.figure_rows import Row, Rows, figure_rows, rows_of
from lfr.releases.history import history_json
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import anchor, file_address, history_address, history_file_address, method_address, release_address, rows_address
from lfr.wording.html import Cell, table
from lfr.wording.markup import fixed, link, listing, say, write_page
from lfr.wording.words import say_day, say_instead

Histories = dict[str, list[Row]]


def write_figure_pages(figures: Figures, releases: list[str], root: Path) -> int:
    """Write one page per measure and force, their list, and the history as JSON. Returns how many pages."""
    now, histories, cites = figure_rows(figures), histories_of(figures), citations(figures)
    written = 0
    for publisher in figures.publishers().itertuples():
        own = {key: steps for key, steps in histories.items() if steps[-1]["publisher"] == publisher.id}
        if not own:
            continue
        folder, name = root / publisher.id / "figures", str(publisher.short_name)
        measures: dict[str, list[str]] = {}
        for key, steps in own.items():
            measures.setdefault(steps[-1]["measure"], []).append(key)
        for measure, keys in measures.items():
            keys.sort(key=lambda one: own[one][-1]["year"])
            title = own[keys[-1]][-1]["title"]
            described = f"{title} by the {name}: permanent address, history through the releases, and citation of each year."
            body = _intro(keys, now) + "".join(_figure(now.get(key), own[key], cites[publisher.id]) for key in keys)
            written += write_page(folder / f"{anchor(measure)}.md", f"{title}: history and citation", described, body)
        described = f"Every figure of the {name} with its permanent address, its history and a citation to copy."
        body = _list(name, measures, own, now)
        written += write_page(folder / "index.md", f"{name}: cite a figure", described, body)
        (folder / "history.json").write_text(history_json(own, figures.shown(), releases), encoding="utf-8")
    return written


def histories_of(figures: Figures) -> Histories:
    """The history of each figure by its id, oldest step first."""
    found: Histories = {}
    for row in rows_of(figures.figure_history()):
        found.setdefault(row["id"], []).append(row)
    return found


def citations(figures: Figures) -> dict[str, Citation]:
    """How the figures of each force are cited."""
    newest = figures.sources().groupby("publisher")["edition"].max()
    names = figures.publishers().set_index("id")["name"]
    site, shown = site_address(figures.project), figures.shown()
    return {one: Citation(names[one], site, shown, say_day(day)) for one, day in newest.items()}


def _intro(keys: list[str], now: Rows) -> str:
    known = next((now[key] for key in keys if key in now), None)
    method = f" {link(method_address(known['method']), 'How it is counted')}." if known else " It is no longer counted."
    return fixed(
        f"<p>Each calendar year below is a figure with an id and an address that stay.{method} A link that carries the value it cites tells"
        " its reader on arrival whether the figure is still the same; the history below says so without a script.</p>"
    )


def _figure(row: Row | None, steps: list[Row], cite: Citation) -> str:
    last = steps[-1]
    if row is None:
        gone = "<p>This figure is no longer counted. The releases that hold it stay.</p>"
        return fixed(f'<h2 id="{last["year"]}">{say(last["label"])}</h2>{gone}') + _history(steps)
    page, rows, history = row["address"], rows_address(row["publisher"], row["year"]), history_file_address(row["publisher"])
    facts = [
        f"Id: <code>{say(row['id'])}</code>. Address: {link(page, page)}. Rows behind it: {link(rows, 'deployments of the year')}.",
        f"For machines: {link(file_address('yearly_figures.csv'), 'CSV')}, {link(history, 'history as JSON')}.",
    ]
    copied = f"<blockquote><p>{say(cite.text(row, steps))}</p></blockquote>"
    bibtex = "<details><summary>BibTeX</summary><pre><code>" + _lines(cite.bibtex(row, steps)) + "</code></pre></details>"
    instead = say_instead(row["measure"], row["basis"])
    head = f'<h2 id="{row["year"]}">{say(row["label"])}: {say(row["said"])}{f"; {say(instead)}" if instead else ""}</h2>'
    return fixed(head + listing(facts)) + _history(steps) + fixed(f"<p>To cite it:</p>{copied}{bibtex}")


def _history(steps: list[Row]) -> str:
    lines = []
    for step in steps:
        release = Cell(step["version"], f"{release_address(step['version'])}#{step['id']}") if step["version"] else Cell(NOT_YET)
        day = say_day(step["release_date"]) if step["release_date"] else ""
        why = step["why"] or ("First released" if step is steps[0] and step["version"] else "")
        days = step["label"] if len({one["label"] for one in steps}) > 1 else ""
        lines.append([release, Cell(day), Cell(step["said"], note=days, number=True), Cell(why)])
    return fixed(table(f"History of {steps[-1]['id']}", ["Release", "Date", "Figure", "Why it changed"], lines))


def _lines(text: str) -> str:
    """Text of several lines as HTML that keeps them."""
    return "\n".join(say(line) if not line.startswith("  ") else "  " + say(line) for line in text.splitlines())


def _list(name: str, measures: dict[str, list[str]], own: Histories, now: Rows) -> str:
    labels = {steps[-1]["year"]: steps[-1]["label"] for steps in own.values()}
    years = sorted(labels)
    lines = []
    for keys in measures.values():
        last = own[keys[-1]][-1]
        address = history_address(last["publisher"], last["measure"])
        rows = {own[key][-1]["year"]: now[key] for key in keys if key in now}
        cells = [Cell(rows[year]["said"], f"{address}#{year}", number=True) if year in rows else Cell("", number=True) for year in years]
        lines.append([Cell(last["title"], address), *cells])
    return fixed(
        "<p>Every figure of this site has an id, an address that stays, and a history. Choose one to cite it, or to see whether it ever"
        " changed, and why.</p>"
    ) + fixed(table(f"Every figure of the {name}", ["Measure", *(labels[year] for year in years)], lines))
