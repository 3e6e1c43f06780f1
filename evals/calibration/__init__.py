"""Calibration: a check or a judge is measured against people before it is believed."""
