"""Signing in, one's own account, the employer's users and its settings."""
