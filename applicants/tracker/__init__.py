"""Applications that a candidate made elsewhere and follows here; in the person's own scope alone."""
