"""Which edition of a record a new document continues, and which of its rows are deployments known from there."""

from lfr.curated.edition_matches import FILE, MATCH_COLUMNS, NEW, SHORT, read_edition_matches
from lfr.curated.printed_rows import deployment_ids
from lfr.curated.registry import Source, current_sources
from lfr.errors import BadData, UnreadableDocument, did_you_mean
from lfr.project import Project
from lfr.records.editions import AmbiguousMatch, EditionChange, match, overlap
from lfr.records.record import Record, Row, read_rows

_SAME_RECORD = 0.5  # share of known rows that a new document must repeat to be an edition of their record


def edition_before(project: Project, record: Record, publisher: str, edition_of: str, sources: dict[str, Source]) -> Source | None:
    """The current edition that a document repeats, or that the maintainer named (`edition_of`). None for a new record."""
    mine = [one for one in current_sources(sources).values() if one.publisher == publisher]
    if edition_of:
        for source in mine:
            if edition_of in (source.record, source.id):
                return source
        raise BadData(f"--edition-of: unknown record “{edition_of}”.{did_you_mean(edition_of, [one.record for one in mine])}")
    repeated = [one for one in mine if overlap(list(known_rows(project, one).values()), record.rows) >= _SAME_RECORD]
    if len(repeated) > 1:
        raise UnreadableDocument(
            f"{record.path.name}: repeats deployments of {' and '.join(one.id for one in repeated)}. A document that stands for two"
            " records cannot be added without a decision: look at both, and say which one it continues with --edition-of."
        )
    return repeated[0] if repeated else None


def known_rows(project: Project, source: Source) -> dict[str, Row]:
    """The printed rows of a registered document by the ids of their deployments."""
    ids = {(int(page), int(row)): one for _, one, (source_id, page, row) in deployment_ids(project) if source_id == source.id}
    return {ids[(row.page, row.row)]: row for row in read_rows(project.extracted / f"{source.id}.csv")}


def match_to_known(project: Project, record: Record, known: dict[str, Row]) -> EditionChange:
    """Match the rows to the known deployments; where that is not certain, say how the maintainer decides it."""
    name = record.path.name
    decided = read_edition_matches(project, record.sha256, name, {(row.page, row.row) for row in record.rows}, known)
    try:
        return match(known, record.rows, name, decided)
    except AmbiguousMatch as doubt:
        line = f"{record.sha256[:SHORT]},{doubt.row.page},{doubt.row.row}"
        choices = " or ".join([*doubt.ids, NEW])
        raise UnreadableDocument(
            f"{doubt} Then decide it: add to {FILE} (its header is {','.join(MATCH_COLUMNS)}) the line"
            f" {line},DEPLOYMENT,REASON,YYYY-MM-DD with {choices} for DEPLOYMENT, and run `lfr add` again."
        ) from None
