"""Reads of boards, scans and listings, within the open scope."""
