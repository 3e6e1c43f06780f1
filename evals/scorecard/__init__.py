"""Scorecards: what runs come to, as data: the report, the gate and the outputs read it."""
