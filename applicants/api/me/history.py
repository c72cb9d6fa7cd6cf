"""The candidate's own education and work experience."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from applicants.api.me import examples, serializers
from applicants.api.me.base import ME, PersonView
from applicants.models import Education, WorkExperience
from applicants.profiles import history, queries
from applicants.profiles.shapes import education_shape, experience_shape
from employers.api.examples import answered, asked
from employers.permissions import APPLICANTS
from hiretrack.api.etags import etag_of
from hiretrack.api.schema import operation

LATEST_FIRST = (("start_date", "desc"), ("id", "desc"))
CONFLICTS = ["not_found", "validation_failed"]


class HistoryView(PersonView):
    model: ClassVar[type[history.Entry]]
    shape: ClassVar[Any]
    address: ClassVar[str]

    def listed(self) -> HttpResponse:
        return self.page(queries.entries(self.model), ordering=LATEST_FIRST, shape=type(self).shape)

    def added(self, given: dict[str, Any]) -> HttpResponse:
        row = history.add_entry(model=self.model, values=given)
        return self.answer(row, status=201, headers={"Location": f"{self.address}/{row.pk}"})

    def answer(self, row: history.Entry, **more: Any) -> HttpResponse:
        return self.respond(type(self).shape(row), etag=etag_of(row), **more)

    def changed(self, pk: uuid.UUID, given: Any) -> HttpResponse:
        row = self.checked(pk)
        return self.answer(history.update_entry(entry=row, changes=given))

    def checked(self, pk: uuid.UUID) -> history.Entry:
        row: history.Entry = self.own(self.model.objects.all(), pk, changing=True)
        self.check_if_match(etag_of(row))
        return row

    def removed(self, pk: uuid.UUID) -> HttpResponse:
        history.delete_entry(entry=self.checked(pk))
        return self.respond(status=204)


class EducationPart(HistoryView):
    model, address = Education, "/v1/me/profile/education"
    shape = staticmethod(education_shape)


class ExperiencePart(HistoryView):
    model, address = WorkExperience, "/v1/me/profile/experience"
    shape = staticmethod(experience_shape)


class EducationListView(EducationPart):
    allowed: ClassVar = {"get": APPLICANTS, "post": APPLICANTS}
    idempotent = frozenset({"post"})

    @operation(
        "listEducation",
        summary="The own education, latest beginning first",
        tags=ME,
        responses={200: serializers.EducationSerializer},
        examples=[answered(examples.EDUCATION)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.listed()

    @operation(
        "createEducation",
        summary="Add education",
        tags=ME,
        request=serializers.EducationBodySerializer,
        responses={201: serializers.EducationSerializer},
        errors=["validation_failed", "limit_reached"],
        examples=[asked(examples.EDUCATION_BODY), answered(examples.EDUCATION, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.added(self.body(serializers.EducationBodySerializer))


class EducationView(EducationPart):
    allowed: ClassVar = {"get": APPLICANTS, "patch": APPLICANTS, "delete": APPLICANTS}

    @operation(
        "getEducation",
        summary="One of the own entries",
        tags=ME,
        responses={200: serializers.EducationSerializer},
        errors=["not_found"],
        examples=[answered(examples.EDUCATION)],
        etag=True,
    )
    def get(self, request: Request, education_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(self.own(queries.entries(Education), education_id))

    @operation(
        "updateEducation",
        summary="Change education",
        tags=ME,
        request=serializers.EducationBodySerializer,
        responses={200: serializers.EducationSerializer},
        errors=CONFLICTS,
        examples=[asked({"end_date": "2013"}), answered(examples.EDUCATION)],
        etag=True,
    )
    def patch(self, request: Request, education_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.changed(education_id, self.body(serializers.EducationBodySerializer))

    @operation(
        "deleteEducation", summary="Remove education", tags=ME, responses={204: None}, errors=["not_found"], etag=True
    )
    def delete(self, request: Request, education_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.removed(education_id)


class ExperienceListView(ExperiencePart):
    allowed: ClassVar = {"get": APPLICANTS, "post": APPLICANTS}
    idempotent = frozenset({"post"})

    @operation(
        "listExperience",
        summary="The own work experience, latest beginning first",
        tags=ME,
        responses={200: serializers.ExperienceSerializer},
        examples=[answered(examples.EXPERIENCE)],
        paginated=True,
    )
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.listed()

    @operation(
        "createExperience",
        summary="Add work experience",
        tags=ME,
        request=serializers.ExperienceBodySerializer,
        responses={201: serializers.ExperienceSerializer},
        errors=["validation_failed", "limit_reached"],
        examples=[asked(examples.EXPERIENCE_BODY), answered(examples.EXPERIENCE, 201)],
        etag=True,
    )
    def post(self, request: Request) -> HttpResponse:  # noqa: ARG002
        return self.added(self.body(serializers.ExperienceBodySerializer))


class ExperienceView(ExperiencePart):
    allowed: ClassVar = {"get": APPLICANTS, "patch": APPLICANTS, "delete": APPLICANTS}

    @operation(
        "getExperience",
        summary="One of the own entries",
        tags=ME,
        responses={200: serializers.ExperienceSerializer},
        errors=["not_found"],
        examples=[answered(examples.EXPERIENCE)],
        etag=True,
    )
    def get(self, request: Request, experience_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.answer(self.own(queries.entries(WorkExperience), experience_id))

    @operation(
        "updateExperience",
        summary="Change work experience",
        tags=ME,
        request=serializers.ExperienceBodySerializer,
        responses={200: serializers.ExperienceSerializer},
        errors=CONFLICTS,
        examples=[asked({"highlights": ["Wrote the first program"]}), answered(examples.EXPERIENCE)],
        etag=True,
    )
    def patch(self, request: Request, experience_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.changed(experience_id, self.body(serializers.ExperienceBodySerializer))

    @operation(
        "deleteExperience",
        summary="Remove work experience",
        tags=ME,
        responses={204: None},
        errors=["not_found"],
        etag=True,
    )
    def delete(self, request: Request, experience_id: uuid.UUID) -> HttpResponse:  # noqa: ARG002
        return self.removed(experience_id)
