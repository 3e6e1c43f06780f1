"""The extractive engine: drafts from the reports' own sentences, with no model at all."""
