"""Single figures, and what a sentence says of a year or a force."""

from __future__ import annotations

from html import escape
from typing import Any

from lfr.pages import accessibility, citing
from lfr.pages.macros.address_macros import Addresses
from lfr.pages.macros.figure_notes import published_note
from lfr.warehouse.figures import Figure
from lfr.wording.html import block
from lfr.wording.words import say_both, say_range, say_with_counts


class FigureMacros(Addresses):
    """Single figures, and what a sentence says of a year or a force."""

    def figure(self, publisher: str, year: int, measure: str) -> str:
        """One figure inside a sentence, linked to its rows; a rate with its counts and interval."""
        found = self.figures.figure(publisher, year, measure)
        return f'<a class="lfr-figure" href="{self.href(self.rows_address(publisher, year))}">{escape(say_both(found))}</a>'

    def stops_range(self, publisher: str, year: int) -> str:
        """The stops of a year, as a range where they are not printed, linked to their rows."""
        text, published = self._stops(publisher, year)
        text += f" ({published})" if published else ""
        return f'<a class="lfr-figure" href="{self.href(self.rows_address(publisher, year))}">{escape(text)}</a>'

    def _stops(self, publisher: str, year: int) -> tuple[str, str]:
        """The range of stops of a year, and what it would be as published where a correction changed it."""
        bounds = [self.figures.figure(publisher, year, f"stops_{end}") for end in ("lower", "upper")]
        published = f"as published {say_range(*(one.as_published for one in bounds))}" if any(one.is_corrected for one in bounds) else ""
        return say_range(*bounds), published

    def label(self, publisher: str, year: int) -> str:
        """The name of a year, which says so when the records cover only a part of it."""
        return self.figures.figure(publisher, year, "deployments").label

    def figures_of(self, publisher: str, year: int) -> Figure:
        """The deployments of a year as a figure, for what a template asks about the year (is_partial, value)."""
        return self.figures.figure(publisher, year, "deployments")

    def source_of(self, source_id: str) -> dict[str, object]:
        """One document, by the keys of sources.toml."""
        return dict(self.figures.sources().set_index("id").loc[source_id])

    def as_at(self) -> str:
        """What the figures rest on: the newest document of all."""
        newest = self.figures.newest_edition
        return f"{newest.day} {newest:%B %Y}"

    def closing_line(self) -> str:
        """The last line of every page: what the figures rest on, and which release it shows."""
        newest = f'the newest <a href="{self.href("/sources/")}">document</a> counted'
        release = citing.release_sentence(self.figures, self.href)
        return block(f'<p class="lfr-as-at">Figures as at {self.as_at()}, the date of {newest}. {release}</p>')

    def accessibility_audit(self) -> str:
        """The last check of the whole site for accessibility."""
        return accessibility.statement(self.figures.project)

    def publisher_name(self, publisher: str, short: bool = False) -> str:
        found = self.figures.publishers().set_index("id")
        return str(found.loc[publisher, "short_name" if short else "name"])

    def parts_note(self, publisher: str, year: int | None = None) -> str:
        """Says for which years true and false alerts do not make the printed total, and where the rows are listed."""
        said = []
        for one in self.figures.years(publisher)["year"] if year is None else [year]:
            total, true, false = (
                self.figures.figure(publisher, int(one), name).value for name in ("alerts", "true_alerts", "false_alerts")
            )
            if total is not None and true is not None and false is not None and true + false != total:
                differ = abs(int(true + false - total))
                more = "more" if true + false > total else "fewer"
                said.append(f"In {self.label(publisher, int(one))} true and false alerts make {differ} {more} than the total")
        link = self.href("/quality/findings/#parts-and-total")
        return f'{"; ".join(said)}: the parts of a row do not add up <a href="{link}">as printed</a>.' if said else ""

    def publishers(self) -> list[str]:
        """The ids of the forces whose records are counted."""
        return [name for name in self.figures.publishers()["id"] if not self.figures.years(name).empty]

    def latest(self, publisher: str) -> str:
        """The figures a reader came for: the newest whole year, and the part year after it."""
        years = list(self.figures.years(publisher).itertuples())
        whole = [one for one in years if not one.is_partial]
        shown = [*whole[-1:], *[one for one in years if one.is_partial and (not whole or one.year > whole[-1].year)][-1:]]
        return block(f'<div class="lfr-latest">{"".join(self._latest_year(publisher, one) for one in shown)}</div>')

    def _latest_year(self, publisher: str, year: Any) -> str:
        titles = {
            "deployments": "deployments",
            "faces_seen": "faces seen (estimate)",
            "alerts": "alerts",
            "stops": "stops",
            "arrests": "arrests",
        }
        facts = "".join(
            f"<div><dt>{title}</dt><dd>{self._latest_figure(publisher, year.year, name)}</dd></div>" for name, title in titles.items()
        )
        home = self.href(f"/{publisher}/years/{year.year}/")
        part = " Covered in part: do not compare it with a whole year." if year.is_partial else ""
        name = escape(self.publisher_name(publisher, short=True))
        return (
            f"<section><h2>{name}, {escape(year.label)}</h2><dl>{facts}</dl>"
            f'<p><a href="{home}">{escape(year.label)}: every figure</a>.{part}</p></section>'
        )

    def _latest_figure(self, publisher: str, year: int, name: str) -> str:
        target = self.href(f"/{publisher}/years/{year}/#{name.replace('_', '-')}")
        if name == "stops":
            text, published = self._stops(publisher, year)
        else:
            found = self.figures.figure(publisher, year, name)
            text, published = say_with_counts(found), published_note(found, "")
        note = f"<small>{escape(published)}</small>" if published else ""
        return f'<a href="{target}">{escape(text)}</a>{note}'

    def first_deployment(self, publisher: str) -> str:
        """The id of the first deployment of a force, as an example of an address."""
        return str(self.figures.deployments(publisher)["deployment_id"].iloc[0])

    def covered(self, publisher: str) -> str:
        """From which day to which the records of a publisher reach."""
        years = self.figures.years(publisher)
        first, last = years["covers_from"].min(), years["covers_to"].max()
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"

    def years_of(self, publisher: str) -> list[int]:
        """The calendar years of a publisher, for a template that says something of each."""
        return [int(year) for year in self.figures.years(publisher)["year"]]

    def covers_to(self, publisher: str, year: int) -> str:
        """The last day of a year that the records cover, for a sentence: a newer record moves it."""
        last = self.figures.figure(publisher, year, "deployments").covers_to
        return f"{last.day} {last:%B %Y}"
