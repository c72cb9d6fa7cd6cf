"""Sign-in and accounts."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers import services
from employers.api import examples, serializers, shapes
from employers.api.examples import answered, asked
from employers.authentication import sign_in
from employers.errors import CodeRefused, TwoFactorOwed
from employers.models import User
from employers.permissions import ANY_USER
from employers.queries import account
from employers.tokens import issue_pair, refresh_pair, revoke_family
from hiretrack.api import throttling
from hiretrack.api.etags import etag_of
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.problems import refusal
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.errors import DomainError, Forbidden

AUTH = ["Auth"]


def limit_account(email: str) -> None:
    """The address limit alone would let a thousand machines guess at one account."""
    throttling.enforce(throttling.hit("auth", f"account:{email.strip().lower()}"), guarded=True)


def check_code(user: User, otp: str | None) -> None:
    """The second step of signing in. Raises `TwoFactorOwed`, `CodeRefused`, or 429 after too many wrong codes."""
    if user.owes_two_factor:
        raise TwoFactorOwed
    if not user.has_two_factor:
        return
    if otp is None:
        raise CodeRefused
    checked = services.check_second_factor(user=user, code=otp)
    if checked.wait_s:
        raise refusal("rate_limited", f"Try again in {checked.wait_s} s.", headers={"Retry-After": str(checked.wait_s)})
    if not checked.ok:
        raise CodeRefused("The code is not right.", code="otp_invalid", title="The code is not right")


class AuthView(ContractView):
    """Throttled per address by its rate class; those that name an account also per account."""

    allowed: ClassVar = {"post": PUBLIC}
    rate_class = "auth"


class RegisterView(AuthView):
    idempotent = frozenset({"post"})

    @operation(
        "register",
        summary="Register as a candidate, or an employer with its first employer admin",
        description=(
            "The answer is the same whether or not the address is taken; the mail sent there tells. A candidate is let"
            " in once the address is confirmed, a first employer admin at once."
        ),
        tags=AUTH,
        request=serializers.RegisterSerializer,
        responses={202: serializers.RegistrationSerializer},
        errors=["validation_failed"],
        examples=[
            asked(examples.REGISTER_EMPLOYER, "Employer"),
            asked(examples.REGISTER_CANDIDATE, "Candidate"),
            answered(examples.REGISTERED_EMPLOYER, 202, "Employer"),
            answered(examples.REGISTERED_CANDIDATE, 202, "Candidate"),
        ],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.RegisterSerializer)
        limit_account(given["email"])
        wanted = given.pop("employer", None)
        employer = None
        if wanted is None:
            services.register_applicant(**given)
        else:
            employer = services.register_employer(
                employer_name=wanted["name"], employer_slug=wanted.get("slug"), **given
            )
        answer = {"status": "verification_sent", "email": given["email"], "employer": shapes.employer_name(employer)}
        return self.respond(answer, status=202)


class TokenView(AuthView):
    def open_scope(self) -> AbstractContextManager[Any]:
        # A refusal must keep what it wrote: how many codes were wrong.
        return nullcontext()

    @operation(
        "createToken",
        summary="Sign in: an access token and a refresh token",
        description=(
            "With two-factor sign-in the password alone answers `otp_required`; send `otp` then. A candidate whose"
            " address is not confirmed yet is answered like a wrong password: `password:forgot` mails a link that"
            " confirms it."
        ),
        tags=AUTH,
        request=serializers.SignInSerializer,
        responses={200: serializers.TokenPairSerializer},
        errors=[
            "invalid_credentials", "otp_required", "otp_invalid", "employer_required", "two_factor_required",
            "validation_failed", "signing_key_unreadable",
        ],
        examples=[
            asked(examples.SIGN_IN), asked(examples.SIGN_IN_WITH_CODE, "With a code"), answered(examples.PAIR)
        ],
    )  # fmt: skip
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.SignInSerializer)
        limit_account(given["email"])
        slug = given.get("employer")
        user = sign_in(
            email=given["email"],
            password=given["password"],
            employer_slug=slug,
            without_employer="employer" in given and slug is None,
        )
        check_code(user, given.get("otp"))
        return self.respond(shapes.token_pair(issue_pair(user)))


class TokenRefreshView(AuthView):
    def open_scope(self) -> AbstractContextManager[Any]:
        # A refusal must keep what it wrote: the revocation of a family whose token was used twice.
        return nullcontext()

    @operation(
        "refreshToken",
        summary="Renew a pair of tokens",
        description="Each refresh token is good for one use. Using one again later revokes everything made from it.",
        tags=AUTH,
        request=serializers.RefreshSerializer,
        responses={200: serializers.TokenPairSerializer},
        errors=["refresh_token_invalid", "refresh_token_reused", "refresh_token_just_used", "validation_failed"],
        examples=[asked(examples.REFRESH), answered(examples.PAIR)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        pair = refresh_pair(self.body(serializers.RefreshSerializer)["refresh_token"])
        if isinstance(pair, DomainError):
            raise pair
        return self.respond(shapes.token_pair(pair))


class TokenRevokeView(AuthView):
    allowed: ClassVar = {"post": ANY_USER}

    @operation(
        "revokeToken",
        summary="Sign out: revoke a refresh token and everything made from it",
        description="A token that is unknown or somebody else's changes nothing (RFC 7009).",
        tags=AUTH,
        request=serializers.RefreshSerializer,
        responses={204: None},
        errors=["validation_failed"],
        examples=[asked(examples.REFRESH)],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.RefreshSerializer)
        if self.principal and self.principal.user_id:
            revoke_family(user_id=self.principal.user_id, token=given["refresh_token"])
        return self.respond(status=204)


class MeView(ContractView):
    allowed: ClassVar = {"get": ANY_USER, "patch": ANY_USER}
    rate_class: ClassVar = {"patch": "auth"}

    @operation(
        "getMe",
        summary="The signed-in account",
        tags=AUTH,
        responses={200: serializers.AccountSerializer},
        examples=[answered(examples.ACCOUNT)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        user = self._account()
        return self.respond(shapes.account(user), etag=self._version_of(user))

    @operation(
        "updateMe",
        summary="Change the signed-in account's name or password",
        tags=AUTH,
        request=serializers.AccountChangeSerializer,
        responses={200: serializers.AccountSerializer},
        errors=["validation_failed"],
        examples=[asked({"name": "Ada King"}), answered(examples.ACCOUNT)],
        etag=True,
    )
    def patch(self, request: Request) -> HttpResponse:  # noqa: ARG002
        user = self._account()
        self.check_if_match(self._version_of(user))
        given = self.body(serializers.AccountChangeSerializer)
        if "name" in given:
            services.rename_user(user=user, name=given["name"])
        if "new_password" in given:
            services.change_password(user=user, current=given["current_password"], new=given["new_password"])
        changed = self._account()
        return self.respond(shapes.account(changed), etag=self._version_of(changed))

    def _account(self) -> User:
        user = account(self.principal.user_id if self.principal else None)
        if user is None:
            raise Forbidden("The caller has no account here.")
        return user

    def _version_of(self, user: User) -> str:
        return etag_of(user, user.employer.updated_at if user.employer else "")


class PasswordForgotView(AuthView):
    @operation(
        "forgotPassword",
        summary="Ask for a link to set a new password",
        description="The answer is the same whether or not the address is known.",
        tags=AUTH,
        request=serializers.ForgotPasswordSerializer,
        responses={202: None},
        errors=["validation_failed"],
        examples=[asked({"email": "ada@example.com"})],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.ForgotPasswordSerializer)
        limit_account(given["email"])
        services.request_password_reset(email=given["email"], employer_slug=given.get("employer"))
        return self.respond(status=202)


class PasswordResetView(AuthView):
    @operation(
        "resetPassword",
        summary="Set a new password with the token from the mail",
        description="Ends every session and token of the account.",
        tags=AUTH,
        request=serializers.ResetPasswordSerializer,
        responses={204: None},
        errors=["validation_failed", "link_invalid"],
        examples=[asked({"token": examples.LINK_TOKEN, "password": examples.PASSWORD})],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        services.reset_password(**self.body(serializers.ResetPasswordSerializer))
        return self.respond(status=204)


class EmailVerifyView(AuthView):
    @operation(
        "verifyEmail",
        summary="Prove an address with the token from the mail",
        description=(
            "It takes the account's password too: a stranger may have registered with this address, and the owner's"
            " click would open the account to the stranger's password. Who does not know it uses `password:forgot`,"
            " whose mail proves the address as well."
        ),
        tags=AUTH,
        request=serializers.VerifyEmailSerializer,
        responses={204: None},
        errors=["validation_failed", "link_invalid", "invalid_credentials"],
        examples=[asked({"token": examples.LINK_TOKEN, "password": examples.PASSWORD})],
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        services.verify_email(**self.body(serializers.VerifyEmailSerializer))
        return self.respond(status=204)
