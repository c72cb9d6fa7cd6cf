"""Webhooks as pages: where they go, how that went, and sending again."""
