"""Bodies of sign-in and accounts."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers

from employers.choices import Role
from hiretrack.api.serializers import StrictSerializer

PASSWORD_LENGTHS = {"min_length": 10, "max_length": 256}
TOKEN_LENGTH = 1024


def name_field(**options: Any) -> serializers.CharField:
    """Names end up in mail headers: no control characters."""
    plain = RegexValidator(r"[\x00-\x1f\x7f]", "Use no control characters.", "control_character", inverse_match=True)
    return serializers.CharField(max_length=200, validators=[plain], **options)


def secret_field(**options: Any) -> serializers.CharField:
    return serializers.CharField(trim_whitespace=False, write_only=True, style={"input_type": "password"}, **options)


class NewEmployerSerializer(StrictSerializer):
    name = name_field(help_text="Shown to candidates.")
    slug = serializers.SlugField(
        max_length=80, required=False, help_text="Part of the public address /e/{slug}/; made from the name if absent."
    )


class RegisterSerializer(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    password = secret_field(**PASSWORD_LENGTHS)
    name = name_field()
    employer = NewEmployerSerializer(
        required=False,
        help_text="Given: a new employer with this user as its first employer admin. Absent: a candidate.",
    )


class EmployerNameSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField()


class RegistrationSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=["verification_sent"])
    email = serializers.EmailField()
    employer = EmployerNameSerializer(allow_null=True)


class SignInSerializer(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    password = secret_field(max_length=256)
    employer = serializers.SlugField(
        max_length=80,
        required=False,
        allow_null=True,
        help_text="Slug of the employer, when the address has several accounts; null: the account without an employer.",
    )
    otp = serializers.CharField(
        max_length=64,
        required=False,
        write_only=True,
        help_text="With two-factor sign-in: the present code of the authenticator app, or a recovery code.",
    )


class RefreshSerializer(StrictSerializer):
    refresh_token = secret_field(max_length=256)


class TokenPairSerializer(serializers.Serializer[Any]):
    access_token = serializers.CharField()
    token_type = serializers.ChoiceField(choices=["Bearer"])
    expires_in = serializers.IntegerField(help_text="Seconds that the access token is valid.")
    refresh_token = serializers.CharField(help_text="Good for one use.")
    refresh_expires_at = serializers.DateTimeField()


class AccountSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    email_verified = serializers.BooleanField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))
    employer = EmployerNameSerializer(allow_null=True)
    two_factor = serializers.BooleanField(help_text="Signing in takes a code as well as the password.")
    created_at = serializers.DateTimeField()


class AccountChangeSerializer(StrictSerializer):
    name = name_field(required=False)
    current_password = secret_field(required=False, max_length=256)
    new_password = secret_field(
        required=False, help_text="Ends every session and token, this one included.", **PASSWORD_LENGTHS
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = {"current_password", "new_password"} & set(attrs)
        if len(given) == 1:
            missing = ({"current_password", "new_password"} - given).pop()
            raise serializers.ValidationError({missing: "Send both passwords, or none."}, code="required")
        return attrs


class ForgotPasswordSerializer(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    employer = serializers.SlugField(max_length=80, required=False)


class ResetPasswordSerializer(StrictSerializer):
    token = secret_field(max_length=TOKEN_LENGTH)
    password = secret_field(**PASSWORD_LENGTHS)


class VerifyEmailSerializer(StrictSerializer):
    token = secret_field(max_length=TOKEN_LENGTH)
    password = secret_field(max_length=256)


class PublicEmployerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField()
    logo_url = serializers.CharField(allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    about_md = serializers.CharField(allow_blank=True, help_text="Markdown.")
    brand_colour = serializers.CharField()
    privacy_policy_url = serializers.CharField(allow_blank=True)
    reply_promise_days = serializers.IntegerField()


class JsonWebKeySerializer(serializers.Serializer[Any]):
    kid = serializers.CharField()
    kty = serializers.ChoiceField(choices=["RSA", "EC"])
    alg = serializers.ChoiceField(choices=["RS256", "ES256"])
    use = serializers.ChoiceField(choices=["sig"])
    key_ops = serializers.ListField(child=serializers.CharField(), required=False)
    n = serializers.CharField(required=False)
    e = serializers.CharField(required=False)
    crv = serializers.CharField(required=False)
    x = serializers.CharField(required=False)
    y = serializers.CharField(required=False)


class JsonWebKeySetSerializer(serializers.Serializer[Any]):
    keys = JsonWebKeySerializer(many=True)
