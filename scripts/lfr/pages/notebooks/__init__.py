"""Running the notebooks and setting them in pages."""
