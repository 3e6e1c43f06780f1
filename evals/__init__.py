"""Evaluation of drafts: the casebook, whose sample reports are our own words."""
