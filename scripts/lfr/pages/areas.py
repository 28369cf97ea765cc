"""Places and boroughs, as their pages and lists need them. Everything is asked once for all pages of a force."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd

from lfr.downloads.tables import definitions
from lfr.pages.page import Line, lines_of
from lfr.warehouse.figures import Figures
from lfr.wording.addresses import area_file_address
from lfr.wording.csv_files import write_csv


def area_names(figures: Figures, publisher: str) -> Iterator[tuple[str, str, str]]:
    """Kind and slug of each place and borough of a force, with the name for the title of its page."""
    for area in figures.areas(publisher).to_dict("records"):
        kind, slug, name = area["kind"], area["slug"], area["name"]
        if kind == "borough":
            yield kind, slug, f"{plain(name)} (borough)"
        else:
            # An unknown name comes from a record: the title has only the letters of the address, the heading on the page the name.
            yield kind, slug, plain(name) if area["place_id"] else f"place not looked up yet ({slug})"


def plain(name: str) -> str:
    """A name for the title of a page: letters, digits and the signs that names have. The theme prints titles as they are,
    so nothing is left that HTML, YAML or the template engine could take for its own."""
    return " ".join(re.sub(r"[^\w ,.’'()/-]", " ", name.replace("&", " and ")).split())


def write_area_files(figures: Figures, publisher: str) -> None:
    """Write the deployments of each place and borough as a CSV beside its page, with the columns of the table of all deployments."""
    frame, names = figures.deployments(publisher), definitions(figures)["deployments"].names
    slugs = {name: one["slug"] for name, one in boroughs(figures, publisher).items()}
    for kind, keys in (("place", frame["place_slug"]), ("borough", frame["borough"].map(slugs))):
        for slug, rows in frame.groupby(keys):
            path = figures.project.pages / area_file_address(publisher, kind, str(slug)).lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            write_csv(path, rows[[name for name in names if name in rows]])


@cache
def by_area(read: Callable[[str], pd.DataFrame], publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The rows that `read` gives of a force, by kind and slug; a row without a kind is that of a place."""
    rows: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines_of(read(publisher)):
        rows[line.get("kind", "place"), line["slug"]].append(line)
    return rows


@cache
def boroughs(figures: Figures, publisher: str) -> dict[str, Line]:
    """The rows of answers.area_list that are boroughs, by name, those with the most deployments first."""
    found = [one for (kind, _), [one] in by_area(figures.areas, publisher).items() if kind == "borough"]
    return {one["name"]: one for one in sorted(found, key=lambda one: (-one["deployments"], one["name"]))}


@cache
def deployments_by_area(figures: Figures, publisher: str) -> dict[tuple[str, str], list[Line]]:
    """The deployments of each place and borough, in the order of their dates."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for row in lines_of(figures.deployments(publisher)):
        found["place", row["place_slug"]].append(row)
        if row["borough"] is not None:
            found["borough", boroughs(figures, publisher)[row["borough"]]["slug"]].append(row)
    return found
