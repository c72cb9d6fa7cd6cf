"""The apply form: filled in, looked over, sent; shown again with what is wrong."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from employers.models import Employer
from hiretrack.errors import DomainError
from hiretrack.portal import carried, guard, sending, speaking
from hiretrack.portal.accounts.pages import is_candidate, owner
from hiretrack.portal.forms import ApplyForm
from hiretrack.portal.openings import employer_of, public_job
from hiretrack.portal.origin import came_from
from hiretrack.portal.pages import limited_page, private, private_form, refusal_page
from hiretrack.portal.reading import known_of
from hiretrack.portal.reviewing import parts
from hiretrack.portal.telling import absolute
from hiretrack.portal.templatetags.portal import job_url
from hiretrack.portal.views.suggesting import suggesting
from hiretrack.tenancy import employer_scope, person_scope, public_scope
from hiretrack.uploads.models import Upload

EXPIRED = _(
    "You have signed in since you opened this page, or your browser keeps no cookies for this site. All that you typed "
    "is still here: please look it over and send it again."
)


class Step(StrEnum):
    """What a button of the form asks for. Nothing is sent that its sender has not looked over."""

    REVIEW = "review"
    SEND = "send"
    CHANGE = "change"
    DROP_FILE = "drop_file"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited_page
@csrf_protect
def apply_form(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    language = speaking.speak(request)
    applying = _applying(request, job_id)
    return speaking.keep(request, applying.anew(), language) if language else applying.answer()


@never_cache
@limited_page
def expired(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """For a form whose token no longer counts, because its sender has signed in since: it comes back as it was typed,
    with a new one, and nothing is sent until its sender has seen it."""
    return _applying(request, job_id).anew(EXPIRED)


def _applying(request: HttpRequest, job_id: uuid.UUID) -> _Applying:
    with public_scope():
        job = public_job(job_id)
        employer = employer_of(job)
    given = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = ApplyForm(
        questions=job["questions"],
        employer=employer,
        owner_id=owner(request).pk if is_candidate(request) else None,
        referrer=came_from(request),
        **given,
    )
    return _Applying(request, job, employer, form)


@dataclass(frozen=True, slots=True)
class _Applying:
    """One request for the form of one job."""

    request: HttpRequest
    job: dict[str, Any]
    employer: Employer
    form: ApplyForm

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._begin()
        asked = self.request.POST.get("step", "")
        step = Step(asked) if asked in set(Step) else Step.REVIEW
        if step is Step.DROP_FILE:
            self.form.drop_file()
        return self._edit(self.form.as_typed()) if step in {Step.CHANGE, Step.DROP_FILE} else self._forward(step)

    def _begin(self) -> HttpResponse:
        if is_candidate(self.request):
            user = owner(self.request)
            with person_scope(user.pk):
                self.form.initial = {**self.form.initial, **known_of(user, self.form.fields)}
        return self._edit()

    def anew(self, note: Promise | None = None) -> HttpResponse:
        """The form as it was typed, with the file that came along, or why it did not; under a note of why nothing was
        sent."""
        try:
            guard.count(self.request)
            self.form.is_valid()
            sending.keep_file(self.form, self.employer.pk)
        except DomainError as error:
            return refusal_page(self.request, error)
        wrong = list(self.form.errors.get("cv", ()))
        form = self.form.as_typed()
        if wrong:
            form.add_error("cv", wrong)
        if note:
            form.status = 403
            form.add_error(None, str(note))
        return self._edit(form)

    def _forward(self, step: Step) -> HttpResponse:
        upload: Upload | None = None
        try:
            guard.count(self.request)
            complete = self.form.is_valid()
            sending.keep_file(self.form, self.employer.pk)
            if not complete or self.form.errors:
                return self._edit()
            if step is Step.SEND:
                return private(sending.send(self.request, self.form, self.job["id"]))
            upload = sending.check(self.form, self.job["id"])
        except DomainError as error:
            if error.code in {"job_closed", "not_found"}:
                return refusal_page(self.request, error)
            sending.explain(self.form, error)
            return self._edit() if step is Step.REVIEW or self.form.faulty_fields else self._again()
        return self._review(upload)

    def _again(self) -> HttpResponse:
        """The page to look over once more: nothing in it is wrong, it could only not be sent."""
        file = self.form.cleaned_data.get("cv_upload")
        with employer_scope(self.employer.pk):
            upload = carried.waiting(file) if file else None
        return self._review(upload)

    def _review(self, upload: Upload | None) -> HttpResponse:
        shown = parts(self.form, upload, company=self.job["company"])
        return self._page("portal/apply_review.html", self.form, {"parts": shown})

    def _edit(self, form: ApplyForm | None = None) -> HttpResponse:
        return self._page("portal/apply.html", form or self.form, {"suggesting": suggesting(self.request, self.job)})

    def _page(self, template: str, form: ApplyForm, more: dict[str, Any]) -> HttpResponse:
        context = {"job": self.job, "employer": self.employer, "form": form, "consent": form.agreed, **more}
        context["is_known"] = not form.is_bound and is_candidate(self.request)
        context["canonical"] = absolute(job_url(self.job))
        page = render(self.request, template, context, status=form.status if form.errors else 200)
        return private_form(page) if form.is_bound else page
