"""A second source compared with our deployments, row by row."""
