"""Close codes (RFC 6455, 7.4): 4000 and up are ours, and say what a client should do."""

from __future__ import annotations

NORMAL = 1000
TOO_BIG = 1009
TRY_AGAIN = 1013
"""A part we need is away. Connect again in a while, and ask `GET /v1/events` for what was missed."""
BAD_MESSAGE = 4400
UNAUTHENTICATED = 4401
"""No valid token, or it has expired: get a new one and connect again."""
FORBIDDEN = 4403
NOT_FOUND = 4404
TIMEOUT = 4408
"""The first message, with the token, did not come in time."""
