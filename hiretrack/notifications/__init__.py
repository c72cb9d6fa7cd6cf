"""Mails: listeners turn journal entries into `Message` rows, `delivery` sends each row once."""
