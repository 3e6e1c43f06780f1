"""What the desk made of drafts: edits counted, scenarios followed up. Pure functions."""
