"""Accounts (platform tables, read before a scope can open) and the credentials that prove who is who."""

from employers.models.accounts import Employer, User, UserManager
from employers.models.credentials import ApiKey, RefreshToken, SigningKey, TwoFactor

__all__ = ["ApiKey", "Employer", "RefreshToken", "SigningKey", "TwoFactor", "User", "UserManager"]
