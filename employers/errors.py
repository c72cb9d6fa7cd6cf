"""What sign-in and its tokens can refuse. `hiretrack.errors` says how these reach a caller."""

from __future__ import annotations

from dataclasses import dataclass

from hiretrack.errors import DomainError, Forbidden, Invalid


@dataclass
class CredentialsRefused(DomainError):
    """The caller is not who it says; nothing tells whether the account exists."""

    detail: str = (
        "E-mail address and password do not match an account, or a candidate's address is not confirmed yet."
        " Whoever asks for a new password is sent a link that confirms it."
    )
    code: str = "invalid_credentials"
    title: str = "Sign-in failed"
    status: int = 401


@dataclass
class TokenRefused(DomainError):
    """A bearer credential that is not accepted; `code` says which of its parts is wrong."""

    code: str = "token_malformed"
    title: str = "The token was not accepted"
    status: int = 401


@dataclass
class WhichEmployer(DomainError):
    """The password is right for several accounts with this address: said only to somebody who knows it.

    `extra["employers"]` holds their employers' slugs, None for the account without an employer.
    """

    detail: str = "This address has accounts at several employers; name one."
    code: str = "employer_required"
    title: str = "Which employer?"
    status: int = 409


@dataclass
class CodeRefused(DomainError):
    """The password was right, and a code is asked for as well: `otp_required` without one, `otp_invalid` else."""

    detail: str = "This account signs in with a code as well."
    code: str = "otp_required"
    title: str = "A code is needed"
    status: int = 401


@dataclass
class TwoFactorOwed(DomainError):
    """The employer asks for two-factor sign-in, which this user has not set up yet."""

    detail: str = "Your employer requires two-factor sign-in. Sign in to the back office and set it up first."
    code: str = "two_factor_required"
    title: str = "Two-factor sign-in has to be set up"
    status: int = 409


@dataclass
class NotByThisDoor(Forbidden):
    """The account is no candidate's, or was deactivated: an account elsewhere does not open it."""

    detail: str = "This account cannot be opened in this way."
    code: str = "not_by_this_door"


@dataclass
class NoAddress(Invalid):
    """The provider said who it is, but no e-mail address."""

    detail: str = "The other site gave no e-mail address."
    code: str = "no_address"


@dataclass
class IdentityTaken(DomainError):
    """The account elsewhere opens another account here."""

    detail: str = "This account is connected to another account here."
    code: str = "identity_taken"


@dataclass
class LastSignIn(DomainError):
    """Without it there would be no way in."""

    detail: str = "It is the only way into this account. Set a password first."
    code: str = "last_sign_in"
