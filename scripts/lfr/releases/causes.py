"""Which figures differ from the last release, and why: house rule 7.

Nothing is guessed. The files that the release was counted from are counted again with the code of today: what differs
then is the method. Each difference in the files is taken back by itself and the figures are counted without it: those
that then come out otherwise are the ones it changed. A difference that nobody has explained fails the build.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lfr.errors import LfrError, UnexplainedChange
from lfr.kept import Kept, inputs_digest
from lfr.project import MEASURES, MODELS, PACKAGE, Project
from lfr.releases.changes import Cause, Change
from lfr.releases.difference import Difference
from lfr.releases.differences import differences
from lfr.releases.explanations import Entry, read_entries
from lfr.releases.figure_rows import Row, Rows, differ
from lfr.releases.frozen import Release
from lfr.releases.inputs import Inputs, inputs_of, of_publisher, sha256, write_inputs
from lfr.wording.words import say_day

# Counts the figures of a project that holds nothing but data/; the flow gives it, because no stage calls another.
Recount = Callable[[Project], Rows]


def explain(project: Project, release: Release, now: Rows, recount: Recount) -> list[Change]:
    """Every change since a release, with its causes, figures first.

    Raises UnexplainedChange, naming figure, both values and the likely cause, for each that nothing explains.
    """
    return _Comparison(project, release, now, recount).changes()


@dataclass
class _Comparison:
    project: Project
    release: Release
    now: Rows
    recount: Recount

    def changes(self) -> list[Change]:
        then = self.release.figures
        keys = [*self.now, *(key for key in then if key not in self.now)]
        changed = [key for key in keys if differ(then.get(key), self.now.get(key))]
        problems: list[str] = []
        found = []
        for key in changed:
            causes, faults = self._causes(key)
            found.append(Change("figure", key, then.get(key), self.now.get(key), tuple(causes)))
            problems += faults
        named = {fault for key in changed for fault in self._by_hand(key)}
        for one in self._differences:
            if not one.is_explained and one.why not in named:
                problems.append(f"{one.why}. No yearly figure changes by it, but what is shown as printed does.")
        if problems:
            raise UnexplainedChange(self._say(problems))
        if changed:
            self._kept.drop_rest()
        return found + [self._other(one) for one in self._differences]

    # -- the parts of a difference -----------------------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> list[Entry]:
        measures = {row["measure"] for row in [*self.now.values(), *self.release.figures.values()]}
        return read_entries(self.project, self.release.version, measures)

    @cached_property
    def _present(self) -> Inputs:
        return inputs_of(self.project)

    @cached_property
    def _frozen(self) -> Inputs:
        """The files of the release; those that it did not know yet are taken as they are, or no code of today could read it."""
        frozen = self.release.inputs()
        unknown = {name: content for name, content in self._present.items() if name.startswith("manual/") and name not in frozen}
        return {**unknown, **frozen}

    @cached_property
    def _differences(self) -> list[Difference]:
        return differences(self._frozen, self._present, self._entries)

    @cached_property
    def _by_method(self) -> Rows | LfrError:
        """The files of the release counted with the code of today."""
        return self._count(self._frozen, "then")

    @cached_property
    def _touched(self) -> list[tuple[Difference, set[str] | None]]:
        """For each difference: the figures that come out otherwise without it. None: without it nothing can be counted.

        Of a document only the figures of its own force are counted again, so that the time grows with the rows and not with
        rows times documents. Only their names are kept: the figures of many counts together would not fit into memory.
        """
        found: list[tuple[Difference, set[str] | None]] = []
        force, inputs = "", self._present
        for one in self._differences:
            if one.publisher != force:
                force = one.publisher
                inputs = of_publisher(self._present, force) if force else self._present
            rows = self._count(one.undo(inputs), "without")
            if isinstance(rows, LfrError):
                found.append((one, None))
                continue
            is_whole = inputs is self._present
            before = {key: row for key, row in self.now.items() if is_whole or row["publisher"] == force}
            found.append((one, {key for key in {**before, **rows} if differ(rows.get(key), before.get(key))}))
        return found

    def _changing(self, key: str) -> list[Difference]:
        """The differences without which a figure would come out otherwise."""
        return [one for one, keys in self._touched if keys is None or key in keys]

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self.project.build / "kept" / "counts")

    @cached_property
    def _code(self) -> str:
        return inputs_digest(self.project, ("requirements.lock", "pyproject.toml"))

    def _count(self, inputs: Inputs, name: str) -> Rows | LfrError:
        """The figures of these files. What the same code has counted from the same files before is not counted again."""

        def count() -> bytes:
            folder = self.project.build / "recount" / name
            try:
                return json.dumps(self.recount(write_inputs(inputs, folder))).encode()
            finally:
                shutil.rmtree(folder, ignore_errors=True)

        try:
            made = self._kept.get([self._code, *(part for one in sorted(inputs.items()) for part in one)], count)
        except LfrError as error:
            return error
        rows: Rows = json.loads(made)
        return rows

    # -- what changed one figure -------------------------------------------------------------------------------------------

    def _causes(self, key: str) -> tuple[list[Cause], list[str]]:
        then, now = self.release.figures.get(key), self.now.get(key)
        if isinstance(self._by_method, LfrError):
            why = (
                f"the files of release {self.release.version} no longer load ({self._by_method}), so it cannot be told apart from the data"
            )
            causes, faults = self._method(key, then, now, why)
            return causes, faults
        causes, faults = [], []
        by_method = self._by_method.get(key)
        if differ(then, by_method):
            causes, faults = self._method(key, then, by_method, self._changed_code())
        if differ(by_method, now):
            # None of them alone: they only count together.
            of_data = self._changing(key) or self._differences
            causes += [Cause(one.kind, one.ref, one.why) for one in of_data if one.is_explained]
            if not of_data:
                faults.append(self._fault(key, then, now, self._changed_code()))
            faults += [self._fault(key, then, now, one.why) for one in of_data if not one.is_explained]
        return causes, faults

    def _method(self, key: str, then: Row | None, now: Row | None, likely: str) -> tuple[list[Cause], list[str]]:
        row = now or then or {}
        if then is None and row["measure"] not in {one["measure"] for one in self.release.figures.values()}:
            return [Cause("new", row["measure"], f"“{row['title']}” is a new measure")], []
        for entry in self._entries:
            if entry.is_about_figure(row["publisher"], row["year"], row["measure"]):
                kind = "gone" if now is None else entry.kind
                return [Cause(kind, entry.change_id, entry.reason)], []
        return [], [self._fault(key, then, now, likely)]

    def _by_hand(self, key: str) -> list[str]:
        """The unexplained differences that were named as the cause of this figure's change."""
        if isinstance(self._by_method, LfrError):
            return []
        return [one.why for one in self._changing(key)]

    def _fault(self, key: str, then: Row | None, now: Row | None, likely: str) -> str:
        row = now or then or {}
        was, is_now = (one["said"] if one else "not there" for one in (then, now))
        if was == is_now and then and now:
            names = [name for name in then if name in now and then[name] != now[name] and not name.startswith("said")]
            was, is_now = (", ".join(f"{name} {one[name] or 'empty'}" for name in names) for one in (then, now))
        return f"{row['publisher_name']}, {row['year']}, {row['title']} ({key}): was {was}, is {is_now}. Likely cause: {likely}."

    def _changed_code(self) -> str:
        today = models()
        names = sorted(name for name in {*today, *self.release.models} if today.get(name) != self.release.models.get(name))
        if not names:
            return "the code or a library counts otherwise, though no SQL changed"
        return f"counted another way, {', '.join(f'scripts/lfr/{name}' for name in names)} changed"

    def _say(self, problems: list[str]) -> str:
        lines = list(dict.fromkeys(problems))
        return (
            f"figures differ from release {self.release.version} ({say_day(self.release.date.isoformat())}) and nothing explains why;"
            " the last good site stays as it is.\n"
            + "\n".join(lines)
            + "\nWhat was printed is never edited: put the cell back and write a line in data/manual/corrections.csv. If our reader or our"
            " counting was wrong, or a measure is now counted another way, explain it in data/manual/changes.csv"
            f" (after_release {self.release.version})."
        )

    @staticmethod
    def _other(one: Difference) -> Change:
        row = {"publisher": one.publisher, "said": one.why}
        subject = {"record": "document", "edition": "document"}.get(one.kind, one.kind)
        return Change(
            subject,
            one.ref,
            None if one.kind in ("record", "edition", "correction", "place") else row,
            row,
            (Cause(one.kind, one.ref, one.why),),
        )


def models() -> dict[str, str]:
    """The checksum of everything that says how figures are counted: the SQL, the measures, the layouts."""
    paths = [*MODELS.rglob("*.sql"), MEASURES, PACKAGE / "records" / "layouts.toml"]
    return {path.relative_to(PACKAGE).as_posix(): sha256(path.read_bytes()) for path in sorted(paths)}
