"""The command `lfr`. An error that a user can mend is printed as one sentence, without a traceback."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from datetime import date
from pathlib import Path
from string import Template

from lfr.compare.second_source import reconcile_file
from lfr.curated.hand_kept import ids_in
from lfr.curated.rules import parse_day, slug, web_address
from lfr.errors import LfrError, SiteError, visible
from lfr.pipeline import add, build, check, release
from lfr.project import PACKAGE, Project, alone, find_project
from lfr.records.add import Given
from lfr.records.extract import extract_file
from lfr.records.watch import fetch_document, watch
from lfr.warehouse.figures import open_figures, trace
from lfr.wording.trace_text import as_json, explain

_OF_THE_DISK = ("No space left on device", "Disk quota exceeded", "Read-only file system", "Permission denied")
_FILL_IN = "Fill it in; until then `lfr build` stops and names what is missing."
# Where each kind stands ($id and $module: in a file of its own), and what to do next.
KINDS = {
    "answer": ("data/foi/answers.toml", _FILL_IN),
    "document": ("data/documents.toml", _FILL_IN),
    "disclosure": ("data/disclosures/$id.toml", _FILL_IN),
    "publisher": (
        "data/publishers.toml",
        "Fill it in, then add its first record: lfr add FILE --publisher $id. CONTRIBUTING says the rest.",
    ),
    "check": (
        "scripts/lfr/warehouse/checks/$module.sql",
        "It works as it stands; change it, and go on as CONTRIBUTING says.",
    ),
    "chart": (
        "scripts/lfr/charts/$module.py",
        "It draws as it stands; name $module.$module in all_charts.py, and change it.",
    ),
}


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
    command("check", lambda project, _: check(project), "build the warehouse and list every finding and its decision")

    extracting = command("extract", _extract, "read documents and write their cells as CSV")
    extracting.add_argument("files", nargs="+", metavar="FILE", type=Path)

    doc = command("add", _add, "register a document, read it, check it, and show what is new")
    doc.add_argument("file", metavar="FILE", help="the document, or its address, from which it is then fetched")
    doc.add_argument("--retrieved", type=_day, metavar="YYYY-MM-DD", help="the day on which a file was fetched by hand")
    doc.add_argument("--publisher", default="", help="the id of the force whose record it is (only for a list that does not name it)")
    doc.add_argument("--url", type=_address, default="", help="where it was published")
    doc.add_argument("--title", default="", help="its title, as printed")
    doc.add_argument("--edition-of", default="", metavar="RECORD", help="the record that it continues, where the document does not show it")
    doc.add_argument("--covers-to", type=_day, metavar="YYYY-MM-DD", help="the last day that it covers (default: its last deployment)")

    about = "look whether the documents at the addresses of sources and library are there, and the same"
    command("watch", lambda project, _: watch(project, date.today(), lambda line: print(visible(line), flush=True)), about)

    about = "write a commented template of an entry, a check or a chart"
    new = command("new", lambda project, given: print(_new(project, given.kind, given.id)), about)
    new.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    new.add_argument("id", metavar="ID", help="its id: lower-case letters, digits and hyphens; never changed later")

    about = "begin a force: a commented entry in data/publishers.toml"
    force = command("force", lambda project, given: print(_new(project, "publisher", given.id, given.name)), about)
    force.add_argument("what", choices=["new"], metavar="new")
    force.add_argument("id", metavar="ID", help="its id, the beginning of its addresses; never changed later")
    force.add_argument("--name", required=True, help="its name in full")

    about = "freeze the figures of the committed data as a release that never changes"
    releasing = command("release", lambda project, given: print(release(project, given.date, given.note)), about)
    releasing.add_argument("--date", type=_day, required=True, metavar="YYYY-MM-DD", help="the day of the release")
    releasing.add_argument("--note", required=True, help="what is new for a reader, in a sentence")

    command("serving", _serving, "compress the built site, and write the configuration of a server for it")
    command("zip", _zip, "pack the built site as a copy that works from a folder, without a server")

    reconcile = command(
        "reconcile",
        lambda project, one: print(visible(reconcile_file(project, one.file, one.name, one.publisher, one.on))),
        "compare our figures with a second source, row by row, and keep the outcome",
    )
    reconcile.add_argument("file", metavar="FILE", type=Path, help="the second source: a workbook, a CSV log or a record")
    reconcile.add_argument("--name", required=True, help="the outcome's name under data/reconciliation/, such as london-assembly-workbook")
    reconcile.add_argument("--publisher", default="", help="the id of the force whose deployments it lists (where there are several)")
    reconcile.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day of the comparison (default: today)")

    explaining = command("explain", _explain, "show where a figure comes from: definition, SQL, rows, printed cells, documents")
    explaining.add_argument("publisher", metavar="PUBLISHER", help="the id of the force in data/publishers.toml")
    explaining.add_argument("year", metavar="YEAR")
    explaining.add_argument("measure", metavar="MEASURE", help="such as stops, arrests, false_alerts_per_face")
    explaining.add_argument("--rows", action="store_true", help="show every row")
    explaining.add_argument("--limit", metavar="N", type=_number, default=5, help="show the first N rows (default: 5)")
    explaining.add_argument("--json", action="store_true", help="the whole chain as JSON")

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


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of rows; write 0, 1, 2 …")
    return int(text)


def _build(project: Project, given: argparse.Namespace) -> None:
    gc.disable()  # the process ends with the build: looking for garbage takes time and finds little
    build(project)


def _extract(project: Project, given: argparse.Namespace) -> int:
    code = 0
    for path in given.files:
        try:
            print(visible(extract_file(project, path)))
        except LfrError as error:  # the other files are still worth reading
            print(visible(f"lfr: {error}"), file=sys.stderr)
            code = error.exit_code
    return code


def _add(project: Project, given: argparse.Namespace) -> None:
    path, url, retrieved = Path(given.file), given.url, given.retrieved
    if given.file.startswith(("https://", "http://")):
        path, url = fetch_document(project, given.file)
        retrieved = date.today()
    about = Given(given.publisher, url, given.title, given.edition_of, given.covers_to, retrieved)
    print(visible(add(project, path, about)))


def _explain(project: Project, given: argparse.Namespace) -> None:
    if not given.year.isdecimal():
        raise LfrError(f"“{given.year}” is not a year. Write it in four digits: lfr explain {given.publisher} 2024 {given.measure}")
    with closing(open_figures(project)) as figures:
        chain = trace(figures, given.publisher, int(given.year), given.measure)
        print(visible(as_json(chain) if given.json else explain(chain, None if given.rows else given.limit)))


def _new(project: Project, kind: str, name: str, called: str = "") -> str:
    """Write the template. Returns where it stands and what to do next. Raises LfrError for an id that is taken or none."""
    if fault := slug("the id", name):
        raise LfrError(fault)
    given = {"id": name, "name": json.dumps(called, ensure_ascii=False), "module": name.replace("-", "_"), "day": date.today().isoformat()}
    where, advice = (Template(text).substitute(given) for text in KINDS[kind])
    template = PACKAGE / "curated" / "templates" / f"{kind}.txt"
    path, text = project.root / where, Template(template.read_text(encoding="utf-8")).substitute(given)
    is_shared = where == KINDS[kind][0]
    if not path.parent.is_dir() or (is_shared and not path.is_file()):
        raise LfrError(f"{where}: there is no such {'file' if path.parent.is_dir() else 'folder'} in this project. Restore it.")
    if name in ids_in(path, kind) if is_shared else path.exists():
        raise LfrError(f"{where}: “{name}” is there already. Choose another id, or change what is there.")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}" if is_shared else text)
    return f"{where}: a template of a new {kind}, “{name}”. {advice}"


# Imported where they are used: no other command waits for the libraries of the site and of letters.


def _zip(project: Project, given: argparse.Namespace) -> None:
    from lfr.pages.site.folder_copy import write_folder_copy

    print(write_folder_copy(project))


def _serving(project: Project, given: argparse.Namespace) -> None:
    from lfr.pages.site.serving import prepare_serving

    print(prepare_serving(project.public, project.build))


def _letter(project: Project, given: argparse.Namespace) -> None:
    from lfr.letters.letter_files import make_letter

    with closing(open_figures(project)) as figures:
        print(make_letter(figures, given.request, given.output))


if __name__ == "__main__":
    sys.exit(main())
