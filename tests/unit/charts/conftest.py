"""The charts of the real data, drawn once, and what a test wants to know of one."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lfr.charts.all_charts import draw_charts
from lfr.warehouse.figures import Figures

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawn:
    """The files of one chart."""

    folder: Path
    name: str

    @property
    def svg(self) -> str:
        return (self.folder / f"{self.name}.svg").read_text(encoding="utf-8")

    @property
    def narrow(self) -> str:
        return (self.folder / f"{self.name}.narrow.svg").read_text(encoding="utf-8")

    @property
    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite, with the data of its drawing."""
        found: dict[str, Any] = json.loads((self.folder / f"{self.name}.vl").read_text(encoding="utf-8"))
        return found

    @property
    def values_drawn(self) -> dict[str, dict[str, Any]]:
        """The rows that are drawn, under what each says."""
        return {row["said"]: row for rows in self.spec["datasets"].values() for row in rows if "said" in row}

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.svg)

    @property
    def download(self) -> str:
        return (self.folder / f"{self.name}.download.svg").read_text(encoding="utf-8")

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / f"{self.name}.json").read_text(encoding="utf-8"))
        return found

    @property
    def sentence(self) -> str:
        return str(self.said["sentence"])

    @property
    def lines(self) -> dict[str, list[str]]:
        """The table: the cells of each line under the text of its first."""
        return {first: rest for first, *rest in zip(*self.said["table"].values(), strict=True)}

    @property
    def csv(self) -> list[dict[str, str]]:
        with (self.folder / f"{self.name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def labels(self) -> list[str]:
        """The words of the drawing; of words in several lines the lines are parted by a blank."""
        return [" ".join(one.itertext()) for one in self.root.iter(f"{SVG}text")]

    @property
    def values(self) -> list[str]:
        """What a reader hears when exploring the chart."""
        return [one.attrib["data-v"] for one in self.root.iter() if "data-v" in one.attrib]

    def marks(self, said: str) -> list[dict[str, str]]:
        """The marks whose value begins like this, with the look of the groups around them."""
        found: list[dict[str, str]] = []

        def walk(element: ElementTree.Element, look: dict[str, str]) -> None:
            look = {**look, **element.attrib}
            if element.get("data-v", "").startswith(said):
                found.append(look)
            for child in element:
                walk(child, look)

        walk(self.root, {})
        return found


class Charts(dict[str, Drawn]):
    """Charts by name."""

    def __init__(self, folder: Path) -> None:
        super().__init__({path.stem: Drawn(folder, path.stem) for path in sorted(folder.glob("*.json"))})


@pytest.fixture(scope="session")
def drawn(figures: Figures) -> Charts:
    count = draw_charts(figures)
    found = Charts(figures.project.charts)
    assert len(found) == count
    return found
