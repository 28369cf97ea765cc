"""The search index and the ask box."""
