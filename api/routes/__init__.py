"""The routes under /v1, each file a part of a report's way to its readers."""
