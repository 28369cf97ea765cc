"""Small print beside a figure, and how what is missing is said."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lfr.warehouse.figures import Figure
from lfr.wording.words import say_count, say_with_counts


def published_note(found: Figure, extra: str) -> str:
    notes = [extra] if extra else []
    if found.is_corrected:
        notes.append(f"as published {say_with_counts(found.as_published)}")
    return "; ".join(notes)


def moved(value: object, published: object) -> str:
    """What was published, where a correction changed a count."""
    return "" if value == published or pd.isna(value) or pd.isna(published) else f"as published {number_or_unknown(published)}"


def text_or(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise


def number_or_unknown(value: Any) -> str:
    return "not recorded" if pd.isna(value) else say_count(float(value))
