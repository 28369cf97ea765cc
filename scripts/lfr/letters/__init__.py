"""Letters that answer a freedom of information request."""
