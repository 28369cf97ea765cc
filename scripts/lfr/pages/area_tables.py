"""What the page of a place or a borough says: its years, its printed names, its corrections and every deployment."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from html import escape
from typing import Any

import pandas as pd

from lfr.pages import row_tables as rows
from lfr.warehouse.figures import Figures
from lfr.wording.html import Cell, block, table
from lfr.wording.words import NOT_COVERED, NOT_PUBLISHED, NOT_RECORDED, STOPPED_EARLY, say_count

Href = Callable[[str], str]

# On what the borough of a place rests, by the codes of data/manual/places.csv.
_RESTS_ON = {
    "printed name": "the printed name itself",
    "gla-workbook": "a compilation by the office of a London Assembly member",
    "location of the named street or site": "where the named street or site lies",
    "not known": "nothing: it is not known",
}
_PRECISIONS = {
    "borough": "The record names only the borough here, not where in it.",
    "area": "The record names a part of London, not a street.",
    "street": "The record names a street.",
    "site": "The record names a single site.",
}
# Counts of the table of years, with the measure that says whether a year holds them at all.
_COUNTS = {
    "faces_seen": ("Faces seen (estimate)", "faces_seen"),
    "alerts": ("Alerts", "alerts"),
    "true_alerts": ("True alerts", "true_alerts"),
    "false_alerts": ("False alerts", "false_alerts"),
    "stops": ("Stops", "stops_upper"),
    "arrests": ("Arrests", "arrests"),
}

Line = dict[Hashable, Any]


class Area:
    """One place or borough, as its template asks for it. `kind` is "place" or "borough"."""

    def __init__(self, figures: Figures, publisher: str, kind: str, slug: str, href: Href) -> None:
        self._figures, self._href = figures, href
        self.publisher, self.kind, self.slug = publisher, kind, slug
        every = figures.areas(publisher)
        [self._own] = every[(every["kind"] == kind) & (every["slug"] == slug)].to_dict("records")
        names = figures.printed_names(publisher)
        self._names = names[names["slug"] == slug]
        counts = figures.area_counts(publisher, kind, slug).to_dict("records")
        self._counts = {(line["version"], None if pd.isna(line["year"]) else int(line["year"])): line for line in counts}
        self._rows = figures.area_rows(publisher, kind, slug)
        self.is_placed = kind == "borough" or isinstance(self._own["place_id"], str)

    def heading(self) -> str:
        kind = " (borough)" if self.kind == "borough" else ""
        return block(f"<h1>{escape(self._own['name'])}{kind}</h1>")

    def about(self) -> str:
        """What the area is, where it lies, and on what that rests."""
        publisher = self._figures.publishers().set_index("id").loc[self.publisher, "name"]
        total = self._counts.get(("corrected", None))
        said = []
        if total and len(self._rows):
            first, last = self._rows["deployment_date"].iloc[0], self._rows["deployment_date"].iloc[-1]
            times = _day(first) if first == last else f"from {_day(first)} to {_day(last)}"
            said.append(
                f"{say_count(total['deployments'])} {_plural('deployment', total['deployments'])} by the {escape(str(publisher))}"
                f" on {say_count(total['days'])} {_plural('day', total['days'])}, {times}."
            )
        else:
            said.append("As corrected, no deployment is left here; the corrections below say why.")
        stopped = total["deployments_stopped_early"] if total else 0
        if stopped:
            verb = "was" if stopped == 1 else "were"
            said.append(f"{say_count(stopped)} of these {verb} stopped early; what would have been counted is unknown.")
        return block(f"<p>{' '.join(said)}</p>{'' if self.kind == 'borough' else self._where()}")

    def _where(self) -> str:
        if not self.is_placed:
            link = self._href("/methods/places/")
            return (
                "<p>This is the name as printed. Nobody has looked up yet which place it stands for and in which borough it lies"
                f' (<a href="{link}">how that is done</a>).</p>'
            )
        precision = _PRECISIONS.get(str(self._own["place_precision"]), "")
        sources = [_RESTS_ON.get(one, one) for one in dict.fromkeys(self._names["borough_source"]) if one]
        rests = f" That rests on {escape(' and '.join(sources))}." if sources and sources != [_RESTS_ON["not known"]] else ""
        notes = "".join(f" Note: {escape(one)}." for one in dict.fromkeys(self._names["note"]) if one)
        borough = self._own["borough"]
        if isinstance(borough, str):
            link = self._href(f"/{self.publisher}/boroughs/{self._slug_of_borough()}/")
            lies = f'Borough: <a href="{link}">{escape(borough)}</a>.'
        else:
            lies = "Borough: not known; the deployments here are counted in no borough."
        return f"<p>{precision} {lies}{rests}{notes}</p>"

    def _slug_of_borough(self) -> str:
        every = self._figures.areas(self.publisher)
        return str(every[(every["kind"] == "borough") & (every["name"] == self._own["borough"])]["slug"].iloc[0])

    def years(self) -> str:
        """One row a calendar year that the records reach, and one for all of them together."""
        lines = []
        for year in self._figures.years(self.publisher).itertuples():
            cells = [Cell(year.label, self._href(f"/{self.publisher}/years/{year.year}/"))]
            key = int(year.year)
            if ("corrected", key) not in self._counts and ("published", key) not in self._counts:
                nothing = "0" if year.covered_days else NOT_COVERED
                cells += [Cell(nothing, number=True) for _ in range(len(_COUNTS) + 1)]
            else:
                cells += self._cells(key)
            lines.append(cells)
        lines.append([Cell("All years"), *self._cells(None)])
        head = ["Calendar year", "Deployments", *(title for title, _ in _COUNTS.values())]
        return table(f"{self._own['name']}, by calendar year", head, lines)

    def _cells(self, year: int | None) -> list[Cell]:
        now, before = (self._counts.get((version, year), _nothing()) for version in ("corrected", "published"))
        notes = [f"{say_count(now['deployments_stopped_early'])} of them stopped early"] if now["deployments_stopped_early"] else []
        if now["deployments"] != before["deployments"]:
            notes.append(f"as published {say_count(before['deployments'])}")
        cells = [Cell(say_count(now["deployments"]), note="; ".join(notes), number=True)]
        for name, (_, measure) in _COUNTS.items():
            text, published = self._say(now, name, year, measure), self._say(before, name, year, measure)
            notes = [f"as published {published}"] if text != published else []
            known, of = now[f"{name}_known"], now["deployments"] - now["deployments_stopped_early"]
            if 0 < known < of:
                notes.append(f"printed for {known} of {of}")
            cells.append(Cell(text, note="; ".join(notes), number=True))
        return cells

    def _say(self, line: Line, name: str, year: int | None, measure: str) -> str:
        """A sum, or the word for why there is none: unknown is not zero."""
        if not line["deployments"]:
            return "0"
        low, high = (line[f"{name}_lower"], line[f"{name}_upper"]) if name == "stops" else (line[name], line[name])
        if not pd.isna(low) and not pd.isna(high):
            return say_count(low) if low == high else f"{say_count(low)} to {say_count(high)}"
        if line["deployments_stopped_early"] == line["deployments"]:
            return STOPPED_EARLY
        if year is not None and self._figures.figure(self.publisher, year, measure).basis == "not_published":
            return NOT_PUBLISHED
        return NOT_RECORDED

    def total_note(self) -> str:
        """Where the row "All years" adds up counts that were made in different ways, it says so."""
        used = set(self._rows["layout"])
        mixed = []
        for method, title, measure in (("stops", "stops", "stops_upper"), ("outcomes", "arrests", "arrests")):
            bases = self._figures.bases(method)
            own = bases[(bases["measure"] == measure) & bases["layout"].isin(used)]["basis"].dropna()
            if own.nunique() > 1:
                mixed.append(f'<a href="{self._href(f"/methods/{method}/")}">{title}</a>')
        if not mixed:
            return ""
        return block(f"<p>The row “All years” adds up {' and '.join(mixed)} that the records count in more than one way.</p>")

    def names(self) -> str:
        """Every name under which the records print the place."""
        lines = [[Cell(line["printed"]), Cell(say_count(line["deployments"]), number=True)] for line in self._names.to_dict("records")]
        return table("Names in the records, as printed", ["Printed", "Deployments"], lines)

    def places(self) -> str:
        """The places of a borough, each with its page."""
        slugs = self._rows["deployment_id"].map(self._figures.place_slugs_of(self._rows["deployment_id"].tolist()))
        counts = self._rows.assign(slug=slugs).groupby("slug", sort=False).agg(name=("place", "first"), deployments=("slug", "size"))
        ordered = sorted(counts.itertuples(), key=lambda line: (-line.deployments, str(line.Index)))
        lines = [
            [Cell(str(line.name), self._href(f"/{self.publisher}/places/{line.Index}/")), Cell(say_count(line.deployments), number=True)]
            for line in ordered
        ]
        return table(f"Places in {self._own['name']}", ["Place", "Deployments"], lines)

    def corrections(self) -> str:
        """The corrections that touch a deployment here, with both values."""
        touched = self._figures.area_corrections(self.publisher, self.kind, self.slug).to_dict("records")
        return rows.correction_list(touched, self._href) or "\n\nNo correction touches a deployment here.\n\n"

    def deployments(self) -> str:
        if self._rows.empty:
            return "\n\nNone, as corrected.\n\n"
        return rows.deployment_rows(self._figures, self._rows, f"Deployments at {self._own['name']}, one row each", self._href)


def years_of_areas(figures: Figures, publisher: str, kind: str, href: Href) -> str:
    """Deployments at every place, or in every borough, by calendar year; 0 where the records cover the year and list none."""
    frame = figures.places(publisher) if kind == "place" else figures.boroughs(publisher)
    years = list(figures.years(publisher).itertuples())
    named: dict[tuple[str, str], dict[int, Line]] = {}
    for line in frame.to_dict("records"):
        key = (line[kind], line["slug"]) if isinstance(line[kind], str) else ("Borough not known", "")
        named.setdefault(key, {})[int(line["year"])] = line
    lines = []
    for (name, slug), counted in sorted(named.items(), key=lambda one: (one[0][0].lower(), one[0][1])):
        cells = [Cell(name, href(f"/{publisher}/{kind}s/{slug}/") if slug else "")]
        if kind == "place":
            borough = next(iter(counted.values()))["borough"]
            cells.append(Cell(borough if isinstance(borough, str) else "not known"))
        for year in years:
            count, published = (
                counted[year.year][one] if year.year in counted else 0 for one in ("deployments", "deployments_as_published")
            )
            text = say_count(count) if year.covered_days else NOT_COVERED
            target = href(f"/{publisher}/years/{year.year}/#rows") if kind == "borough" else ""
            cells.append(Cell(text, target, note=f"as published {published}" if count != published else "", number=True))
        lines.append(cells)
    head = ["Borough"] if kind == "borough" else ["Place", "Borough"]
    return table(f"Deployments by {kind} and calendar year", [*head, *(year.label for year in years)], lines)


def _nothing() -> Line:
    """The counts of a version that has no deployment here."""
    return dict.fromkeys(("deployments", "deployments_stopped_early", *(f"{name}_known" for name in _COUNTS)), 0)


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"


def _day(value: pd.Timestamp) -> str:
    return f"{value.day} {value:%B %Y}"
