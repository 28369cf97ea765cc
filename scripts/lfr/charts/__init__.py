"""The charts: one file per family, one style, and how notebooks show them."""
