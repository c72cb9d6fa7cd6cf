"""What the form says becomes calls of the services."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from applicants import services
from applicants.models import Applicant
from hiretrack.office.candidates.forms import TERMS, type_of
from hiretrack.uploads.choices import UploadKind
from hiretrack.uploads.services import store

VALUES = (*services.CHECKED, *TERMS, "external_id")


def added(request: HttpRequest, form: Any) -> Applicant:
    values = {name: form.cleaned_data[name] for name in VALUES}
    user: Any = request.user
    return services.create_applicant(values=values, cv_id=_stored(request, form, user.employer_id))


def changed(request: HttpRequest, form: Any, applicant_id: Any) -> Applicant:
    # The page's object carries the form's values already: the service compares with what is stored.
    stored = Applicant.objects.select_for_update(of=("self",)).get(pk=applicant_id)
    changes = {name: form.cleaned_data[name] for name in form.changed_data if name in VALUES}
    if cv_id := _stored(request, form, stored.employer_id):
        changes["cv_id"] = cv_id
    return services.edit_applicant(applicant=stored, changes=changes)


def _stored(request: HttpRequest, form: Any, employer_id: Any) -> Any:
    file = form.cleaned_data.get("cv_file")
    if file is None:
        return None
    upload = store(
        employer_id=employer_id,
        kind=UploadKind.CV,
        filename=file.name,
        content=file.read(),
        content_type=type_of(file),
        uploaded_by=request.user.pk,
    )
    return upload.pk
