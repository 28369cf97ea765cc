"""How alerts are spread over deployments: most have a few, some have many."""

from lfr.charts.chart import Chart
from lfr.charts.series import corrected_counts
from lfr.charts.sheet import Sheet, scale_step
from lfr.charts.theme import BAR, WIDTH
from lfr.warehouse.figures import Figures
from lfr.wording.words import say_both_counts, say_count, say_number_of, say_or_not_recorded

_LEFT, _TOP, _HEIGHT = 28, 8, 150
_MOST = 30  # a deployment with more alerts than this stands in the last column


def alerts_per_deployment(figures: Figures, publisher: str) -> Chart | None:
    """How many deployments gave no alert, one, two, and so on."""
    frame = figures.alerts_per_deployment(publisher)
    frame["alerts"] = frame["alerts"].astype("Int64")
    together = frame.groupby("alerts", dropna=False)[["deployments", "deployments_as_published"]].sum().reset_index()
    known = together[together["alerts"].notna() & (together["deployments"] > 0)]
    if known.empty:
        return None
    top = int(known["alerts"].max())
    last = min(_MOST, top)
    counts = {alerts: 0 for alerts in range(last + 1)}
    for row in known.itertuples():
        counts[min(int(row.alerts), last)] += int(row.deployments)
    total = int(known["deployments"].sum())
    half = int(known.loc[known["deployments"].cumsum() * 2 >= total, "alerts"].iloc[0])
    sentence = f"Of {say_count(total)} deployments, {say_count(counts[0])} gave no alert, half gave {half} or fewer, the most was {top}."
    said = [say_both_counts(row.deployments, row.deployments_as_published) for row in together.itertuples()]
    if together["alerts"].isna().any():
        sentence += f" Not recorded: {said[-1]}."
    notes = ["All years together; a deployment without an alert counts, one whose alerts are not recorded does not."]
    if corrected_counts(together):
        notes.append("Where a correction changed a count, the count as published stands beside it.")
    columns = {"Alerts in one deployment": "words", "Deployments": "number"}
    lines = [[say_or_not_recorded(alerts), count] for alerts, count in zip(together["alerts"], said, strict=True)]
    data = frame.assign(publisher=publisher)[["publisher", "year", "alerts", "deployments", "deployments_as_published"]]
    key, title, drawing = "alerts-per-deployment", "Alerts per deployment", _columns(counts, "+" if top > _MOST else "")
    return Chart(publisher, key, title, sentence, sentence, columns, lines, notes, drawing=drawing, data=data)


def _columns(counts: dict[int, int], more: str) -> Sheet:
    """One column per number of alerts; with `more` the last also holds what is above."""
    sheet = Sheet()
    most, last, bottom = max(counts.values()), max(counts), _TOP + _HEIGHT
    pitch = (WIDTH - _LEFT) / len(counts)
    for value in range(0, most + 1, scale_step(most, 4)):
        y = bottom - _HEIGHT * value / most
        sheet.rule(_LEFT, y, WIDTH, y, kind="faint" if value else "plain")
        sheet.note(_LEFT - 5, y + 4, say_count(value), "right")
    every = max(1, round(len(counts) / 6 / 5) * 5) if len(counts) > 8 else 1
    for alerts, count in counts.items():
        x = _LEFT + alerts * pitch
        name = f"{alerts} or more alerts" if more and alerts == last else say_number_of(alerts, "alert")
        said = f"{name}: {say_number_of(count, 'deployment')}"
        if count:
            height = _HEIGHT * count / most
            sheet.box(x + 0.75, bottom - height, pitch - 1.5, height, BAR, said=said)
        else:
            sheet.empty(x + 1.5, bottom - 4, pitch - 3, 3, known=True, said=said)
        if alerts % every == 0:
            sheet.note(x + pitch / 2, bottom + 15, f"{alerts}{more if alerts == last else ''}", "center")
    sheet.note(WIDTH, bottom + 32, "alerts in one deployment", "right")
    sheet.note(0, bottom + 32, "height: deployments")
    return sheet.cut(bottom + 38)
