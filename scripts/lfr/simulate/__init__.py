"""Believable records of forces that do not exist, with the truth beside them: to measure checks, readers and speed."""

from __future__ import annotations

from lfr.simulate.documents import FORMATS
from lfr.simulate.project import Plan, simulate, start_folder
from lfr.simulate.slips import KINDS, TITLES, Error, read_rates

__all__ = ["FORMATS", "KINDS", "TITLES", "Error", "Plan", "read_rates", "simulate", "start_folder"]
