"""The client for plugins."""
