"""How shortlists and comparisons follow what happens to an applicant."""
