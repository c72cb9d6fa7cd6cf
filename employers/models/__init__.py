"""Accounts (platform tables, read before a scope can open) and the credentials that prove who is who."""

from employers.models.accounts import Employer, User, UserManager
from employers.models.credentials import ApiKey, RefreshToken, SigningKey, TwoFactor
from employers.models.identities import Identity
from employers.models.sessions import BrowserSession

__all__ = [
    "ApiKey",
    "BrowserSession",
    "Employer",
    "Identity",
    "RefreshToken",
    "SigningKey",
    "TwoFactor",
    "User",
    "UserManager",
]
