"""The job list that stands in an employer's own site."""
