"""Everything of one employer in one archive: its tables as NDJSON, its files, and a manifest of what is there."""
