"""Tokens: short-lived signed ones for requests, rotating ones to renew them, single-use ones for links in mails."""

from employers.tokens.links import (
    LinkRefused,
    email_verification_token,
    invitation_token,
    password_reset_token,
    sign_in_token,
    user_of_password_token,
    user_of_sign_in_token,
    user_of_verification_token,
)
from employers.tokens.pairs import (
    TokenPair,
    end_access,
    end_family,
    issue_pair,
    refresh_pair,
    revoke_family,
    revoke_refresh_tokens,
)

__all__ = [
    "LinkRefused",
    "TokenPair",
    "email_verification_token",
    "end_access",
    "end_family",
    "invitation_token",
    "issue_pair",
    "password_reset_token",
    "refresh_pair",
    "revoke_family",
    "revoke_refresh_tokens",
    "sign_in_token",
    "user_of_password_token",
    "user_of_sign_in_token",
    "user_of_verification_token",
]
