"""All that the platform holds about one person, across employers: shown to them on demand, and erased on demand."""
