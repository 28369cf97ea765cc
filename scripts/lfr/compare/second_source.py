"""`lfr reconcile`: from a second source that a maintainer has to the outcome of comparing it, under data/reconciliation/."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lfr.compare.classes import CLASSES
from lfr.compare.comparison import Outcome, compare
from lfr.compare.matching import RULE
from lfr.compare.source_rows import OurRow, our_rows, their_rows
from lfr.curated.reconciliations import Reconciliation, read_reconciliations, write_reconciliation
from lfr.curated.registry import read_publishers, read_sources
from lfr.errors import BadData, LfrError, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.extract import extract
from lfr.warehouse.build import build_warehouse
from lfr.warehouse.database import counting
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_count


@dataclass(frozen=True)
class About:
    """What a maintainer says about the second source; what is left empty stays as it was the last time."""

    name: str
    publisher: str = ""
    title: str = ""
    compiled_by: str = ""
    url: str = ""
    compared_on: date | None = None


def reconcile_file(project: Project, path: Path, about: About) -> str:
    """Compare one file with our deployments and keep the outcome. Returns what was found, in lines for the maintainer.

    Raises UnreadableDocument, BadData or LfrError, and then changes nothing.
    """
    record = extract(path)
    for source in read_sources(project).values():
        if source.sha256 == record.sha256:
            raise LfrError(
                f"{path.name}: is “{source.id}”, the record that our figures are counted from: it cannot be a second opinion on itself."
            )
    before = _before(project, about.name)
    publisher = _publisher(project, about.publisher or (before.publisher if before else ""))
    has_one_page = len({one.page for one in record.rows}) == 1
    theirs = their_rows((row.row if has_one_page else i, row.cells) for i, row in enumerate(record.rows, 1))
    if not any("date" in row.said for row in theirs):
        raise UnreadableDocument(f"{path.name}: has no column of dates. Describe its columns in records/layouts.toml.")
    covers_to = max(one.covers_to for one in read_sources(project).values() if one.publisher == publisher)
    ours = _ours(project, publisher)
    outcome = compare(ours, theirs, covers_to)
    head = Reconciliation(
        id=about.name,
        title=about.title or (before.title if before else path.stem),
        compiled_by=about.compiled_by or (before.compiled_by if before else "not recorded"),
        url=about.url or (before.url if before else "not recorded"),
        sha256=record.sha256,
        rows=len(theirs),
        publisher=publisher,
        compared_on=about.compared_on or date.today(),
        covers_to=covers_to,
        columns=", ".join(outcome.columns),
        rule=RULE,
    )
    write_reconciliation(project, head, {"rows": outcome.rows, "cells": outcome.differences, "periods": outcome.periods})
    written = f"Written to data/reconciliation/{head.id}.*; look at it, then run `lfr build`."
    return "\n".join([*_summary(path.name, outcome, len(theirs)), written])


def _before(project: Project, name: str) -> Reconciliation | None:
    try:
        return read_reconciliations(project).get(name)
    except BadData:
        return None  # a broken outcome is mended by writing it anew


def _publisher(project: Project, wanted: str) -> str:
    known = read_publishers(project)
    if not wanted and len(known) == 1:
        return next(iter(known))
    if wanted not in known:
        raise BadData(f"--publisher “{wanted}”: say whose deployments the file lists.{did_you_mean(wanted, known)}")
    return wanted


def _ours(project: Project, publisher: str) -> list[OurRow]:
    """Our deployments from `data/` as it is now, not as it was at the last build, and without any earlier outcome."""
    with TemporaryDirectory() as folder, counting() as connection:
        draft = Project(Path(folder))
        shutil.copytree(project.data, draft.data, ignore=shutil.ignore_patterns("reconciliation", "releases"))
        build_warehouse(draft, connection, with_checks=False)
        return our_rows(Figures(draft, connection), publisher)


def _summary(name: str, outcome: Outcome, rows: int) -> list[str]:
    there = Counter(row.outcome for row in outcome.rows if row.their_row)
    only_here = sum(row.outcome == "only_here" for row in outcome.rows)
    compared, alike = sum(row.cells_compared for row in outcome.rows), sum(row.cells_alike for row in outcome.rows)
    kinds = outcome.kinds()
    return [
        f"{name}: {rows} rows: {there['matched']} matched, {there['only_there']} only there, {there['later_there']} later than our records,"
        f" {there['ambiguous']} ambiguous; {only_here} deployments only here.",
        f"{say_count(compared)} cells compared, {say_count(alike)} alike, {say_count(len(outcome.differences))} differ:",
        *(f"  {say_count(kinds[kind]):>6}  {words}" for kind, words in CLASSES.items() if kind in kinds),
        *(
            f"  row {one.their_row}, {one.deployment_id}, {one.column}: {one.ours} here, {one.theirs} there ({CLASSES[one.kind]})"
            for one in outcome.differences
            if one.theirs
        ),
    ]
