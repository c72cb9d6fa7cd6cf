"""The candidate's feed: which openings fit a profile best."""
