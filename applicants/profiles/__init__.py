"""What a candidate says of themselves, once for all employers; read and written in the person's own scope alone."""
