"""Drafts that people ask for: answers to application questions, and job descriptions. It suggests, never decides."""
