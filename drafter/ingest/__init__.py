"""ingest: bytes become a Report of numbered sentences."""
