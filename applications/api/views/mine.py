"""A candidate's own applications, at every employer."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applications import queries, services
from applications.api import bulk_examples, mine_serializers
from applications.models import Application
from employers.api.examples import answered
from employers.permissions import APPLICANTS
from hiretrack.api.schema import operation
from hiretrack.api.viewsets import TenantView
from hiretrack.tenancy import employer_scope

ME = ["Me"]


class MineView(TenantView[Application]):
    model = Application


class MyApplicationsView(MineView):
    allowed: ClassVar = {"get": APPLICANTS}
    query_serializer = mine_serializers.MyStatusQuery

    @operation(
        "listMyApplications",
        summary="My applications at every employer, newest first",
        tags=ME,
        responses={200: mine_serializers.MyApplicationSerializer},
        examples=[answered(bulk_examples.MINE)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        rows = queries.my_applications(self.query.values.get("status", ()))
        return self.page(rows, ordering=queries.MINE_ORDERING, shape=queries.shaped_mine)


class MyApplicationView(MineView):
    allowed: ClassVar = {"get": APPLICANTS}

    @operation(
        "getMyApplication",
        summary="One of my applications, with its way so far",
        tags=ME,
        responses={200: mine_serializers.MyApplicationDetailSerializer},
        examples=[answered(bulk_examples.MINE_WHOLE)],
        etag=True,
    )
    def get(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.respond(queries.my_application(application_id), etag=True)


class MyWithdrawView(MineView):
    allowed: ClassVar = {"post": APPLICANTS}

    @operation(
        "withdrawMyApplication",
        summary="Withdraw one of my applications",
        description="It is final.",
        tags=ME,
        responses={200: mine_serializers.MyApplicationDetailSerializer},
        errors=["status_conflict", "application_superseded"],
        examples=[answered({**bulk_examples.MINE_WHOLE, "status": "withdrawn", "may_withdraw": False})],
    )
    def post(self, request: Request, application_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        # A candidate's scope only reads; whose application it is has been decided once the row is found in it.
        with employer_scope(self.get_object().employer_id):
            services.withdraw(application_id=application_id)
            return self.respond(queries.my_application(application_id))
