"""`lfr reconcile`: from a second source that a maintainer has to the outcome of comparing it, under data/reconciliation/."""

import shutil
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lfr.compare.comparison import CLASSES, RULE, Outcome, compare
from lfr.compare.source_rows import our_rows, their_rows
from lfr.curated.registry import Reconciliation, read_publishers, read_reconciliations, read_sources, write_reconciliation
from lfr.errors import BadData, LfrError, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.extract import extract
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import counting
from lfr.wording.words import say_count


def reconcile_file(project: Project, path: Path, name: str, publisher: str = "", compared_on: date | None = None) -> str:
    """Compare one file with our deployments and keep the outcome. Returns what was found, in lines for the maintainer.

    Title, compiler and url are for a person to write into the outcome, and stay as they were there the last time.
    Raises UnreadableDocument, BadData or LfrError, and then changes nothing.
    """
    record = extract(path)
    sources = read_sources(project).values()
    for source in sources:
        if source.sha256 == record.sha256:
            raise LfrError(
                f"{path.name}: is “{source.id}”, the record that our figures are counted from: it cannot be a second opinion on itself."
            )
    before = {"title": path.stem, "compiled_by": "not recorded", "url": "not recorded", "publisher": ""}
    with suppress(BadData, KeyError):  # there is none, or a broken outcome, which is mended by writing it anew
        head = read_reconciliations(project)[name]
        before = {key: getattr(head, key) for key in before}
    known, publisher = read_publishers(project), publisher or before["publisher"]
    if not publisher and len(known) == 1:
        [publisher] = known
    if publisher not in known:
        raise BadData(f"--publisher “{publisher}”: say whose deployments the file lists.{did_you_mean(publisher, known)}")
    has_one_page = len({one.page for one in record.rows}) == 1
    theirs = their_rows((row.row if has_one_page else i, row.cells) for i, row in enumerate(record.rows, 1))
    if not any("date" in row.said for row in theirs):
        raise UnreadableDocument(f"{path.name}: has no column of dates. Describe its columns in records/layouts.toml.")
    covers_to = max(one.covers_to for one in sources if one.publisher == publisher)
    # Our deployments from `data/` as it is now, not as it was at the last build, and without any earlier outcome.
    with TemporaryDirectory() as folder, counting() as connection:
        draft = Project(Path(folder))
        shutil.copytree(project.data, draft.data, ignore=shutil.ignore_patterns("reconciliation", "releases"))
        build_warehouse(draft, connection, with_checks=False)
        outcome = compare(our_rows(connection, publisher), theirs, covers_to)
    head = Reconciliation(
        id=name, title=before["title"], compiled_by=before["compiled_by"], url=before["url"], sha256=record.sha256, rows=len(theirs),
        publisher=publisher, compared_on=compared_on or date.today(), covers_to=covers_to, columns=", ".join(outcome.columns), rule=RULE,
    )  # fmt: skip
    write_reconciliation(project, head, {"rows": outcome.rows, "cells": outcome.differences, "periods": outcome.periods})
    written = f"Written to data/reconciliation/{head.id}.*; look at it, say in the .toml what was compared, then run `lfr build`."
    return "\n".join([*_summary(path.name, outcome, len(theirs)), written])


def _summary(name: str, outcome: Outcome, rows: int) -> list[str]:
    there = Counter(row.outcome for row in outcome.rows if row.their_row)
    only_here = sum(row.outcome == "only_here" for row in outcome.rows)
    compared, alike = sum(row.cells_compared for row in outcome.rows), sum(row.cells_alike for row in outcome.rows)
    kinds = Counter(one.kind for one in outcome.differences)
    return [
        f"{name}: {rows} rows: {there['matched']} matched, {there['only_there']} only there, {there['later_there']} later than our records,"
        f" {there['ambiguous']} ambiguous; {only_here} deployments only here.",
        f"{say_count(compared)} cells compared, {say_count(alike)} alike, {say_count(len(outcome.differences))} differ:",
        *(f"  {say_count(kinds[kind]):>6}  {words}" for kind, words in CLASSES.items() if kind in kinds),
    ]
