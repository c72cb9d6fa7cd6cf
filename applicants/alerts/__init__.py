"""Saved searches whose new finds come by mail; in the person's own scope alone."""
