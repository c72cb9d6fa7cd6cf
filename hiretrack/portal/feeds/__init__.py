"""The openings for programs: RSS and Atom, one XML document of all jobs, sitemaps."""
