"""All that is held about the candidate: to take along, and to have erased."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import Any, ClassVar

from django.http import FileResponse, HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from applicants.api.me import examples
from applicants.api.me.base import ME, PersonView
from applicants.personal.erasure import erase_account
from applicants.personal.export import FORMAT, write_person
from employers.api.examples import ACCOUNT, EMPLOYER, answered
from employers.permissions import APPLICANTS
from hiretrack.api.answers import JSON
from hiretrack.api.problems import refusal
from hiretrack.api.schema import operation
from hiretrack.api.serializers import QuerySerializer

CONFIRMATION = "erase-everything"
UNCONFIRMED = (
    "This erases your account, profile, tracker and alerts, and everything that any employer here holds about you; it"
    f" cannot be undone. Export your data first with GET /v1/me/data, then repeat this with confirm={CONFIRMATION}."
)
FILENAME = "hiretrack-personal-data.json"
IN_MEMORY = 1024 * 1024
EXAMPLE: dict[str, Any] = {
    "format": FORMAT,
    "exported_at": "2026-01-15T09:30:00Z",
    "account": {"id": ACCOUNT["id"], "email": ACCOUNT["email"], "name": ACCOUNT["name"]},
    "sessions": [{"created_at": "2026-01-15T09:00:00Z", "expires_at": "2026-02-14T09:00:00Z"}],
    "browsers": [
        {
            "sign_in": "01890a5d-ac96-774b-bcce-b302099a8057",
            "browser": "firefox",
            "system": "android",
            "began_at": "2026-01-15T08:10:00Z",
            "seen_at": "2026-01-15T09:12:00Z",
            "expires_at": "2026-01-15T20:10:00Z",
        }
    ],
    "connected_accounts": [
        {
            "provider": "google",
            "issuer": "https://accounts.google.com",
            "subject": "110169484474386276334",
            "email": "ada@example.com",
            "created_at": "2026-01-10T08:00:00Z",
            "last_used_at": "2026-01-15T09:00:00Z",
        }
    ],
    "profile": examples.PROFILE,
    "education": [examples.EDUCATION],
    "experience": [examples.EXPERIENCE],
    "tracker": [],
    "alerts": [],
    "saved_jobs": [],
    "uploads": [],
    "employers": [{"employer": EMPLOYER, "applicant": {"name": "Ada Lovelace"}}],
}


class PersonalDataSerializer(serializers.Serializer[Any]):
    """More members may come with the platform's parts."""

    format = serializers.CharField()
    exported_at = serializers.DateTimeField()
    account = serializers.DictField()
    sessions = serializers.ListField(child=serializers.DictField(), help_text="Programs signed in by tokens.")
    browsers = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="Browsers that are signed in."
    )
    connected_accounts = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="Accounts elsewhere that open this one."
    )
    profile = serializers.DictField(allow_null=True)
    education = serializers.ListField(child=serializers.DictField())
    experience = serializers.ListField(child=serializers.DictField())
    tracker = serializers.ListField(child=serializers.DictField())
    alerts = serializers.ListField(child=serializers.DictField())
    saved_jobs = serializers.ListField(child=serializers.DictField())
    uploads = serializers.ListField(child=serializers.DictField())
    listing_marks = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="Listings that were read or put aside."
    )
    notification_preferences = serializers.ListField(child=serializers.DictField(), required=False)
    notifications = serializers.ListField(child=serializers.DictField(), required=False)
    mails = serializers.ListField(child=serializers.DictField(), required=False)
    employers = serializers.ListField(
        child=serializers.DictField(), help_text="Each as `GET /v1/applicants/{applicantId}/export` answers it."
    )


def document_of(user_id: uuid.UUID) -> HttpResponse | FileResponse:
    """Written before the first byte is sent: a slow reader holds no transaction, and a failure is no half a file."""
    with ExitStack() as until_sent:
        file = until_sent.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        write_person(user_id=user_id, file=file)
        is_small = file.tell() <= IN_MEMORY
        file.seek(0)
        if is_small:
            headers = {"Content-Disposition": f'attachment; filename="{FILENAME}"'}
            return HttpResponse(file.read(), content_type=JSON, headers=headers)
        # The answer closes it.
        until_sent.pop_all()
        return FileResponse(file, as_attachment=True, filename=FILENAME, content_type=JSON)


class EraseQuery(QuerySerializer):
    confirm = serializers.CharField(required=False, max_length=50, help_text=f"`{CONFIRMATION}`, or nothing is done.")


class DataView(PersonView):
    allowed: ClassVar = {"get": APPLICANTS}
    rate_class = "expensive"

    @operation(
        "exportPersonalData",
        summary="Everything that is held about the caller, here and at every employer",
        tags=ME,
        responses={200: PersonalDataSerializer},
        examples=[answered(EXAMPLE)],
    )
    def get(self, request: Request) -> HttpResponse | FileResponse:  # noqa: ARG002
        response = document_of(self.person_id)
        response["Cache-Control"] = "no-store"
        return response


class MeView(PersonView):
    allowed: ClassVar = {"delete": APPLICANTS}
    query_serializer: ClassVar = {"delete": EraseQuery}
    rate_class = "expensive"

    @operation(
        "eraseMe",
        summary="Erase the caller: the account, and the person at every employer",
        description=UNCONFIRMED,
        tags=ME,
        responses={204: None},
        errors=["confirmation_required", "not_a_candidate"],
    )
    def delete(self, request: Request) -> HttpResponse:  # noqa: ARG002
        if self.query.values.get("confirm") != CONFIRMATION:
            raise refusal("confirmation_required", UNCONFIRMED)
        erase_account(user_id=self.person_id)
        return self.respond(status=204)
