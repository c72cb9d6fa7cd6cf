"""Search from everywhere (Ctrl K): jobs by title, people by name or address, and the pages of the menu."""
