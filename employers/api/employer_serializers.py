"""Bodies, query strings and answers of an employer's settings, users and keys."""

from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from employers.api.serializers import PublicEmployerSerializer, name_field
from employers.choices import API_SCOPES, BACK_OFFICE_ROLES
from hiretrack.api.fields import FlagField, MomentField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer

ROLES = [str(role) for role in BACK_OFFICE_ROLES]


def link_field(help_text: str) -> serializers.CharField:
    """An address that pages will link to, so nothing that a browser would run."""
    reachable = URLValidator(schemes=["http", "https"], message="Give an address that begins with https:// or http://.")
    return serializers.CharField(
        max_length=500, required=False, allow_blank=True, validators=[reachable], help_text=help_text
    )


def roles_field(**options: Any) -> serializers.ListField:
    child = serializers.ChoiceField(choices=ROLES)
    return serializers.ListField(child=child, min_length=1, max_length=len(ROLES), **options)


class EmployerSerializer(PublicEmployerSerializer):
    retention_months = serializers.IntegerField()
    two_factor_required = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class EmployerChangeSerializer(StrictSerializer):
    name = name_field(required=False)
    website = link_field("The employer's own site.")
    logo_url = link_field("Of an image.")
    about_md = serializers.CharField(max_length=20_000, required=False, allow_blank=True, help_text="Markdown.")
    brand_colour = serializers.RegexField(r"^#[0-9a-fA-F]{6}$", required=False, help_text="Such as #0f62fe.")
    privacy_policy_url = link_field("Linked from every apply form.")
    retention_months = serializers.IntegerField(
        min_value=1, max_value=120, required=False, help_text="How long applicants are kept without activity."
    )
    reply_promise_days = serializers.IntegerField(
        min_value=1, max_value=90, required=False, help_text="Candidates are promised an answer within so many days."
    )
    two_factor_required = serializers.BooleanField(
        required=False,
        help_text="Users sign in with a code as well. Who has not set it up is led there, and gets no tokens before.",
    )


class UsersQuery(QuerySerializer):
    role = serializers.ChoiceField(choices=ROLES, required=False, help_text="Only users who have this role.")
    is_active = FlagField(required=False, help_text="Whether they may sign in.")
    q = serializers.CharField(max_length=200, required=False, help_text="A part of the name or the address.")


class UserSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    employer_id = serializers.UUIDField()
    email = serializers.EmailField()
    email_verified = serializers.BooleanField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=ROLES))
    is_active = serializers.BooleanField()
    invitation_pending = serializers.BooleanField(help_text="No password has been set yet.")
    two_factor = serializers.BooleanField(help_text="Signing in takes a code as well as the password.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class UserInviteSerializer(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    name = name_field()
    roles = roles_field()


class UserChangeSerializer(StrictSerializer):
    email = serializers.EmailField(max_length=254, required=False)
    name = name_field(required=False)
    roles = roles_field(required=False)
    is_active = serializers.BooleanField(required=False)


class KeyMakerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ApiKeyBodySerializer(StrictSerializer):
    name = name_field(help_text="Tells keys apart.")
    role = serializers.ChoiceField(choices=ROLES, default="recruiter", help_text="What the key may do, at most.")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=list(API_SCOPES)),
        min_length=1,
        max_length=len(API_SCOPES),
        help_text="Where it may do that, module by module; `write` includes reading.",
    )
    expires_at = MomentField(required=False, allow_null=True, default=None, help_text="Without it the key has no end.")


class ApiKeySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField(help_text="The end of the secret, by which lists tell keys apart.")
    role = serializers.ChoiceField(choices=ROLES)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=list(API_SCOPES)))
    created_by = KeyMakerSerializer(allow_null=True, help_text="Null: another key made it, or the user is gone.")
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="To the minute.")
    expires_at = serializers.DateTimeField(allow_null=True)


class IssuedApiKeySerializer(ApiKeySerializer):
    secret = serializers.CharField(help_text="For `Authorization: Bearer`.")
