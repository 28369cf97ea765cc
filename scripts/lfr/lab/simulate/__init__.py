"""Believable records of forces that do not exist, with the truth beside them: to measure checks, readers and speed."""

from lfr.lab.simulate.drawn_documents import FORMATS
from lfr.lab.simulate.record_slips import Error
from lfr.lab.simulate.simulated_project import Plan, simulate, start_folder
from lfr.lab.simulate.slips import KINDS, TITLES, read_rates

__all__ = ["FORMATS", "KINDS", "TITLES", "Error", "Plan", "read_rates", "simulate", "start_folder"]
