"""Shortlists and comparisons: ranking, side by side, reports."""
