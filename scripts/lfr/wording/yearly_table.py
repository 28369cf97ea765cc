"""The headline figures of every force and calendar year as a table in plain text: what a build prints at its end."""

from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both, say_figure

_MEASURES = ["deployments", "faces_seen", "alerts", "true_alerts", "false_alerts", "arrests", "stops"]


def yearly_table(figures: Figures) -> str:
    """One table per force, with partial years marked, and below it each figure that a correction changes, with both values."""
    lines = []
    for publisher in figures.publishers().itertuples():
        rows = [["year", *(name.replace("_", " ") for name in _MEASURES)]]
        changed = []
        for year in figures.years(publisher.id).itertuples():
            found = [figures.figure(publisher.id, year.year, name) for name in _MEASURES]
            rows.append([year.label, *(say_figure(one) for one in found)])
            changed += [f"  {one.label}, {one.measure}: {say_both(one)}" for one in found if one.is_corrected]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines.append(f"\n{publisher.name}, by calendar year")
        for first, *others in rows:
            lines.append("  ".join([first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]))
        lines += changed
    return "\n".join(lines)
