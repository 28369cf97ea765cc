"""The static API: one small JSON file per figure, year, measure, place and answer, each of which explains itself.

What a page says, the file says in the same words (`text`), with the numbers beside them. Addresses are inside the site.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from lfr.downloads.code_lines import recount_rule
from lfr.downloads.contents import symbol_of, why_no_value
from lfr.downloads.metadata import openapi, schemas, write_json
from lfr.downloads.table_files import Row, Table
from lfr.downloads.tables import DESCRIPTION, TITLE, About
from lfr.warehouse.figures import Figure, Figures
from lfr.warehouse.measures import OF_TWO_COUNTS, measure
from lfr.warehouse.model_sql import aggregate
from lfr.wording import addresses
from lfr.wording.csv_files import plain, plain_number
from lfr.wording.words import say_basis, say_day, say_with_counts

ROOT = "/api/v1"
_COUNTS = ("deployments", "faces_seen", "alerts", "arrests")  # of a place
_COMPARED = {"false_alerts_by_threshold": "False alerts by threshold", "same_period": "A part year, and the same days of earlier years"}
Json = dict[str, Any]


def write_api(figures: Figures, tables: Mapping[str, Table], library: Mapping[str, list[Row]], about: About) -> None:
    """Write `build/pages/api/v1/`. `library` has the standard answers, and how each figure is cited."""
    pages = figures.project.pages
    forces = [one for one in figures.publishers().to_dict("records") if not figures.years(one["id"]).empty]
    rows = {"answers": library.get("answers", [])} | {name: list(tables[name].rows()) for name in ("places", *_COMPARED)}
    citations = {one["id"]: one for one in library.get("citations", [])}
    for one in forces:
        own = {name: [row for row in found if row["publisher"] == one["id"]] for name, found in rows.items()}
        for content in _Force(figures, dict(one), about, own, citations).files():
            write_json(pages / content["self"].lstrip("/"), content)
    root = pages / ROOT.lstrip("/")
    index = {
        **_head("index", f"{ROOT}/index.json", "/data/api/", about, about.citation),
        "title": TITLE,
        "description": DESCRIPTION,
        "publishers": [{"id": one["id"], "name": one["name"], "api": f"{ROOT}/{one['id']}/index.json"} for one in forces],
        "openapi": f"{ROOT}/openapi.json",
        "downloads": addresses.file_address("datapackage.json"),
    }
    write_json(root / "index.json", index)
    for name, schema in schemas(about.site).items():
        write_json(root / "schemas" / f"{name}.json", schema)
    write_json(root / "openapi.json", openapi(about))


def _head(kind: str, address: str, page: str, about: About, citation: str) -> Json:
    return {
        "$schema": f"{about.site}{ROOT}/schemas/{kind}.json",
        "api": "v1",
        "type": kind,
        "site": about.site,
        "self": address,
        "page": page,
        **about.as_json(),
        "citation": citation,
    }


class _Force:
    """The files of one police force. `rows` are its own: of the standard answers, and of the tables of places and of what is compared."""

    def __init__(
        self, figures: Figures, publisher: Json, about: About, rows: Mapping[str, list[Row]], citations: Mapping[str, Row]
    ) -> None:
        self.id = publisher["id"]
        self._figures, self._row, self._about, self._rows, self._citations = figures, publisher, about, rows, citations
        self._root = f"{ROOT}/{self.id}"
        self._publisher = {"id": self.id, "name": publisher["name"]}
        self._by_year = {int(year): figures.figures_of_year(self.id, int(year)) for year in figures.years(self.id)["year"]}
        self._last_year = list(self._by_year.values())[-1]
        self._when = f"{next(iter(self._by_year))} to {self._last_year[0].label}"

    def files(self) -> Iterator[Json]:
        """Every file of the force."""
        yield self._index_file()
        for year, of_year in self._by_year.items():
            label = of_year[0].label
            yield {
                **self._head("year", f"years/{year}", addresses.year_address(self.id, year), "All measures", label),
                "publisher": self._publisher,
                "year": year,
                "coverage": _coverage(of_year[0]),
                "figures": [self._figure(one) for one in of_year],
            }
            for one in of_year:
                page, figure = addresses.figure_address(self.id, year, one.measure), self._figure(one)
                head = self._head("figure", f"figures/{one.measure}/{year}", page, one.title, label)
                yield {**head, "citation": self._citations.get(figure["id"], {}).get("text", head["citation"]), **figure}
        for first, *others in zip(*self._by_year.values(), strict=True):
            when = f"{first.label} to {[first, *others][-1].label}"
            yield {
                **self._head("series", f"figures/{first.measure}", f"/{self.id}/years/", first.title, when),
                "publisher": self._publisher,
                "measure": _measure(first),
                "figures": [self._figure(one) for one in (first, *others)],
            }
        pages = {"same_period": addresses.year_address(self.id, self._last_year[0].year)}
        for name, title in _COMPARED.items():
            rows = [{column: value for column, value in row.items() if column != "publisher"} for row in self._rows[name]]
            head = self._head(name, name.replace("_", "-"), pages.get(name, addresses.method_address("false-alerts")), title)
            yield {**head, "title": title, "publisher": self._publisher, "counts": rows}
        yield from self._place_files()
        for answer in self._rows["answers"]:
            yield {
                **self._head("answer", f"answers/{answer['id']}", answer["page"], answer["question"], self._last_year[0].label),
                **{key: value for key, value in answer.items() if key not in ("publisher", "page")},
                "publisher": self._publisher,
                "figures": [self._figure(self._figures.figure(self.id, year, one)) for one in answer["measures"] for year in self._by_year],
            }

    def _index_file(self) -> Json:
        places = {row["slug"]: row for row in self._rows["places"]}
        return {
            **_head("publisher", f"{self._root}/index.json", f"/{self.id}/", self._about, self._about.citation),
            "publisher": self._publisher,
            "records_page": self._row["records_page"],
            "years": [
                {**_coverage(of_year[0]), "year": year, "api": f"{self._root}/years/{year}.json"} for year, of_year in self._by_year.items()
            ],
            "measures": [{**_measure(one), "api": f"{self._root}/figures/{one.measure}.json"} for one in self._last_year],
            "compared": [{"title": title, "api": f"{self._root}/{name.replace('_', '-')}.json"} for name, title in _COMPARED.items()],
            "places": [
                {
                    "id": slug,
                    "name": row["place"],
                    "borough": row["borough"],
                    "api": f"{self._root}/places/{slug}.json",
                    "page": addresses.place_address(self.id, slug),
                }
                for slug, row in sorted(places.items())
            ],
            "answers": [
                {"id": one["id"], "question": one["question"], "api": f"{self._root}/answers/{one['id']}.json", "page": one["page"]}
                for one in self._rows["answers"]
            ],
        }

    def _head(self, kind: str, address: str, page: str, what: str, when: str = "") -> Json:
        about = self._about
        release = f", release {about.version} of {say_day(about.released)}" if about.released else ""
        citation = (
            f"LFR Statistics, “{what}”, {self._row['name']}, calendar year {when or self._when}: {about.site}{page}."
            f" Figures as at {say_day(about.as_at)}{release}."
        )
        return _head(kind, f"{self._root}/{address}.json", page, about, citation)

    def _place_files(self) -> Iterator[Json]:
        """A year without a deployment at the place has no entry."""
        deployments: dict[str, list[Json]] = {}
        for one in self._figures.deployments(self.id).itertuples():
            told = {
                "id": one.deployment_id,
                "date": plain(one.deployment_date),
                "is_stopped_early": bool(one.is_stopped_early),
                "page": addresses.deployment_address(self.id, one.deployment_id),
            }
            deployments.setdefault(one.place_slug, []).append(told)
        by_slug = itemgetter("slug")
        for slug, of_place in groupby(sorted(self._rows["places"], key=by_slug), by_slug):
            *_, last = years = list(of_place)
            yield {
                **self._head("place", f"places/{slug}", addresses.place_address(self.id, slug), f"Deployments at {last['place']}"),
                "publisher": self._publisher,
                "id": slug,
                "name": last["place"],
                "borough": last["borough"],
                "borough_code": last["borough_code"],
                "years": [
                    {
                        "year": row["year"],
                        "label": row["label"],
                        "is_partial": row["label"] != str(row["year"]),
                        **{name: row[name] for name in _COUNTS},
                        "as_published": {name: row[f"{name}_as_published"] for name in _COUNTS},
                    }
                    for row in years
                ],
                "deployments": deployments.get(slug, []),
            }

    def _figure(self, one: Figure) -> Json:
        """One figure: value, what it was published as, its days, its flags, and how to count it again."""
        own_id = addresses.figure_id(self.id, one.year, one.measure)
        return {
            "id": own_id,
            "publisher": self._publisher,
            "year": one.year,
            "measure": _measure(one),
            **_value(one),
            "as_published": _value(one.as_published),
            "coverage": _coverage(one),
            "flags": {
                "is_partial": one.is_partial,
                "is_corrected": one.is_corrected,
                "basis": one.basis.split("+"),
                "basis_text": say_basis(one),
            },
            "recount": _recount(one) if one.value is not None else None,
            "links": {
                "page": addresses.figure_address(self.id, one.year, one.measure),
                "api": f"{self._root}/figures/{one.measure}/{one.year}.json",
                "rows": addresses.rows_address(self.id, one.year),
                "history": self._citations.get(own_id, {}).get("page"),
            },
        }


def _measure(one: Figure) -> Json:
    return {"id": one.measure, "title": one.title, "unit": one.unit, "kind": one.kind, "definition": addresses.method_address(one.method)}


def _value(one: Figure) -> Json:
    """The value in one version: number, words, and for a rate its counts and interval."""
    has_counts = one.kind in OF_TWO_COUNTS
    interval = None
    if one.kind == "rate" and one.lower is not None and one.upper is not None:
        ends = {"lower": plain_number(one.lower), "upper": plain_number(one.upper)}
        interval = {**ends, "level": 0.95, "method": "Wilson score"}
    return {
        "value": None if one.value is None else plain_number(one.value),
        "text": say_with_counts(one),
        "no_value": {"symbol": symbol_of(one), "meaning": why_no_value(one)} if one.value is None else None,
        "numerator": one.numerator if has_counts else None,
        "denominator": one.denominator if has_counts else None,
        "interval": interval,
    }


def _coverage(one: Figure) -> Json:
    return {
        "label": one.label,
        "from": plain(one.covers_from) or None,
        "to": plain(one.covers_to) or None,
        "is_partial": one.is_partial,
    }


def _recount(one: Figure) -> Json:
    content = recount_rule(one.measure)
    where = {"publisher": one.publisher, "deployment_year": one.year, **content.pop("where", {})}
    sql = f"SELECT {aggregate(measure(one.measure))} FROM deployments WHERE publisher = '{one.publisher}' AND deployment_year = {one.year}"
    return {"rows": addresses.file_address("deployments_plain.csv"), "where": where, **content, "sql": sql}
