"""`lfr explain`: the chain from a figure to its documents, in the terminal or as JSON."""

import json
import textwrap
from dataclasses import asdict
from typing import Any

from lfr.warehouse.figures import Figure
from lfr.warehouse.trace import Chain, CountedRow, Line
from lfr.wording.addresses import correction_address, figure_address, method_address, printed_row_address
from lfr.wording.column_names import COLUMNS
from lfr.wording.words import say_basis, say_count, say_day, say_with_counts

_WIDTH = 100
_LABEL = 13


def explain(chain: Chain, limit: int | None) -> str:
    """The chain as text: definition, value, SQL, corrections, documents and at most `limit` rows (None: every row)."""
    figure = chain.figure
    published = f" ({say_with_counts(figure.as_published)} before correction)" if figure.is_corrected else ""
    lines = [f"{chain.publisher_name}, {figure.label}: {figure.title}", "", *_entry("value", say_with_counts(figure) + published)]
    lines += _entry("definition", f"{chain.definition} ({method_address(figure.method)})")
    lines += [line for i, one in enumerate(_bases(figure)) for line in _entry("" if i else "basis", one)]
    lines += _entry("address", _address(figure))
    lines += _entry("release", chain.release)
    lines += ["", "counted by"]
    lines += [f"  {sql} AS {name}" for name, sql in chain.sql.items()]
    lines += [f"  FROM core.deployments WHERE publisher = '{figure.publisher}' AND deployment_year = {figure.year}"]
    lines += ["", f"corrections that touch it: {len(chain.corrections) or 'none'}"]
    for fix in chain.corrections:
        what = f"{fix['deployment_id']}, {_name(fix['column_name'])}: printed {fix['printed']}, counted as {fix['corrected']}"
        lines.append(f"  {fix['correction_id']}: {what} ({correction_address(fix['correction_id'])})")
        lines += _wrapped(fix["reason"], "    ")
    lines += ["", "documents"]
    for document in chain.documents:
        lines += _document(document)
    lines += ["", *_rows(chain, limit)]
    return "\n".join(lines)


def as_json(chain: Chain) -> str:
    """The whole chain, every row, for a program. Keys are the names of the fields in warehouse/trace.py, with words and addresses added."""
    figure = chain.figure
    content = {"said": say_with_counts(figure), "basis": _bases(figure), "address": _address(figure), **asdict(chain)}
    for row in content["rows"]:
        row["address"] = printed_row_address(figure.publisher, row["source_id"], row["page"], row["row"])
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def _address(figure: Figure) -> str:
    return figure_address(figure.publisher, figure.year, (figure.ends or (figure,))[0].measure)


def _bases(figure: Figure) -> list[str]:
    if figure.ends:
        return [f"{one.title}: {say_basis(one.basis)}" for one in figure.ends]
    return [say_basis(figure.basis)]


def _entry(label: str, text: str) -> list[str]:
    first, *rest = _wrapped(text, " " * _LABEL) or [""]
    return [label.ljust(_LABEL) + first.strip(), *rest]


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _document(one: Line) -> list[str]:
    retrieved = one["retrieved"] if one["retrieved"] == "not recorded" else say_day(one["retrieved"])
    return [
        f"  {one['id']}: “{one['title']}”, edition of {say_day(one['edition'])}",
        f"    {one['url']}",
        f"    sha256 {one['sha256']}",
        f"    retrieved: {retrieved}; licence: {one['licence']} (/sources/#{one['id']})",
    ]


def _rows(chain: Chain, limit: int | None) -> list[str]:
    total = len(chain.rows)
    if not total and chain.documents:
        return ["rows: none. The records cover this year and list no deployment in it."]
    if not total:
        return ["rows: none. No record covers this year."]
    shown = chain.rows if limit is None else chain.rows[:limit]
    more = "" if len(shown) == total else f", the first {len(shown)} (--rows shows all, --limit N the first N)"
    lines = [f"rows: {say_count(total)}{more}"]
    for row in shown:
        place = f"{row.source_id}, page {row.page}, row {row.row}"
        lines.append(f"  {row.deployment_id}  {say_day(row.date)}, {row.place}: {_values(row, is_range=bool(chain.figure.ends))}")
        lines.append(f"    {place}: {_cells(row)}")
    return lines


def _values(row: CountedRow, is_range: bool) -> str:
    values = [value for name, value in row.values.items() if name != "deployment_id"]
    if not values:
        return "1"
    if len(set(values)) == 1 and (is_range or len(values) == 1):
        return _say(values[0])
    if is_range and None not in values:
        return " to ".join(map(_say, values))
    return ", ".join(f"{_name(name)} {_say(value)}" for name, value in row.values.items())


def _say(value: Any) -> str:
    if value is None:
        return "not recorded"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return say_count(value) if isinstance(value, int) else str(value)


def _cells(row: CountedRow) -> str:
    said = []
    for cell in row.cells:
        printed = f"“{cell.printed}”" if cell.printed else "empty"
        counted = f", counted as “{cell.counted}” ({cell.correction_id})" if cell.counted else ""
        said.append(f"{_name(cell.column)} printed {printed}{counted}")
    return "; ".join(said) or "the layout has no such column"


def _name(column: str) -> str:
    return COLUMNS.get(column, column.replace("_", " "))
