"""Addresses in mails. Tokens are made here, at the moment of writing, and kept nowhere but in the sealed content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from applications.models import Application
from applications.tokens import status_token
from employers.models import User
from employers.tokens.links import email_verification_token, invitation_token, password_reset_token, sign_in_token


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def sign_in(user: User) -> str:
    return _absolute(reverse("admin:login" if user.is_staff else "portal:sign-in"))


def sign_in_link(user: User) -> str:
    return _absolute(reverse("portal:sign-in-link", args=[sign_in_token(user)]))


def verification(user: User) -> str:
    return _absolute(reverse("portal:verify-email", args=[email_verification_token(user)]))


def password_reset(user: User) -> str:
    return _absolute(reverse("portal:new-password", args=[password_reset_token(user)]))


def invitation(user: User) -> str:
    return _absolute(reverse("portal:new-password", args=[invitation_token(user)]))


def application_status(application: Application, *, to: str) -> str:
    """For the reader of `to` alone: where that is the applicant's address, the link acts for them."""
    return _absolute(reverse("portal:status", args=[status_token(application, to=to)]))


def preferences(user: User) -> str:
    """Where somebody says what they want to hear of."""
    return _absolute(f"{reverse('office:account')}#p-news" if user.is_staff else reverse("portal:notifications"))


def search(wanted: Mapping[str, Any]) -> str:
    """The list of jobs that a kept search finds."""
    return _absolute(f"{reverse('portal:jobs')}?{urlencode(wanted, doseq=True)}")


def unsubscribe(token: str) -> str:
    return _absolute(reverse("portal:unsubscribe", args=[token]))
