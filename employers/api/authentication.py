"""Who calls: an access token of this installation, one of a trusted issuer, or an API key."""

from __future__ import annotations

import uuid

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from employers.choices import Role
from employers.errors import TokenRefused
from employers.models import Employer, User
from employers.services import use_api_key
from employers.services.api_keys import PREFIX as API_KEY_PREFIX
from employers.tokens import access
from hiretrack.api.principals import Principal
from hiretrack.context import ActorKind

SCHEME = "bearer"


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer` (RFC 6750). Another scheme, or none, is an anonymous caller."""

    def authenticate(self, request: Request) -> tuple[Principal, str] | None:
        scheme, _, credential = request.META.get("HTTP_AUTHORIZATION", "").strip().partition(" ")
        if scheme.lower() != SCHEME:
            return None
        token = credential.strip()
        return principal_of(token), token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - REST framework's signature
        return 'Bearer realm="hiretrack"'


def principal_of(token: str) -> Principal:
    """Also for doors that are not HTTP requests. Raises `TokenRefused`."""
    if token.startswith(API_KEY_PREFIX):
        return _by_api_key(token)
    claims = access.read(token)
    return _own(claims) if claims.is_own else _external(claims)


def _by_api_key(secret: str) -> Principal:
    key = use_api_key(secret)
    if key is None:
        raise TokenRefused("The API key is unknown, revoked or expired.", code="api_key_invalid")
    return Principal(
        user_id=None,
        employer_id=key.employer_id,
        roles=frozenset({key.role}),
        kind=ActorKind.API_KEY,
        name=key.name,
        api_key_id=key.pk,
        scopes=frozenset(key.scopes),
    )


def _own(claims: access.Claims) -> Principal:
    return Principal(
        user_id=uuid.UUID(claims.subject),
        employer_id=claims.employer_id,
        roles=claims.roles,
        kind=ActorKind.USER,
        name=claims.name,
    )


def _external(claims: access.Claims) -> Principal:
    """The issuer says who and in which roles. The employer must exist; an account is the subject's only at it."""
    user = _account(claims)
    if user is not None and not user.is_active:
        raise TokenRefused("The account is not active.", code="token_revoked")
    if claims.employer_id and not Employer.objects.filter(pk=claims.employer_id).exists():
        raise TokenRefused("The token names an employer that is not here.", code="token_unknown_employer")
    if user is None and (claims.employer_id is None or str(Role.APPLICANT) in claims.roles):
        raise TokenRefused("The token's subject has no account here.", code="token_unknown_subject")
    return Principal(
        user_id=user.pk if user else None,
        employer_id=claims.employer_id,
        roles=claims.roles,
        kind=ActorKind.USER,
        name=claims.name,
        subject="" if user else f"{claims.issuer} {claims.subject}",
    )


def _account(claims: access.Claims) -> User | None:
    try:
        user_id = uuid.UUID(claims.subject)
    except ValueError:
        return None
    user = User.objects.filter(pk=user_id).first()
    return user if user and user.employer_id == claims.employer_id else None
