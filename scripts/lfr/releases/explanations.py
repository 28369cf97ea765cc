"""data/manual/changes.csv: what a maintainer says about changes that nothing else explains.

A new document and a correction explain themselves. A measure that is counted another way, a mistake of ours, or a
coverage that turned out longer is explained here, in one line each. A line is about the time after one release:
once the next one is made it is history, and stays.
"""

from collections.abc import Collection, Iterable

from lfr.curated.hand_kept import read_lines
from lfr.curated.manual import Change
from lfr.errors import BadData, did_you_mean
from lfr.project import Project


def read_explanations(project: Project, after_release: str, measures: Collection[str]) -> list[Change]:
    """The lines about the time after one release. Raises BadData for a measure that neither has."""
    lines = read_lines(project.manual / "changes.csv", Change, project)
    releases = [path.name for path in (project.data / "releases").glob("[0-9]*")]
    for one in lines:
        if one.after_release not in releases:
            raise one.fault("after_release", f"unknown release “{one.after_release}”.{did_you_mean(one.after_release, releases)}")
    found = [one for one in lines if one.after_release == after_release]
    for one in found:
        if one.measure and one.measure not in measures:
            raise BadData(f"{one.where()}: unknown measure “{one.measure}”.{did_you_mean(one.measure, measures)}")
    return found


def explanation(entries: Iterable[Change], kinds: Collection[str], **about: str) -> Change | None:
    """The first line of these kinds about something. What a line leaves empty means all, but not its measure and its document."""

    def fits(one: Change, name: str, text: str) -> bool:
        return getattr(one, name) in ((text,) if name in ("measure", "source_id") else ("", text))

    return next((one for one in entries if one.kind in kinds and all(fits(one, *pair) for pair in about.items())), None)
