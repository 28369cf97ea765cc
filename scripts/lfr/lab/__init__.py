"""Measures the project itself: simulator, detectors, benchmarks. No build imports it."""
