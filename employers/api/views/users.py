"""Who works for the employer, and as what."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers import queries, services
from employers.api import examples, shapes
from employers.api.employer_serializers import UserChangeSerializer, UserInviteSerializer, UserSerializer, UsersQuery
from employers.api.examples import answered, asked
from employers.api.views.keys import calling_key
from employers.models import User
from employers.permissions import EMPLOYER_ADMINS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView

EMPLOYER = ["Employer"]
BY_NAME = (("name", "asc"), ("id", "asc"))


class EmployerUsersView(ContractView):
    module = "employer"

    def answer(self, user: User, *, status: int = 200) -> HttpResponse:
        headers = {"Location": f"/v1/users/{user.pk}"} if status == 201 else {}
        return self.respond(shapes.user(user), status=status, etag=etag_of(user), headers=headers)


class UsersView(EmployerUsersView):
    allowed: ClassVar = {"get": EMPLOYER_ADMINS, "post": EMPLOYER_ADMINS}
    # Each mails an address that the caller chose, and anybody may register an employer.
    rate_class: ClassVar = {"post": "auth"}
    query_serializer: ClassVar = {"get": UsersQuery}
    idempotent = frozenset({"post"})

    @operation(
        "listUsers",
        summary="The employer's users, by name",
        tags=EMPLOYER,
        responses={200: UserSerializer},
        examples=[answered(examples.USER)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.page(queries.users_matching(**self.query.values), ordering=BY_NAME, shape=shapes.user)

    @operation(
        "createUser",
        summary="Invite a user, who is asked by mail to set a password",
        description="An API key can do so only when it has no end and every module's scopes: no scope limits a user.",
        tags=EMPLOYER,
        request=UserInviteSerializer,
        responses={201: UserSerializer},
        errors=["beyond_own_rights"],
        examples=[asked(examples.INVITATION), answered(examples.INVITED, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        home = queries.own_employer()
        given = self.body(UserInviteSerializer)
        made = services.invite_user(employer_id=home.pk, by_key=calling_key(self.principal), **given)
        return self.answer(made, status=201)


class UserView(EmployerUsersView):
    allowed: ClassVar = {"get": EMPLOYER_ADMINS, "patch": EMPLOYER_ADMINS, "delete": EMPLOYER_ADMINS}
    rate_class: ClassVar = {"patch": "auth"}

    @operation(
        "getUser",
        summary="One of the employer's users",
        tags=EMPLOYER,
        responses={200: UserSerializer},
        examples=[answered(examples.USER)],
        etag=True,
    )
    def get(self, request: Request, user_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(queries.user(user_id))

    @operation(
        "updateUser",
        summary="Change a user's name, address or roles, or shut the user out",
        description="All but a new name end the user's sessions and tokens. A new address has to be verified again.",
        tags=EMPLOYER,
        request=UserChangeSerializer,
        responses={200: UserSerializer},
        errors=["last_employer_admin", "beyond_own_rights"],
        examples=[asked(examples.USER_CHANGE), answered(examples.USER | examples.USER_CHANGE)],
        etag=True,
    )
    def patch(self, request: Request, user_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        user = queries.user(user_id, lock=True)
        self.check_if_match(etag_of(user))
        changes = self.body(UserChangeSerializer)
        return self.answer(services.update_user(user=user, changes=changes, by_key=calling_key(self.principal)))

    @operation(
        "deleteUser",
        summary="Delete a user's account",
        description="What the user did stays in the journal.",
        tags=EMPLOYER,
        responses={204: None},
        errors=["last_employer_admin"],
        etag=True,
    )
    def delete(self, request: Request, user_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        user = queries.user(user_id, lock=True)
        self.check_if_match(etag_of(user))
        services.remove_user(user=user)
        return self.respond(status=204)


class UserTwoFactorResetView(EmployerUsersView):
    allowed: ClassVar = {"post": EMPLOYER_ADMINS}
    rate_class: ClassVar = {"post": "auth"}

    @operation(
        "resetUserTwoFactor",
        summary="Reset a user's two-factor sign-in",
        description="For somebody whose phone is gone: the password alone signs in again, every session and token ends,"
        " and a mail tells the user.",
        tags=EMPLOYER,
        responses={200: UserSerializer},
        errors=["two_factor_off", "beyond_own_rights"],
        examples=[answered(examples.USER)],
        etag=True,
    )
    def post(self, request: Request, user_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        user = queries.user(user_id, lock=True)
        services.reset_two_factor(user=user, by_key=calling_key(self.principal))
        return self.answer(queries.user(user_id))
