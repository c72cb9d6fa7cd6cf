"""What an employer sets up once: mails, webhooks, keys, and the journal of who did what."""
