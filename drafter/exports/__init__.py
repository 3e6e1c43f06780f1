"""Drafts as JSON, Markdown and HTML."""
