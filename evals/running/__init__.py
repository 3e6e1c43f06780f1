"""Runs: every case by every variant, so many times, in a folder that a rerun goes on from."""
