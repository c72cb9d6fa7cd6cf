"""What a visitor may do: get a captcha, apply, look at the status."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from applications import queries
from applications.api import examples, serializers
from applications.captcha import captcha
from applications.choices import Source
from applications.openings import Opening, find_opening
from applications.services import ApplyData, receive
from employers.api.examples import answered, asked
from hiretrack.api.permissions import PUBLIC
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.tenancy import employer_scope

PUBLIC_JOBS = ["Public jobs"]


class ApplyView(ContractView):
    allowed: ClassVar = {"post": PUBLIC}
    rate_class: ClassVar = {"post": "expensive"}
    idempotent = frozenset({"post"})
    opening: Opening

    def open_scope(self) -> AbstractContextManager[Any]:
        """The scope of the job's employer, found with one query before any scope is open."""
        self.opening = find_opening(self.kwargs["job_id"])
        return employer_scope(self.opening.employer_id)

    @operation(
        "applyForJob",
        summary="Apply for a published job",
        description=(
            "Files are uploaded before and named by their ids. Applying again with the same e-mail address is answered"
            " alike and changes nothing; a mail to that address tells."
        ),
        tags=PUBLIC_JOBS,
        request=serializers.ApplySerializer,
        responses={202: serializers.ReceiptSerializer},
        errors=["validation_failed", "captcha_failed", "job_closed", "limiter_unavailable"],
        examples=[asked(examples.APPLY), answered(examples.RECEIPT, 202)],
    )
    def post(self, request: Request, job_id: Any) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.ApplySerializer)
        answer = given.pop("captcha", "")
        receipt = receive(opening=self.opening, data=_data(given), guard=lambda: captcha().check(answer))
        path = reverse("application-status", args=[receipt.status_token])
        made = {
            "status_token": receipt.status_token,
            "status_url": f"{settings.PUBLIC_URL}{path}",
            "received_at": receipt.received_at,
        }
        return self.respond(made, status=202)


def _data(given: dict[str, Any]) -> ApplyData:
    consent = given.pop("consent", {})
    return ApplyData(
        consent_given=consent.get("given", False),
        policy_version=consent.get("policy_version", ""),
        source=given.pop("source", Source.API),
        **given,
    )


class StatusView(ContractView):
    allowed: ClassVar = {"get": PUBLIC}

    def open_scope(self) -> AbstractContextManager[Any]:
        # The token tells the employer; the query opens that scope itself.
        return nullcontext()

    @operation(
        "getPublicApplication",
        summary="How far an application is, for whoever holds its link",
        tags=PUBLIC_JOBS,
        responses={200: serializers.PublicApplicationSerializer},
        examples=[answered(examples.STATUS)],
        etag=True,
    )
    def get(self, request: Request, token: str) -> HttpResponse:  # noqa: ARG002
        return self.respond(queries.status_page(token), etag=True)


class CaptchaView(ContractView):
    allowed: ClassVar = {"get": PUBLIC}

    def open_scope(self) -> AbstractContextManager[Any]:
        return nullcontext()

    @operation(
        "getCaptcha",
        summary="A challenge to solve before applying",
        description=(
            "ALTCHA: find the `number` from 0 to `maxnumber` for which the hex hash of `salt` followed by it equals"
            " `challenge`. Send base64 of the JSON object {algorithm, challenge, number, salt, signature} as `captcha`,"
            " within 20 minutes, once."
        ),
        tags=PUBLIC_JOBS,
        responses={200: serializers.CaptchaSerializer},
        examples=[answered(examples.CHALLENGE)],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond(captcha().challenge(), headers={"Cache-Control": "no-store"})
