"""The static API: one small JSON file a figure, year, measure, place and answer, each of which explains itself.

What a page says, the file says in the same words (`text`), with the numbers beside them. Addresses are inside the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from typing import Any

from lfr.downloads.about import DESCRIPTION, TITLE, About
from lfr.downloads.api_schemas import openapi, schemas
from lfr.downloads.contents import symbol_of, why_no_value
from lfr.downloads.metadata import write_json
from lfr.downloads.recount import recount_of
from lfr.downloads.table_rows import Table
from lfr.warehouse.figures import Figure, Figures
from lfr.wording.addresses import (
    deployment_address,
    figure_address,
    figure_id,
    file_address,
    method_address,
    place_address,
    rows_address,
    year_address,
)  # fmt: skip
from lfr.wording.csv_files import plain
from lfr.wording.words import say_basis, say_day, say_with_counts

ROOT = "/api/v1"
_DIGITS = 12
Json = dict[str, Any]


def write_api(figures: Figures, tables: Mapping[str, Table], library: Mapping[str, list[Json]], about: About) -> int:
    """Write `build/pages/api/v1/`. Returns how many files. `library` has the standard answers and the citations of figures."""
    folder = figures.project.pages / "api"
    shutil.rmtree(folder, ignore_errors=True)
    written = 0
    for address, content in _files(figures, tables, library, about):
        write_json(figures.project.pages / address.lstrip("/"), content)
        written += 1
    return written


def _files(figures: Figures, tables: Mapping[str, Table], library: Mapping[str, list[Json]], about: About) -> Iterable[tuple[str, Json]]:
    publishers = [one for one in figures.publishers().to_dict("records") if not figures.years(one["id"]).empty]
    places = list(tables["places"].rows())
    citations = {one["id"]: one for one in library.get("citations", [])}
    for publisher in publishers:
        maker = _Maker(figures, str(publisher["id"]), str(publisher["name"]), about, citations)
        yield from maker.figures_and_years()
        yield from maker.places([row for row in places if row["publisher"] == maker.publisher])
        yield from maker.answers([one for one in library.get("answers", []) if one["publisher"] == maker.publisher])
        yield maker.index(dict(publisher))
    yield f"{ROOT}/index.json", _index(publishers, about)
    for name, schema in schemas(about.site).items():
        yield f"{ROOT}/schemas/{name}.json", schema
    yield f"{ROOT}/openapi.json", openapi(about)


def _index(publishers: list[Json], about: About) -> Json:
    return {
        **_head("index", f"{ROOT}/index.json", "/data/api/", about, about.citation),
        "title": TITLE,
        "description": DESCRIPTION,
        "publishers": [{"id": one["id"], "name": one["name"], "api": f"{ROOT}/{one['id']}/index.json"} for one in publishers],
        "openapi": f"{ROOT}/openapi.json",
        "downloads": file_address("datapackage.json"),
    }


def _head(kind: str, address: str, page: str, about: About, citation: str) -> Json:
    """What every file begins with."""
    return {
        "$schema": f"{about.site}{ROOT}/schemas/{kind}.json",
        "api": "v1",
        "type": kind,
        "site": about.site,
        "self": address,
        "page": page,
        "as_at": about.as_at.isoformat(),
        "release": about.version or None,
        "source": about.source,
        "licence": about.licence,
        "citation": citation,
    }


class _Maker:
    """The files of one police force."""

    def __init__(self, figures: Figures, publisher: str, name: str, about: About, citations: Mapping[str, Json]) -> None:
        self.figures, self.publisher, self.name, self.about = figures, publisher, name, about
        self._citations = citations
        self.root = f"{ROOT}/{publisher}"
        self.years = [int(year) for year in figures.years(publisher)["year"]]
        self._listed: dict[str, list[Json]] = {"places": [], "answers": []}

    def figures_and_years(self) -> Iterable[tuple[str, Json]]:
        series: dict[str, list[Figure]] = {}
        for year in self.years:
            of_year = self.figures.figures_of_year(self.publisher, year)
            for one in of_year:
                series.setdefault(one.measure, []).append(one)
                address = self._figure_file(one)
                head = self._head("figure", address, figure_address(one.publisher, one.year, one.measure), one.title, one.label)
                cited = self._citations.get(figure_id(one.publisher, one.year, one.measure), {})
                yield address, {**head, "citation": cited.get("text", head["citation"]), **self.figure(one)}
            first = of_year[0]
            address, page = f"{self.root}/years/{year}.json", year_address(self.publisher, year)
            yield (
                address,
                {
                    **self._head("year", address, page, "All measures", first.label),
                    "publisher": self._publisher(),
                    "year": year,
                    "coverage": coverage(first),
                    "figures": [self.figure(one) for one in of_year],
                },
            )
        for measure, of_measure in series.items():
            first = of_measure[0]
            address, page = f"{self.root}/figures/{measure}.json", f"/{self.publisher}/years/"
            yield (
                address,
                {
                    **self._head("series", address, page, first.title, f"{of_measure[0].label} to {of_measure[-1].label}"),
                    "publisher": self._publisher(),
                    "measure": _measure(first),
                    "figures": [self.figure(one) for one in of_measure],
                },
            )

    def figure(self, one: Figure) -> Json:
        """One figure: value, what it was published as, its days, its flags, and how to count it again."""
        before = one.as_published
        return {
            "id": figure_id(one.publisher, one.year, one.measure),
            "publisher": self._publisher(),
            "year": one.year,
            "measure": _measure(one),
            **_value(one),
            "as_published": _value(before),
            "coverage": coverage(one),
            "flags": {
                "is_partial": one.is_partial,
                "is_corrected": one.is_corrected,
                "basis": one.basis.split("+"),
                "basis_text": say_basis(one.basis),
            },
            "recount": self._recount(one),
            "links": {
                "page": figure_address(one.publisher, one.year, one.measure),
                "api": self._figure_file(one),
                "rows": rows_address(one.publisher, one.year),
                "history": self._citations.get(figure_id(one.publisher, one.year, one.measure), {}).get("page"),
            },
        }

    def _recount(self, one: Figure) -> Json | None:
        if one.value is None:
            return None
        recount = recount_of(one.measure)
        content = recount.as_json()
        where = {"publisher": one.publisher, "deployment_year": one.year, **content.pop("where", {})}
        sql = f"SELECT {recount.sql()} FROM deployments WHERE publisher = '{one.publisher}' AND deployment_year = {one.year}"
        return {"rows": file_address("deployments.csv"), "where": where, **content, "sql": sql}

    def places(self, rows: list[Json]) -> Iterable[tuple[str, Json]]:
        """One file a place, with its counts by calendar year. A year without a deployment there has no entry."""
        shown = self.figures.deployments(self.publisher)[["deployment_id", "deployment_date", "is_stopped_early"]]
        by_slug: dict[str, list[Any]] = {}
        for one in shown.itertuples():
            by_slug.setdefault(self.figures.place_slugs[one.deployment_id], []).append(one)
        grouped: dict[str, list[Json]] = {}
        for row in rows:
            grouped.setdefault(row["slug"], []).append(row)
        counts = ("deployments", "faces_seen", "alerts", "arrests")
        all_years = f"{self.years[0]} to {self._label(self.years[-1])}"
        for slug, of_place in sorted(grouped.items()):
            last = of_place[-1]
            address, page = f"{self.root}/places/{slug}.json", place_address(self.publisher, slug)
            self._listed["places"].append({"id": slug, "name": last["place"], "borough": last["borough"], "api": address, "page": page})
            yield (
                address,
                {
                    **self._head("place", address, page, f"Deployments at {last['place']}", all_years),
                    "publisher": self._publisher(),
                    "id": slug,
                    "name": last["place"],
                    "borough": last["borough"],
                    "borough_code": last["borough_code"],
                    "years": [
                        {
                            "year": row["year"],
                            "label": row["label"],
                            "is_partial": row["label"] != str(row["year"]),
                            **{name: row[name] for name in counts},
                            "as_published": {name: row[f"{name}_as_published"] for name in counts},
                        }
                        for row in of_place
                    ],
                    "deployments": [
                        {
                            "id": one.deployment_id,
                            "date": plain(one.deployment_date),
                            "is_stopped_early": bool(one.is_stopped_early),
                            "page": deployment_address(self.publisher, one.deployment_id),
                        }
                        for one in by_slug.get(slug, ())
                    ],
                },
            )

    def answers(self, answers: list[Json]) -> Iterable[tuple[str, Json]]:
        """One file a standard answer, with the figures of its measures."""
        for one in answers:
            address = f"{self.root}/answers/{one['id']}.json"
            self._listed["answers"].append({"id": one["id"], "question": one["question"], "api": address, "page": one["page"]})
            own = [self.figures.figure(self.publisher, year, measure) for measure in one["measures"] for year in self.years]
            yield (
                address,
                {
                    **self._head("answer", address, one["page"], one["question"], self._label(self.years[-1])),
                    **{key: value for key, value in one.items() if key not in ("publisher", "page")},
                    "publisher": self._publisher(),
                    "figures": [self.figure(figure) for figure in own],
                },
            )

    def index(self, publisher: Json) -> tuple[str, Json]:
        """What there is of this force."""
        address = f"{self.root}/index.json"
        latest = self.figures.figures_of_year(self.publisher, self.years[-1])
        return address, {
            **_head("publisher", address, f"/{self.publisher}/", self.about, self.about.citation),
            "publisher": self._publisher(),
            "records_page": publisher["records_page"],
            "years": [
                {
                    **coverage(self.figures.figure(self.publisher, year, "deployments")),
                    "year": year,
                    "api": f"{self.root}/years/{year}.json",
                }
                for year in self.years
            ],
            "measures": [{**_measure(one), "api": f"{self.root}/figures/{one.measure}.json"} for one in latest],
            **self._listed,
        }

    def _head(self, kind: str, address: str, page: str, what: str, when: str) -> Json:
        citation = (
            f"LFR Statistics, “{what}”, {self.name}, calendar year {when}: {self.about.site}{page}."
            f" Figures as at {say_day(self.about.as_at)}{f', release {self.about.version}' if self.about.version else ''}."
        )
        return _head(kind, address, page, self.about, citation)

    def _label(self, year: int) -> str:
        return self.figures.figure(self.publisher, year, "deployments").label

    def _figure_file(self, one: Figure) -> str:
        return f"{self.root}/figures/{one.measure}/{one.year}.json"

    def _publisher(self) -> Json:
        return {"id": self.publisher, "name": self.name}


def _measure(one: Figure) -> Json:
    return {"id": one.measure, "title": one.title, "unit": one.unit, "kind": one.kind, "definition": method_address(one.method)}


def _value(one: Figure) -> Json:
    """The value in one version: number, words, and for a rate its counts and interval."""
    found: Json = {
        "value": _number(one.value),
        "text": say_with_counts(one),
        "no_value": None,
        "numerator": None,
        "denominator": None,
        "interval": None,
    }
    if one.value is None:
        found["no_value"] = {"symbol": symbol_of(one), "meaning": why_no_value(one)}
    if one.kind == "rate":
        found |= {"numerator": one.numerator, "denominator": one.denominator}
        if one.lower is not None:
            found["interval"] = {"lower": _number(one.lower), "upper": _number(one.upper), "level": 0.95, "method": "Wilson score"}
    return found


def coverage(one: Figure) -> Json:
    """Which days of the year the records cover."""
    return {
        "label": one.label,
        "from": plain(one.covers_from) or None,
        "to": plain(one.covers_to) or None,
        "is_partial": one.is_partial,
    }


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(float(value), _DIGITS)
