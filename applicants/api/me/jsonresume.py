"""The candidate's profile as JSON Resume."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.me.base import ME, PersonView
from applicants.api.me.jsonresume_serializers import JsonResumeSerializer
from applicants.profiles.jsonresume import SCHEMA, replace_profile, resume_document
from applicants.profiles.services import locked_profile, own_profile
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS
from hiretrack.api.etags import etag_of_bytes
from hiretrack.api.jsonbytes import json_bytes
from hiretrack.api.schema import operation

EXAMPLE: dict[str, Any] = {
    "$schema": SCHEMA,
    "basics": {
        "name": "Ada Lovelace",
        "label": "Programmer",
        "email": "ada@example.com",
        "phone": "+442079460000",
        "location": {"city": "London", "countryCode": "GB"},
        "profiles": [{"network": "Code", "username": "ada", "url": "https://code.example/ada"}],
    },
    "work": [{"name": "Analytical Engines Ltd", "position": "Programmer", "startDate": "2014-02"}],
    "education": [{"institution": "University of London", "area": "Mathematics", "endDate": "2013"}],
    "skills": [{"name": "Python", "level": "Master"}],
    "languages": [{"language": "English", "fluency": "Native"}],
    "interests": [{"name": "Music", "keywords": ["Harp"]}],
}


class JsonResumeView(PersonView):
    allowed: ClassVar = {"get": APPLICANTS, "put": APPLICANTS}

    @operation(
        "getJsonResume",
        summary="The own profile as JSON Resume 1.0.0",
        tags=ME,
        responses={200: JsonResumeSerializer},
        examples=[answered(EXAMPLE)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.respond(resume_document(own_profile()), etag=True)

    @operation(
        "putJsonResume",
        summary="Replace profile, education and work experience by a JSON Resume",
        description=(
            "All of it or nothing. Name and e-mail address stay the account's, whatever the document says. Sections of"
            " the schema that the profile has no place for are kept and come back; members that the schema does not"
            " have are refused."
        ),
        tags=ME,
        request=JsonResumeSerializer,
        responses={200: JsonResumeSerializer},
        errors=["validation_failed"],
        examples=[asked(EXAMPLE), answered(EXAMPLE)],
        etag=True,
    )
    def put(self, request: Request) -> HttpResponse:  # noqa: ARG002
        if "If-Match" in self.request.headers:
            self.check_if_match(etag_of_bytes(json_bytes(resume_document(locked_profile()))))
        return self.respond(resume_document(replace_profile(self.body(JsonResumeSerializer))), etag=True)
