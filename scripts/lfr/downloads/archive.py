"""Everything as one ZIP, with what a person needs who finds it alone: README, licence, citation, data dictionary."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from lfr.downloads.about import DESCRIPTION, KEYWORDS, TITLE, About
from lfr.downloads.tables import SYMBOLS, Definition

NAME = "lfr-statistics.zip"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_papers(folder: Path, definitions: Iterable[Definition], about: About) -> None:
    """README.txt, LICENCE.txt and CITATION.cff."""
    (folder / "README.txt").write_text(_readme(list(definitions), about), encoding="utf-8")
    (folder / "LICENCE.txt").write_text(_licence(about), encoding="utf-8")
    (folder / "CITATION.cff").write_text(_citation(about), encoding="utf-8")


def write_zip(folder: Path) -> None:
    """Every file of the folder in one ZIP beside them: sorted, all of one time, so that the same files give the same bytes."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != NAME]
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"lfr-statistics/{path.name}", _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = path.stat().st_size  # said beforehand, because it decides how the archive notes sizes
            with path.open("rb") as file, archive.open(entry, "w") as packed:
                shutil.copyfileobj(file, packed, 1 << 20)


def _readme(definitions: list[Definition], about: About) -> str:
    width = max(len(one.name) for one in definitions)
    tables = "\n".join(f"  {one.name.ljust(width)}  one row is {one.row}" for one in definitions)
    symbols = "\n".join(f"  [{symbol}]{' ' * (3 - len(symbol))} {meaning}" for symbol, meaning in SYMBOLS.items())
    days = f" from {about.covers_from} to {about.covers_to}" if about.covers_from else ""
    return f"""{TITLE}
{"=" * len(TITLE)}

{DESCRIPTION}

{about.edition.capitalize()}. The records cover days{days}.
{about.source}

Tables, each as CSV, Parquet and JSON:

{tables}

yearly_figures.xlsx has the yearly figures as a spreadsheet. columns.csv is the data dictionary: what every column means, in which
unit, and which layouts of the records have it. datapackage.json and *.csv-metadata.json say the same to programs (Frictionless Data
Package, CSV on the Web). catalogue.jsonld describes the whole for catalogues (schema.org, DCAT).

CSV files: UTF-8, comma, one header row, days as YYYY-MM-DD, no thousands separators, true and false. No cell is empty. Where there is
no value, a symbol says why; none of them means zero:

{symbols}

Text that a spreadsheet would run as a formula has an apostrophe in front. In JSON and Parquet a missing value is null.

Addresses such as /met/years/2024/ are on {about.site or "the site that these files come from"}.

Licence: LICENCE.txt. To cite: CITATION.cff, or

  {about.citation}
"""


def _licence(about: About) -> str:
    facts = "\n".join(f"  {one}" for one in about.licences)
    return f"""The facts in these files come from the records that police forces published. Licence of the records:

{facts}

{about.source}

The code that makes these files, and what the project adds to the records (ids, places, corrections, findings, descriptions), is under
the MIT licence. Copyright (c) the makers of LFR Statistics.
"""


def _citation(about: About) -> str:
    site = f'url: "{about.site}/data/"\n' if about.site else ""
    version = f'version: "{about.version}"\n' if about.version else ""
    keywords = "".join(f'  - "{one}"\n' for one in KEYWORDS)
    return (
        "cff-version: 1.2.0\n"
        'message: "Please cite the page of the figure you use, or this data set."\n'
        "type: dataset\n"
        f'title: "{TITLE}"\n'
        f'authors:\n  - name: "LFR Statistics"\n'
        f"{version}date-released: {about.as_at.isoformat()}\n"
        f'{site}abstract: "{DESCRIPTION}"\n'
        f"keywords:\n{keywords}"
    )
