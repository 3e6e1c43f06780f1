"""What differs between two revisions of a draft."""
