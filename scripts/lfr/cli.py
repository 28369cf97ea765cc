"""The command `lfr`. An error that a user can mend is printed as one sentence, without a traceback."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path

from lfr.curated.entry_dates import parse_day
from lfr.curated.new_entry import KINDS, new_entry
from lfr.curated.rules import web_address
from lfr.errors import LfrError, SiteError, visible
from lfr.project import Project, alone, find_project

_OF_THE_DISK = ("No space left on device", "Disk quota exceeded", "Read-only file system", "Permission denied")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `lfr`."""
    return run(_parser(), arguments)


def run(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> int:
    """Run one command. Returns the exit code: 0, or that of the error (errors.py)."""
    given = parser.parse_args(arguments)
    try:
        project = find_project(Path(given.project) if given.project else None) if getattr(given, "needs_project", True) else None
        with alone(project) if project and getattr(given, "writes", False) else nullcontext():
            code = given.run(project, given) or 0
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # whoever read our output has read enough (`lfr explain … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        of_the_disk = next((one for one in _OF_THE_DISK if one in str(error)), "")
        if of_the_disk and (isinstance(error, SiteError) or not isinstance(error, LfrError)):  # by Python, DuckDB or MkDocs
            where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
            error = LfrError(f"{where}{of_the_disk}. What was begun is dropped, nothing else changed. Mend that, then run it again.")
        if not isinstance(error, LfrError):
            raise
        print(visible(f"lfr: {error}"), file=sys.stderr)
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lfr", description="From published records of live facial recognition to traceable figures.")
    parser.add_argument("--project", metavar="FOLDER", help="the project's folder (default: the one around the working directory)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Project, argparse.Namespace], int | None], about: str) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = commands.add_parser(name, help=about)
        one.set_defaults(run=run, writes=run not in (_explain, _letter))
        return one

    command("build", _build, "make everything from data/: warehouse, checks, figures, site")
    command("check", _check, "build the warehouse and list every finding and its decision")

    extract = command("extract", _extract, "read documents and write their cells as CSV")
    extract.add_argument("files", nargs="+", metavar="FILE", type=Path)

    add = command("add", _add, "register a document, read it, check it, and show what is new")
    add.add_argument("file", metavar="FILE", help="the document, or its address, from which it is then fetched")
    add.add_argument("--retrieved", type=_day, metavar="YYYY-MM-DD", help="the day on which a file was fetched by hand")
    add.add_argument("--publisher", default="", help="the id of the force whose record it is (only for a list that does not name it)")
    add.add_argument("--url", type=_address, default="", help="where it was published")
    add.add_argument("--title", default="", help="its title, as printed")
    add.add_argument("--edition-of", default="", metavar="RECORD", help="the record that it continues, where the document does not show it")
    add.add_argument("--covers-to", type=_day, metavar="YYYY-MM-DD", help="the last day that it covers (default: its last deployment)")

    command("watch", _watch, "look whether the documents at the addresses of sources and library are there, and the same")

    new = command("new", _new, "write a commented template of an entry, a check or a chart")
    new.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    new.add_argument("id", metavar="ID", help="its id: lower-case letters, digits and hyphens; never changed later")

    force = command("force", _force, "begin a force: a commented entry in data/publishers.toml")
    force.add_argument("what", choices=["new"], metavar="new")
    force.add_argument("id", metavar="ID", help="its id, the beginning of its addresses; never changed later")
    force.add_argument("--name", required=True, help="its name in full")

    release = command("release", _release, "freeze the figures of the committed data as a release that never changes")
    release.add_argument("--date", type=_day, required=True, metavar="YYYY-MM-DD", help="the day of the release")
    release.add_argument("--note", required=True, help="what is new for a reader, in a sentence")

    command("serving", _serving, "compress the built site, and write the configuration of a server for it")
    command("zip", _zip, "pack the built site as a copy that works from a folder, without a server")

    reconcile = command("reconcile", _reconcile, "compare our figures with a second source, row by row, and keep the outcome")
    reconcile.add_argument("file", metavar="FILE", type=Path, help="the second source: a workbook, a CSV log or a record")
    reconcile.add_argument("--name", required=True, help="the outcome's name under data/reconciliation/, such as london-assembly-workbook")
    reconcile.add_argument("--publisher", default="", help="the id of the force whose deployments it lists (where there are several)")
    reconcile.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day of the comparison (default: today)")

    explain = command("explain", _explain, "show where a figure comes from: definition, SQL, rows, printed cells, documents")
    explain.add_argument("publisher", metavar="PUBLISHER", help="the id of the force in data/publishers.toml")
    explain.add_argument("year", metavar="YEAR")
    explain.add_argument("measure", metavar="MEASURE", help="such as stops, arrests, false_alerts_per_face")
    explain.add_argument("--rows", action="store_true", help="show every row")
    explain.add_argument("--limit", metavar="N", type=_number, default=5, help="show the first N rows (default: 5)")
    explain.add_argument("--json", action="store_true", help="the whole chain as JSON")

    letter = command("letter", _letter, "write a response to a request, from the figures of the last build")
    letter.add_argument("request", metavar="REQUEST", type=Path, help="a request file; data/foi/letter-example.toml is one to copy")
    about = ".docx or .html; may be given more than once"
    letter.add_argument("-o", "--output", required=True, action="append", metavar="FILE", type=Path, help=about)
    return parser


def _address(text: str) -> str:
    if fault := web_address("the address", text):
        raise argparse.ArgumentTypeError(fault)
    return text


def _day(text: str) -> date:
    if not (day := parse_day(text)):
        raise argparse.ArgumentTypeError(f"“{text}” is not a date. Use YYYY-MM-DD.")
    return day


def _build(project: Project, given: argparse.Namespace) -> None:
    from lfr.pipeline import build

    gc.disable()  # the process ends with the build: looking for garbage takes time and finds little
    build(project)


def _check(project: Project, given: argparse.Namespace) -> None:
    from lfr.pipeline import check

    check(project)


def _extract(project: Project, given: argparse.Namespace) -> int:
    from lfr.records.extract import extract_file

    code = 0
    for path in given.files:
        try:
            print(visible(extract_file(project, path)))
        except LfrError as error:  # the other files are still worth reading
            print(visible(f"lfr: {error}"), file=sys.stderr)
            code = error.exit_code
    return code


def _add(project: Project, given: argparse.Namespace) -> None:
    from lfr.pipeline import add
    from lfr.records.describe_source import Given

    path, url, retrieved = Path(given.file), given.url, given.retrieved
    if given.file.startswith(("https://", "http://")):
        from lfr.records.fetch import fetch_document

        path, url = fetch_document(project, given.file)
        retrieved = date.today()
    about = Given(given.publisher, url, given.title, given.edition_of, given.covers_to, retrieved)
    print(visible(add(project, path, about)))


def _watch(project: Project, given: argparse.Namespace) -> int:
    from lfr.records.watch import watch

    return watch(project, date.today(), lambda line: print(visible(line), flush=True))


def _new(project: Project, given: argparse.Namespace) -> None:
    print(new_entry(project, given.kind, given.id))


def _force(project: Project, given: argparse.Namespace) -> None:
    print(new_entry(project, "publisher", given.id, given.name))


def _release(project: Project, given: argparse.Namespace) -> None:
    from lfr.pipeline import release

    print(release(project, given.date, given.note))


def _zip(project: Project, given: argparse.Namespace) -> None:
    from lfr.pages.site.folder_copy import write_folder_copy

    print(write_folder_copy(project))


def _serving(project: Project, given: argparse.Namespace) -> None:
    from lfr.pages.site.serving import prepare_serving

    print(prepare_serving(project.public, project.build))


def _reconcile(project: Project, given: argparse.Namespace) -> None:
    from lfr.compare.second_source import reconcile_file

    print(visible(reconcile_file(project, given.file, given.name, given.publisher, given.on)))


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of rows; write 0, 1, 2 …")
    return int(text)


def _explain(project: Project, given: argparse.Namespace) -> None:
    from lfr.warehouse.figures import open_figures
    from lfr.warehouse.trace import trace
    from lfr.wording.trace_text import as_json, explain

    if not given.year.isdecimal():
        raise LfrError(f"“{given.year}” is not a year. Write it in four digits: lfr explain {given.publisher} 2024 {given.measure}")
    with closing(open_figures(project)) as figures:
        chain = trace(figures, given.publisher, int(given.year), given.measure)
        print(visible(as_json(chain) if given.json else explain(chain, None if given.rows else given.limit)))


def _letter(project: Project, given: argparse.Namespace) -> None:
    from lfr.letters.letter_files import make_letter
    from lfr.warehouse.figures import open_figures

    with closing(open_figures(project)) as figures:
        print(make_letter(figures, given.request, given.output))


if __name__ == "__main__":
    sys.exit(main())
