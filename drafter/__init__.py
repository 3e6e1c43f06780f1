"""The drafting service: from a source report to a checked draft in an editor's queue."""

__version__ = "0.1.0"
