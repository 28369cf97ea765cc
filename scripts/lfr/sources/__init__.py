"""What the project holds by hand: publishers, published documents, and the decisions of a maintainer."""
