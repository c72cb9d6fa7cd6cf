"""Employers' logos: taken as a file, drawn anew, kept in the object store and served from our own origin."""
