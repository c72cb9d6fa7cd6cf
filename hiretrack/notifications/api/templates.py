"""`/v1/mail-templates`: mails to applicants in the employer's own words."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from employers.api.examples import answered, asked
from employers.permissions import EMPLOYER_ADMINS, RECRUITERS
from hiretrack.api.etags import etag_of_bytes
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.schema import operation
from hiretrack.api.views import ContractView
from hiretrack.notifications.api import template_examples as examples
from hiretrack.notifications.api import template_serializers as serializers
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.mail_templates import queries, services

TEMPLATES = ["Employer"]
KIND = OpenApiParameter(
    "kind", str, OpenApiParameter.PATH, description=f"Which mail: {', '.join(ApplicantMail.values)}."
)


class TemplatesView(ContractView):
    module = "employer"

    def shown(self, kind: str, *, lock: bool = False) -> tuple[dict[str, object], str]:
        """The mail as it is answered, and its tag."""
        item = queries.item(queries.mail(kind, lock=lock))
        return item, etag_of_bytes(json_bytes(item))

    def answer(self, kind: str) -> HttpResponse:
        item, tag = self.shown(kind)
        return self.respond(item, etag=tag)

    def check_version(self, kind: str) -> None:
        self.check_if_match(self.shown(kind, lock=True)[1])


class MailTemplatesView(TemplatesView):
    allowed: ClassVar = {"get": RECRUITERS}

    @operation(
        "listMailTemplates",
        summary="Every mail to applicants, and in whose words it is",
        tags=TEMPLATES,
        responses={200: serializers.MailTemplatesSerializer},
        examples=[answered({"items": [examples.TEMPLATE]})],
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond({"items": [queries.item(one) for one in queries.all_mails()]})


class MailTemplateView(TemplatesView):
    allowed: ClassVar = {"get": RECRUITERS, "put": EMPLOYER_ADMINS, "delete": EMPLOYER_ADMINS}

    @operation(
        "getMailTemplate",
        summary="One mail to applicants",
        tags=TEMPLATES,
        parameters=[KIND],
        responses={200: serializers.MailTemplateSerializer},
        errors=["not_found"],
        examples=[answered(examples.TEMPLATE)],
        etag=True,
    )
    def get(self, request: Request, kind: str) -> HttpResponse:  # noqa: ARG002
        return self.answer(kind)

    @operation(
        "putMailTemplate",
        summary="Write a mail to applicants in your own words",
        description=(
            "Placeholders are names in double braces, from a closed list that the mail itself names. Mails that wait"
            " to be sent are written in the new words too; what a retry sends stays what was first tried. The"
            " original's very words are not kept: with them the mail is the original again."
        ),
        tags=TEMPLATES,
        parameters=[KIND],
        request=serializers.MailTemplateBodySerializer,
        responses={200: serializers.MailTemplateSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked(examples.BODY), answered(examples.TEMPLATE)],
        etag=True,
    )
    def put(self, request: Request, kind: str) -> HttpResponse:  # noqa: ARG002
        self.check_version(kind)
        given = self.body(serializers.MailTemplateBodySerializer)
        maker = self.principal.user_id if self.principal else None
        services.save_template(kind=kind, by=maker, **given)
        return self.answer(kind)

    @operation(
        "deleteMailTemplate",
        summary="Go back to the original mail",
        description="Again changes nothing.",
        tags=TEMPLATES,
        parameters=[KIND],
        responses={204: None},
        errors=["not_found"],
        etag=True,
    )
    def delete(self, request: Request, kind: str) -> HttpResponse:  # noqa: ARG002
        self.check_version(kind)
        services.restore_original(kind=kind)
        return self.respond(status=204)


class PreviewView(TemplatesView):
    allowed: ClassVar = {"post": RECRUITERS}

    @operation(
        "previewMailTemplate",
        summary="See a mail as a candidate would get it",
        description="Filled in for a candidate who does not exist. Nothing is kept or sent.",
        tags=TEMPLATES,
        parameters=[KIND],
        request=serializers.DraftSerializer,
        responses={200: serializers.MailPreviewSerializer},
        errors=["not_found", "validation_failed"],
        examples=[asked(examples.DRAFT), answered(examples.PREVIEW)],
    )
    def post(self, request: Request, kind: str) -> HttpResponse:  # noqa: ARG002
        queries.known_kind(kind)
        made = services.preview(kind=kind, **self.body(serializers.DraftSerializer))
        return self.respond({"subject": made.subject, "text": made.text, "html": made.html})
