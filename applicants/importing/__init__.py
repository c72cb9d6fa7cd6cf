"""Applicants from files: parsers that yield rows of one shape, and the work that makes applicants of them."""
