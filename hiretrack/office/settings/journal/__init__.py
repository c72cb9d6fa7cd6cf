"""The journal as a page: who did what, in words, filtered, and as a file."""
