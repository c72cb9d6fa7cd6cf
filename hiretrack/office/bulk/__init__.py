"""Many applications at once: choose what to do, see what it would do, confirm, watch, and take it back."""
