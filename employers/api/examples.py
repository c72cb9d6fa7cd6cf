"""Examples of the contract's Auth and employer operations."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

EMPLOYER = {"id": "01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11", "name": "Acme GmbH", "slug": "acme"}
ACCOUNT = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c001",
    "email": "ada@example.com",
    "email_verified": True,
    "name": "Ada Lovelace",
    "roles": ["employer_admin"],
    "employer": EMPLOYER,
    "two_factor": True,
    "created_at": "2026-01-15T09:30:00Z",
}
PAIR = {
    "access_token": "eyJhbGciOiJSUzI1NiIsImtpZCI6IjAxOTgwYTNjIn0.eyJzdWIiOiIwMTk4MGEzYyJ9.c2lnbmF0dXJl",
    "token_type": "Bearer",
    "expires_in": 600,
    "refresh_token": "htr_Jw0cT4n1yq7o3uG5mZ8bXkPdR2sVfHhL9aQeWtYiUoA",
    "refresh_expires_at": "2026-02-14T09:30:00Z",
}
LINK_TOKEN = "WyIwMTk4MGEzYzUyZDk3ZjUyIiwiNWYxZCJd:1vPqRs:3xampleS1gnature"  # noqa: S105 - an example
PASSWORD = "correct horse battery"  # noqa: S105 - an example
PUBLIC_EMPLOYER = {
    **EMPLOYER,
    "logo_url": "https://acme.example/logo.svg",
    "website": "https://acme.example",
    "about_md": "We build **everything**.",
    "brand_colour": "#0f62fe",
    "privacy_policy_url": "https://acme.example/privacy",
    "reply_promise_days": 14,
}
KEY_SET = {
    "keys": [
        {
            "kid": "01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11",
            "kty": "EC",
            "alg": "ES256",
            "use": "sig",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    ]
}


def asked(value: Any, name: str = "Request") -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def answered(value: Any, status: int = 200, name: str = "Answer") -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[str(status)])


SIGN_IN = {"email": "ada@example.com", "password": PASSWORD, "employer": "acme"}
SIGN_IN_WITH_CODE = SIGN_IN | {"otp": "492039"}
REGISTER_EMPLOYER = {
    "email": "ada@example.com",
    "password": PASSWORD,
    "name": "Ada Lovelace",
    "employer": {"name": "Acme GmbH", "slug": "acme"},
}
REGISTER_CANDIDATE = {"email": "grace@example.com", "password": PASSWORD, "name": "Grace Hopper"}
REGISTERED_EMPLOYER = {"status": "verification_sent", "email": "ada@example.com", "employer": EMPLOYER}
REGISTERED_CANDIDATE = {"status": "verification_sent", "email": "grace@example.com", "employer": None}
REFRESH = {"refresh_token": PAIR["refresh_token"]}

SETTINGS: dict[str, Any] = {
    **PUBLIC_EMPLOYER,
    "retention_months": 24,
    "two_factor_required": False,
    "created_at": "2026-01-15T09:30:00Z",
    "updated_at": "2026-05-04T09:30:00Z",
}
SETTINGS_CHANGE: dict[str, Any] = {"retention_months": 12, "reply_promise_days": 7}
USER: dict[str, Any] = {
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c002",
    "employer_id": EMPLOYER["id"],
    "email": "grace@example.com",
    "email_verified": True,
    "name": "Grace Hopper",
    "roles": ["recruiter"],
    "is_active": True,
    "invitation_pending": False,
    "two_factor": False,
    "created_at": "2026-01-15T09:30:00Z",
    "updated_at": "2026-05-04T09:30:00Z",
}
INVITATION: dict[str, Any] = {"email": "grace@example.com", "name": "Grace Hopper", "roles": ["recruiter"]}
INVITED = USER | {"email_verified": False, "invitation_pending": True}
USER_CHANGE: dict[str, Any] = {"roles": ["recruiter", "viewer"]}
API_KEY_BODY: dict[str, Any] = {"name": "HR system", "role": "recruiter", "scopes": ["applications:read", "jobs:write"]}
API_KEY: dict[str, Any] = {
    **API_KEY_BODY,
    "id": "01980a3c-52d9-7f52-8f0c-0a9d4be0c0f1",
    "prefix": "Qy1sT2u3VwXz",
    "created_by": {"id": ACCOUNT["id"], "name": "Ada Lovelace"},
    "created_at": "2026-01-15T09:30:00Z",
    "last_used_at": None,
    "expires_at": None,
}
ISSUED_API_KEY: dict[str, Any] = API_KEY | {"secret": "htk_AZgKPFLUfB6aU08PbRwrEexampleexampleexampleQy1sT2u3VwXz"}
