"""A candidate's own rows over the API: everything under /v1/me that needs no other app."""
