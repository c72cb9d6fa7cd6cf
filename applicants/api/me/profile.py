"""The candidate's own profile and résumé."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.me import examples, serializers
from applicants.api.me.base import ME, PersonView
from applicants.models import Profile
from applicants.profiles import queries, services
from applicants.profiles.shapes import profile_shape
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS
from hiretrack.api.etags import etag_of, variant_of
from hiretrack.api.schema import operation


def version_of(profile: Profile) -> str:
    """Name and address are the account's, and the résumé's verdict comes by itself: they are part of the answer."""
    resume = profile.resume.scan_status if profile.resume else ""
    return etag_of(profile, profile.user.updated_at, profile.resume_id, resume)


class ProfileAnswer(PersonView):
    def answer(self, profile: Profile) -> HttpResponse:
        shown = profile_shape(profile, queries.answers())
        address = (shown["resume"] or {}).get("download_url") or ""
        # The file's address is new each time: an old one must not be kept in its place.
        return self.respond(shown, etag=variant_of(version_of(profile), address.encode()))


class ProfileView(ProfileAnswer):
    allowed: ClassVar = {"get": APPLICANTS, "patch": APPLICANTS}

    @operation(
        "getProfile",
        summary="The own profile, made with the first look",
        tags=ME,
        responses={200: serializers.ProfileSerializer},
        examples=[answered(examples.PROFILE)],
        etag=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.answer(services.own_profile())

    @operation(
        "updateProfile",
        summary="Change the own profile",
        description="Name and e-mail address are the account's. Lists are replaced whole.",
        tags=ME,
        request=serializers.ProfileBodySerializer,
        responses={200: serializers.ProfileSerializer},
        errors=["validation_failed"],
        examples=[asked(examples.PROFILE_CHANGE), answered(examples.PROFILE)],
        etag=True,
    )
    def patch(self, request: Request) -> HttpResponse:  # noqa: ARG002
        if "If-Match" in self.request.headers:
            self.check_if_match(version_of(services.locked_profile()))
        return self.answer(services.update_profile(changes=self.body(serializers.ProfileBodySerializer)))


class ResumeView(ProfileAnswer):
    allowed: ClassVar = {"post": APPLICANTS}

    @operation(
        "setResume",
        summary="Make an own upload the résumé",
        description="The file before it is removed. The file can be downloaded once its scan has found it clean.",
        tags=ME,
        request=serializers.SetResumeSerializer,
        responses={200: serializers.ProfileSerializer},
        errors=["validation_failed"],
        examples=[asked({"upload_id": examples.UPLOAD_ID}), answered(examples.PROFILE)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        given = self.body(serializers.SetResumeSerializer)
        return self.answer(services.set_resume(upload_id=given["upload_id"]))
