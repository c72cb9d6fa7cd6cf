"""Job boards of others: which are watched, what was found on them, and taking a listing over as a job."""
