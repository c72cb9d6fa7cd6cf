"""How passwords are hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class FrugalArgon2Hasher(Argon2PasswordHasher):
    """argon2id with OWASP's parameters: 19 MiB, two passes, one lane.

    Django's own take 100 MB each, so that a handful of sign-ins at once would fill a worker. Older hashes stay valid
    and are renewed at the next sign-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
