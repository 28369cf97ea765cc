"""The pages of releases, and of each figure with its history and citation."""
