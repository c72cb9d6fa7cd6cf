"""Candidates and jobs from files, and into files; everything of an employer in one archive."""
