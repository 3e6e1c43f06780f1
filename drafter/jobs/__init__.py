"""Durable drafting on DBOS; the only place that imports it."""
