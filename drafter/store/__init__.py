"""The store: reports, drafts with their review, and keys. The only SQL."""
