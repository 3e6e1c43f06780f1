"""Benchmarks: each prints `name: value (bound)` and ends with 1 where one falls short."""
