"""`lfr new KIND ID`, `lfr force new ID`: writes a commented template of an entry, a check or a chart to where it belongs."""

import json
from datetime import date
from pathlib import Path
from string import Template

from lfr.curated.hand_kept import ids_in
from lfr.curated.rules import slug
from lfr.errors import LfrError
from lfr.project import Project

_TEMPLATES = Path(__file__).resolve().parent / "templates"
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


def new_entry(project: Project, kind: str, name: str, called: str = "") -> str:
    """Write the template. Returns where it stands and what to do next. Raises LfrError for an id that is taken or none."""
    if fault := slug("the id", name):
        raise LfrError(fault)
    given = {"id": name, "name": json.dumps(called, ensure_ascii=False), "module": name.replace("-", "_"), "day": date.today().isoformat()}
    where, advice = (Template(text).substitute(given) for text in KINDS[kind])
    path, text = project.root / where, Template((_TEMPLATES / f"{kind}.txt").read_text(encoding="utf-8")).substitute(given)
    is_shared = where == KINDS[kind][0]
    if not path.parent.is_dir() or (is_shared and not path.is_file()):
        raise LfrError(f"{where}: there is no such {'file' if path.parent.is_dir() else 'folder'} in this project. Restore it.")
    if name in ids_in(path, kind) if is_shared else path.exists():
        raise LfrError(f"{where}: “{name}” is there already. Choose another id, or change what is there.")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}" if is_shared else text)
    return f"{where}: a template of a new {kind}, “{name}”. {advice}"
