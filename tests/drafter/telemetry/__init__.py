"""Logs, spans and metrics, and that they hold no text."""
