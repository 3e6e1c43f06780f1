"""The extractive engine."""
