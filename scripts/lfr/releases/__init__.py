"""Releases: figures frozen for good, and every later difference from them named and explained."""
