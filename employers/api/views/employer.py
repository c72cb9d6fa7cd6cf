"""The caller's own employer."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from employers import services
from employers.api import examples, shapes
from employers.api.employer_serializers import EmployerChangeSerializer, EmployerSerializer
from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS, VIEWERS
from employers.queries import own_employer
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView

EMPLOYER = ["Employer"]


class EmployerView(ContractView):
    allowed: ClassVar = {"get": VIEWERS, "patch": EMPLOYER_ADMINS}
    module = "employer"

    @operation(
        "getEmployer",
        summary="The employer's settings",
        tags=EMPLOYER,
        responses={200: EmployerSerializer},
        examples=[answered(examples.SETTINGS)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        employer = own_employer()
        return self.respond(shapes.employer(employer), etag=etag_of(employer))

    @operation(
        "updateEmployer",
        summary="Change the employer's settings",
        description="The slug stands in every public address, so only the people who run the server change it.",
        tags=EMPLOYER,
        request=EmployerChangeSerializer,
        responses={200: EmployerSerializer},
        examples=[asked(examples.SETTINGS_CHANGE), answered(examples.SETTINGS | examples.SETTINGS_CHANGE)],
        etag=True,
    )
    def patch(self, request: Request) -> HttpResponse:  # noqa: ARG002
        employer = own_employer(lock=True)
        self.check_if_match(etag_of(employer))
        changed = services.update_employer(employer=employer, changes=self.body(EmployerChangeSerializer))
        return self.respond(shapes.employer(changed), etag=etag_of(changed))
