"""The table of a list: Unfold's, made at once for all rows."""
