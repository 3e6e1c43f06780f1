"""Judging by a model: blind, with reasons before verdicts, and measured against people."""
