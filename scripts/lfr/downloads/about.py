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
    """`as_at` is the date of the newest document counted; `version` that of the release these figures equal, or "".

    `site` is where the site is served, without a slash at its end: addresses in the files begin with one. `publisher` is the
    force that stands for all of them in examples.
    """

    as_at: date
    version: str
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
        """The release, else the date that the figures stand at."""
        return f"release {self.version}" if self.version else f"figures as at {self.as_at.isoformat()}"

    @property
    def citation(self) -> str:
        return f"LFR Statistics ({self.as_at.year}). {TITLE.partition(': ')[2].capitalize()}, {self.edition}. {self.source}"

    def as_json(self) -> dict[str, str | None]:
        """What every JSON file says of itself."""
        return {
            "site": self.site,
            "as_at": self.as_at.isoformat(),
            "release": self.version or None,
            "source": self.source,
            "licence": self.licence,
            "citation": self.citation,
        }


def about(figures: Figures, version: str = "") -> About:
    """What holds for the figures of this build."""
    editions = list(figures.sources()["edition"])
    publishers = list(figures.publishers().itertuples())
    years = [year for one in publishers for year in figures.years(one.id).dropna(subset="covers_from").itertuples()]
    return About(
        as_at=date.fromisoformat(max(editions, default="2020-01-01")),
        version=version,
        covers_from=min((year.covers_from.date() for year in years), default=None),
        covers_to=max((year.covers_to.date() for year in years), default=None),
        site=site_address(figures.project),
        publisher=publishers[0].id if publishers else "",
        credits=tuple(one.credit for one in publishers),
        licences=tuple(
            f"{one.name}: {'not stated by the publisher' if one.licence == 'not stated' else one.licence}" for one in publishers
        ),
    )
