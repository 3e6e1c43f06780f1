"""Variants: what is compared. Two runs of one variant ask for the same in the same way."""
