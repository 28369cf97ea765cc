"""Believable records of forces that do not exist, with the truth beside them: to measure checks, readers and speed."""
