"""The data set for catalogues and search engines: schema.org Dataset and DCAT, as JSON-LD, from the templates in papers/."""

from pathlib import Path

from lfr.downloads.about import DESCRIPTION, KEYWORDS, TITLE, About
from lfr.downloads.archive import NAME, filled
from lfr.downloads.metadata import write_json
from lfr.downloads.tables import Definition
from lfr.wording.addresses import file_address

_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def write_catalogue(folder: Path, definitions: list[Definition], about: About) -> None:
    """`folder/dataset.jsonld` (schema.org), which the data page carries too, and `folder/catalogue.jsonld` (DCAT)."""
    titles = {NAME: "Everything in one ZIP", "yearly_figures.xlsx": "Yearly figures, spreadsheet"}
    titles |= {f"{one.name}{end}": f"{one.title}, {said}" for one in definitions for end, said in one.formats.items()}
    files = []
    for name, title in titles.items():
        kind = name.rpartition(".")[2]
        files.append({"title": title, "address": f"{about.site}{file_address(name)}", "kind": kind, "media_type": _MEDIA_TYPES[kind]})
    content = {
        "about": about,
        "title": TITLE,
        "description": DESCRIPTION,
        "keywords": KEYWORDS,
        "licence": file_address("LICENCE.txt"),
        "files": files,
    }
    for name in ("dataset.jsonld", "catalogue.jsonld"):
        write_json(folder / name, filled(name, content))
