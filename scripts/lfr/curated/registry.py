"""publishers.toml and sources.toml: who publishes, and each document and edition they published."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lfr.curated.hand_kept import Entry, read_tables, toml_of
from lfr.curated.rules import Id, Known, NotBefore, Text, Unique, day_or_not_recorded, one_of, web_address
from lfr.project import Project


@dataclass(frozen=True)
class Publisher(Entry):
    """One police force. `article` is that of its short name inside a sentence, where it has one; `later_records` says which records it has
    issued that this project could not get."""

    id: Id
    name: Text
    short_name: Text
    records_page: Annotated[str, web_address]
    foi_page: Annotated[str, web_address]
    credit: str
    licence: str
    article: Annotated[str, one_of("", "the")] = ""
    later_records: str = ""


@dataclass(frozen=True)
class Source(Entry):
    """One published document. `covers_from` to `covers_to` are the days it would hold a deployment of."""

    id: Id
    publisher: Annotated[str, Known("publisher", "data/publishers.toml")]
    record: str
    title: str
    edition: date
    url: Annotated[str, web_address]
    sha256: Annotated[str, Unique("They are one document under two ids: remove one of them.")]
    pages: int
    retrieved: Annotated[str | date, day_or_not_recorded]
    covers_from: date
    covers_to: Annotated[date, NotBefore("covers_from")]
    licence: str
    supersedes: Annotated[str, Known("source", "data/sources.toml")] = ""


def read_publishers(project: Project) -> dict[str, Publisher]:
    """Every publisher by id."""
    return {one.id: one for one in read_tables(project.data / "publishers.toml", "publisher", Publisher)}


def read_sources(project: Project) -> dict[str, Source]:
    """Every document by id, in the order of the file."""
    read_publishers(project)  # so that a fault of that file is named before a reference to it
    return {one.id: one for one in read_tables(project.data / "sources.toml", "source", Source, project)}


def current_sources(sources: dict[str, Source]) -> dict[str, Source]:
    """The newest edition of each record: figures are counted from these alone."""
    superseded = {source.supersedes for source in sources.values()}
    return {name: source for name, source in sources.items() if name not in superseded}


def append_source(project: Project, source: Source) -> None:
    """Add one entry at the end of sources.toml, leaving every other line as it is."""
    path = project.data / "sources.toml"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n[[source]]\n{toml_of(source)}", encoding="utf-8")


@dataclass(frozen=True)
class OtherForce(Entry):
    """A force whose records are not held: what is known of its use, and what it publishes where."""

    name: Text
    use: Text
    publishes: Text
    source: Text
    certainty: Annotated[str, one_of("seen", "recalled")]
    url: str = ""


def read_other_forces(project: Project) -> list[OtherForce]:
    path = project.data / "other_forces.toml"
    return read_tables(path, "force", OtherForce) if path.is_file() else []
