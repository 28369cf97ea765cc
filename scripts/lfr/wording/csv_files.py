"""CSV as a reader takes it away: UTF-8, ISO dates, no thousands separators, empty where there is no value."""

import csv
import io
import math
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd

# A spreadsheet runs a cell that begins like this as a formula; an apostrophe in front makes it text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
RATE_DIGITS = 12


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write one frame as CSV with one header row."""
    path.write_text(csv_text(frame), encoding="utf-8", newline="")


def csv_text(frame: pd.DataFrame) -> str:
    """One frame as the text of such a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([plain(value) for value in row] for row in frame.itertuples(index=False, name=None))
    return text.getvalue()


def plain(value: object) -> str:
    """One value as a cell of a CSV: "" where there is none, "1276" and never "1276.0" for a count."""
    if isinstance(value, str):  # first, because most are
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(value)
    if isinstance(value, (pd.Timestamp, datetime, date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, float):
        return format(Decimal(repr(plain_number(value))), "f")
    return plain(str(value))


def plain_number(value: float) -> int | float:
    """A number as files give it: 575 and never 575.0, a fraction with twelve decimals."""
    return int(value) if float(value).is_integer() else round(float(value), RATE_DIGITS)
