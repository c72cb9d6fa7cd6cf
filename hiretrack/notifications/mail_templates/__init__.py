"""Mails to applicants in an employer's own words: written, checked, previewed, tried out and put back."""
