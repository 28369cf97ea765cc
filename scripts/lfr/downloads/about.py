"""What is said of the data as a whole, once: title, source, licence, citation, coverage, release."""

from dataclasses import dataclass
from datetime import date

from lfr.project import site_address
from lfr.warehouse.figures import Figures

TITLE = "LFR Statistics: police use of live facial recognition by calendar year"
DESCRIPTION = (
    "Deployments of live facial recognition as police forces recorded them, and figures by calendar year: deployments, places, faces seen,"
    " alerts, stops and outcomes. Each figure can be traced to the printed row it was counted from. Police management information, not"
    " official statistics."
)
KEYWORDS = ("live facial recognition", "police", "London", "open data", "calendar year", "alerts", "stops", "arrests")
CODE_LICENCE = "The code that makes these files, and what the project adds to the records, is under the MIT licence."


@dataclass(frozen=True)
class About:
    """`as_at` is the date of the newest document counted; `version` and `released` are the release that these figures equal, if any.

    `site` is where the site is served, without a slash at its end: addresses in the files begin with one. `publisher` is the
    force that stands for all of them in examples.
    """

    as_at: date
    version: str
    released: date | None
    covers_from: date | None
    covers_to: date | None
    site: str
    publisher: str
    credits: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def source(self) -> str:
        return " ".join(self.credits)

    @property
    def licence(self) -> str:
        """One line: the licence of the facts as each publisher names it, and of the rest."""
        return f"Facts: {'; '.join(self.licences)}. {CODE_LICENCE}"

    @property
    def edition(self) -> str:
        """The release with its own date, and the date of the newest document."""
        counted = f"counted from documents as at {self.as_at.isoformat()}"
        return f"release {self.version} of {self.released}, {counted}" if self.released else f"not yet released, {counted}"

    @property
    def citation(self) -> str:
        year = f" ({self.released.year})" if self.released else ""
        return f"LFR Statistics{year}. {TITLE.partition(': ')[2].capitalize()}, {self.edition}. {self.source}"

    def as_json(self) -> dict[str, str | None]:
        """What every JSON file says of itself."""
        return {
            "site": self.site,
            "as_at": self.as_at.isoformat(),
            "release": self.version or None,
            "released": self.released.isoformat() if self.released else None,
            "source": self.source,
            "licence": self.licence,
            "citation": self.citation,
        }


def about(figures: Figures) -> About:
    """What holds for the figures of this build."""
    shown, editions = figures.shown(), list(figures.sources()["edition"])
    publishers = list(figures.publishers().itertuples())
    years = [year for one in publishers for year in figures.years(one.id).dropna(subset="covers_from").itertuples()]
    return About(
        as_at=date.fromisoformat(max(editions, default="2020-01-01")),
        version=shown.version if shown.is_exact else "",
        released=shown.date if shown.is_exact else None,
        covers_from=min((year.covers_from.date() for year in years), default=None),
        covers_to=max((year.covers_to.date() for year in years), default=None),
        site=site_address(figures.project),
        publisher=publishers[0].id if publishers else "",
        credits=tuple(one.credit for one in publishers),
        licences=tuple(
            f"{one.name}: {'not stated by the publisher' if one.licence == 'not stated' else one.licence}" for one in publishers
        ),
    )
