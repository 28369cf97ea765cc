"""Where a figure comes from: figure → rows → printed cells → document. One chain, read by the terminal, the site and the downloads alike.

from lfr.warehouse.trace import trace
chain = trace(figures, "met", 2024, "stops")
chain.rows[0].cells[0].printed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lfr.errors import LfrError, did_you_mean
from lfr.project import MODELS, Project
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.words import say_basis, say_range, say_with_counts

# A range of two measures is asked for by one name.
RANGES = {"stops": ("stops_lower", "stops_upper")}

# The column of core.deployments that a measure is counted from, where it is not the measure's own name; a rate has two.
_COLUMNS = {
    "deployments": ("deployment_id",),
    "deployments_stopped_early": ("is_stopped_early",),
    "deployments_completed": ("is_stopped_early",),
    "days": ("deployment_date",),
    "places": ("place",),
    "boroughs": ("borough",),
    "watchlist_size_minimum": ("watchlist_size",),
    "watchlist_size_median": ("watchlist_size",),
    "watchlist_size_maximum": ("watchlist_size",),
    "threshold_minimum": ("threshold",),
    "threshold_maximum": ("threshold",),
    "accuracy_of_stops": ("accurate_stops", "stops_upper"),
    "false_alerts_per_face": ("false_alerts", "faces_seen"),
    "false_alerts_per_alert": ("false_alerts", "alerts"),
}
# The printed cells that such a column is read from (core/deployment_versions.sql): the first group that the layout has and the
# row fills in.
_ENGAGED = ("true_alert_engagements", "false_alert_engagements")
_PRINTED: dict[str, tuple[tuple[str, ...], ...]] = {
    "deployment_id": (("date", "location"),),
    "is_stopped_early": (("location",),),
    "deployment_date": (("date",),),
    "place": (("location",),),
    "borough": (("location",),),
    "duration_minutes": (("duration",), ("duration_minutes",)),
    "true_alerts": (("true_alerts",), ("true_alerts_confirmed", "true_alerts_unconfirmed")),
    "false_alerts": (("false_alerts",), ("false_alerts_confirmed", "false_alerts_unconfirmed")),
    "stops_lower": (("stops",), _ENGAGED, ("true_alerts_confirmed",)),
    "stops_upper": (("stops",), _ENGAGED, ("true_alerts_confirmed", "false_alerts_confirmed")),
    "accurate_stops": (("stops_accurate",), ("true_alert_engagements",), ("true_alerts_confirmed",)),
    "arrests": (("arrests",), ("arrests_disposals",)),
    "outcomes_other_than_arrest": (("other_disposals", "no_action"),),
}


@dataclass(frozen=True)
class Document:
    """A published document: where it was published, its checksum, and when it was fetched ("not recorded" where nobody wrote it down)."""

    source_id: str
    title: str
    edition: str
    url: str
    sha256: str
    retrieved: str
    licence: str
    address: str


@dataclass(frozen=True)
class PrintedCell:
    """One printed cell. `counted` is what counts instead, where a correction applies."""

    column: str
    heading: str
    printed: str
    counted: str
    correction_id: str


@dataclass(frozen=True)
class CountedRow:
    """One deployment behind a figure, with the values that went into it (None: not recorded) and the cells they were read from."""

    deployment_id: str
    date: date
    place: str
    values: dict[str, Any]
    source_id: str
    page: int
    row: int
    address: str
    cells: list[PrintedCell]


@dataclass(frozen=True)
class Correction:
    """A correction that touches the figure: it changes a value, or moves a deployment into the year or out of it."""

    correction_id: str
    deployment_id: str
    column: str
    printed: str
    corrected: str
    reason: str
    evidence: str
    address: str


@dataclass(frozen=True)
class SqlLine:
    """The lines of a model that count or define the figure."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Chain:
    """Everything between a figure and the documents it rests on."""

    publisher: str
    publisher_name: str
    year: int
    label: str
    measure: str
    title: str
    said: str
    said_as_published: str
    figures: list[Figure]
    definition: str
    method_address: str
    address: str
    basis: list[str]
    sql: list[SqlLine]
    rows: list[CountedRow]
    corrections: list[Correction]
    documents: list[Document]
    release: str


def trace(figures: Figures, publisher: str, year: int, measure: str) -> Chain:
    """The chain of one figure. Raises LfrError, with the nearest known name, for one that does not exist."""
    known = [*figures.measures()["measure"], *RANGES]
    if measure not in known:
        raise LfrError(f"figure {publisher} {year} {measure}: unknown measure.{did_you_mean(measure, known)}")
    try:
        parts = [figures.figure(publisher, year, name) for name in RANGES.get(measure, (measure,))]
    except LfrError as error:  # said of the measure that was asked for, not of the end of its range
        raise LfrError(re.sub(r"^(figure \S+ \S+) \S+:", rf"\1 {measure}:", str(error))) from None
    columns = list(dict.fromkeys(column for one in parts for column in _COLUMNS.get(one.measure, (one.measure,))))
    rows = _rows(figures, publisher, year, columns)
    first = parts[0]
    published = [one.as_published for one in parts]
    return Chain(
        publisher=publisher,
        publisher_name=str(figures.publishers().set_index("id")["name"][publisher]),
        year=year,
        label=first.label,
        measure=measure,
        title="Stops" if measure == "stops" else first.title,
        said=_said(parts),
        said_as_published=_said(published) if any(one.is_corrected for one in parts) else "",
        figures=parts,
        definition=_definition(figures.project, first),
        method_address=f"/methods/{first.method}/",
        address=f"/{publisher}/years/{year}/#{first.measure.replace('_', '-')}",
        basis=list(dict.fromkeys(f"{one.title}: {say_basis(one.basis)}" if len(parts) > 1 else say_basis(one.basis) for one in parts)),
        sql=_sql([one.measure for one in parts], columns),
        rows=rows,
        corrections=_corrections(figures, publisher, year, rows),
        documents=_documents(figures, publisher, first, rows),
        release=figures.shown().sentence,
    )


def _said(parts: list[Figure]) -> str:
    return say_range(*parts) if len(parts) == 2 else say_with_counts(parts[0])


def _definition(project: Project, figure: Figure) -> str:
    """What the method page says of the measure: the line that names it, or the paragraph that defines, or the page's description."""
    path = project.root / "site" / "methods" / f"{figure.method}.md"
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    described = re.search(r'^description: "?(.*?)"?$', front, re.M)
    named = next((line for bold, line in re.findall(r"^- (?=\*\*(.+?)\*\*)(.+)$", body, re.M) if bold.lower() in figure.title.lower()), "")
    opening = next((one for one in body.strip().split("\n\n") if not one.startswith("#")), "")
    # A page that defines begins with the definition in bold.
    opening = named or (opening if opening.startswith("**") else described[1] if described else "")
    # What a page fills in is not known here: a sentence with a gap is left out.
    opening = " ".join(one for one in re.split(r"(?<=[.?!])\s+", opening) if "{{" not in one and "{%" not in one)
    opening = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", opening)
    return " ".join(re.sub(r"[*`]", "", opening).split())


def _sql(measures: list[str], columns: list[str]) -> list[SqlLine]:
    """The lines that count the measure, and those that say what the counted columns are."""
    counted = [*measures, *(f"{one}_{part}" for one in measures for part in ("numerator", "denominator"))]
    found = _lines_of("answers/yearly_counts.sql", counted)
    return list(dict.fromkeys([*found, *_lines_of("core/deployment_versions.sql", columns)]))


def _lines_of(name: str, columns: list[str]) -> list[SqlLine]:
    """Each expression of the last SELECT of a model that is named as one of the columns, with the line it begins on."""
    lines = (MODELS / name).read_text(encoding="utf-8").splitlines()
    start = max(number for number, line in enumerate(lines) if line.startswith("SELECT"))
    found = []
    for number in range(start + 1, len(lines)):
        named = re.search(r"\bAS (\w+),?$", lines[number])
        if named and named[1] in columns:
            begin = number
            while lines[begin].lstrip().startswith(("WHEN", "ELSE")):
                begin -= 1
            text = " ".join(line.strip() for line in lines[begin : number + 1]).rstrip(",")
            found.append(SqlLine(f"scripts/lfr/warehouse/models/{name}", begin + 1, text))
    return found


def _rows(figures: Figures, publisher: str, year: int, columns: list[str]) -> list[CountedRow]:
    frame = figures.deployments(publisher, year)
    printed = {source_id: _cells_of(figures, source_id) for source_id in dict.fromkeys(frame["source_id"])}
    return [
        CountedRow(
            deployment_id=line["deployment_id"],
            date=line["deployment_date"].date(),
            place=str(line["location"]),
            values={column: _value(line[column]) for column in columns},
            source_id=line["source_id"],
            page=int(line["page"]),
            row=int(line["row"]),
            address=f"/{publisher}/records/{line['source_id']}/#p{line['page']}-r{line['row']}",
            cells=_cells_behind(printed[line["source_id"]].get((line["page"], line["row"]), {}), columns),
        )
        for line in frame.to_dict("records")
    ]


def _cells_of(figures: Figures, source_id: str) -> dict[tuple[int, int], dict[str, PrintedCell]]:
    found: dict[tuple[int, int], dict[str, PrintedCell]] = {}
    for line in figures.printed_cells(source_id).itertuples():
        texts = [one if isinstance(one, str) else "" for one in (line.printed, line.corrected, line.correction_id)]
        found.setdefault((line.page, line.row), {})[line.column_name] = PrintedCell(line.column_name, line.heading, *texts)
    return found


def _cells_behind(cells: dict[str, PrintedCell], columns: list[str]) -> list[PrintedCell]:
    names: dict[str, None] = {}
    for column in columns:
        groups = [group for group in _PRINTED.get(column, ((column,),)) if all(name in cells for name in group)]
        filled = [group for group in groups if any(cells[name].printed for name in group)]
        for group in (filled or groups)[:1]:
            names |= dict.fromkeys(group)
    return [cells[name] for name in names]


def _value(found: Any) -> Any:
    if found is None or found is pd.NA or found is pd.NaT or found != found:
        return None
    if isinstance(found, pd.Timestamp):
        return found.date()
    if isinstance(found, str):
        return found
    if pd.api.types.is_bool(found):
        return bool(found)
    number = float(found)
    return int(number) if number.is_integer() else number


def _corrections(figures: Figures, publisher: str, year: int, rows: list[CountedRow]) -> list[Correction]:
    """Applied corrections of the cells behind the figure, and of dates that brought a deployment into the year or took it out."""
    behind = {(row.deployment_id, cell.column) for row in rows for cell in row.cells}
    inside = {row.deployment_id for row in rows}
    found = []
    ledger = figures.corrections()
    for line in ledger[(ledger["publisher"] == publisher) & ledger["is_applied"]].to_dict("records"):
        left = str(line["printed"]).endswith((f"/{year % 100:02d}", f"/{year}")) or str(line["printed"]).startswith(f"{year}-")
        moved = line["column_name"] == "date" and (line["deployment_id"] in inside or left)
        if moved or (line["deployment_id"], line["column_name"]) in behind:
            found.append(
                Correction(
                    correction_id=line["correction_id"],
                    deployment_id=line["deployment_id"],
                    column=line["column_name"],
                    printed=line["printed"],
                    corrected=line["corrected"],
                    reason=line["reason"],
                    evidence=line["evidence"],
                    address=f"/quality/corrections/#{line['correction_id']}",
                )
            )
    return found


def _documents(figures: Figures, publisher: str, figure: Figure, rows: list[CountedRow]) -> list[Document]:
    """The documents of the rows; in a year without a deployment, those that cover it and so say that there was none."""
    used = {row.source_id for row in rows}
    sources = figures.sources()
    own = sources[sources["publisher"] == publisher].to_dict("records")
    if not used:
        year = str(figure.year)
        used = {line["id"] for line in own if line["is_current"] == "true" and line["covers_from"][:4] <= year <= line["covers_to"][:4]}
    return [
        Document(
            source_id=line["id"],
            title=line["title"],
            edition=line["edition"],
            url=line["url"],
            sha256=line["sha256"],
            retrieved=line["retrieved"],
            licence=line["licence"],
            address=f"/sources/#{line['id']}",
        )
        for line in own
        if line["id"] in used
    ]
