"""`lfr explain`: the chain from a figure to its documents, in the terminal or as JSON."""

import json
import textwrap
from dataclasses import asdict
from typing import Any

from lfr.warehouse.figures import Chain, CountedRow, Figure
from lfr.wording.addresses import correction_address, figure_address, method_address, printed_row_address
from lfr.wording.words import NOT_RECORDED, column_name, say_basis, say_both, say_count, say_day, say_with_counts

_LABEL = 13  # so wide is the column of labels


def explain(chain: Chain, limit: int | None) -> str:
    """The chain as text: definition, value, SQL, corrections, documents and at most `limit` rows (None: every row)."""
    figure = chain.figure
    about = [
        ("value", say_both(figure)),
        ("definition", f"{chain.definition} ({method_address(figure.method)})"),
        *(("" if number else "basis", one) for number, one in enumerate(_bases(figure))),
        ("address", figure_address(figure.publisher, figure.year, figure.measure)),
        ("release", chain.release),
    ]
    lines = [f"{chain.publisher_name}, {figure.label}: {figure.title}", ""]
    lines += [_wrapped(text, label.ljust(_LABEL), " " * _LABEL) for label, text in about]
    lines += ["", "counted by", *(f"  {sql} AS {name}" for name, sql in chain.sql.items())]
    lines += [f"  FROM core.deployments WHERE publisher = '{figure.publisher}' AND deployment_year = {figure.year}"]
    lines += ["", f"corrections that touch it: {len(chain.corrections) or 'none'}"]
    for fix in chain.corrections:
        what = f"{fix['deployment_id']}, {column_name(fix['column_name'])}: printed {fix['printed']}, counted as {fix['corrected']}"
        lines.append(f"  {fix['correction_id']}: {what} ({correction_address(fix['correction_id'])})")
        lines.append(_wrapped(fix["reason"], "    ", "    "))
    lines += ["", "documents"]
    for one in chain.documents:
        retrieved = one["retrieved"] if one["retrieved"] == NOT_RECORDED else say_day(one["retrieved"])
        lines += [
            f"  {one['id']}: “{one['title']}”, edition of {say_day(one['edition'])}",
            f"    {one['url']}",
            f"    sha256 {one['sha256']}",
            f"    retrieved: {retrieved}; licence: {one['licence']} (/sources/#{one['id']})",
        ]
    return "\n".join([*lines, "", *_rows(chain, limit)])


def as_json(chain: Chain) -> str:
    """The whole chain, every row, for a program. Keys are the names of fields in warehouse/figures.py, with words and addresses added."""
    figure = chain.figure
    address = figure_address(figure.publisher, figure.year, figure.measure)
    content = {"said": say_with_counts(figure), "basis": _bases(figure), "address": address, **asdict(chain)}
    for row in content["rows"]:
        row["address"] = printed_row_address(figure.publisher, row["source_id"], row["page"], row["row"])
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def _bases(figure: Figure) -> list[str]:
    return [f"{one.title}: {say_basis(one)}" for one in figure.ends] or [say_basis(figure)]


def _wrapped(text: str, first: str, others: str) -> str:
    return textwrap.fill(text, 100, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False)


def _rows(chain: Chain, limit: int | None) -> list[str]:
    total = len(chain.rows)
    if not total:
        covered = "The records cover this year and list no deployment in it." if chain.documents else "No record covers this year."
        return [f"rows: none. {covered}"]
    shown = chain.rows if limit is None else chain.rows[:limit]
    more = "" if len(shown) == total else f", the first {len(shown)} (--rows shows all, --limit N the first N)"
    lines = [f"rows: {say_count(total)}{more}"]
    for row in shown:
        lines.append(f"  {row.deployment_id}  {say_day(row.date)}, {row.place}: {_values(row, is_range=bool(chain.figure.ends))}")
        lines.append(f"    {row.source_id}, page {row.page}, row {row.row}: {_cells(row)}")
    return lines


def _values(row: CountedRow, is_range: bool) -> str:
    said = {name: _say(value) for name, value in row.values.items() if name != "deployment_id"}
    if is_range or len(said) < 2:
        return " to ".join(dict.fromkeys(said.values())) or "1"
    return ", ".join(f"{column_name(name)} {value}" for name, value in said.items())


def _say(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: NOT_RECORDED, True: "yes", False: "no"}[value]
    return say_count(value) if isinstance(value, int) else str(value)


def _cells(row: CountedRow) -> str:
    said = []
    for cell in row.cells:
        printed = f"“{cell.printed}”" if cell.printed else "empty"
        counted = f", counted as “{cell.counted}” ({cell.correction_id})" if cell.counted else ""
        said.append(f"{column_name(cell.column)} printed {printed}{counted}")
    return "; ".join(said) or "the layout has no such column"
