"""The résumé's file: put straight into the store or with a plain form, scanned, read, and looked over before anything
of it is kept."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applicants.models import Education, WorkExperience
from applicants.profiles import queries
from applicants.profiles.services import locked_profile, own_profile, set_resume
from hiretrack.errors import DomainError, Invalid, NotFound, Unavailable
from hiretrack.portal.accounts import profile as page
from hiretrack.portal.accounts.pages import count_expensive, own_page, owner, show
from hiretrack.portal.accounts.profile_forms import ResumeForm
from hiretrack.portal.accounts.review import ReviewForm, keep
from hiretrack.uploads.choices import ScanStatus, UploadKind
from hiretrack.uploads.models import Upload
from hiretrack.uploads.services import download_url, store
from shortlists.resumes import parse


@require_POST
@own_page
def upload(request: HttpRequest) -> HttpResponse:
    form = ResumeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _kept(request, form)
            return redirect("portal:resume-review")
        except Invalid as error:
            form.add_error("cv", [item.detail for item in error.errors] or [error.detail])
        except Unavailable as error:
            form.add_error("cv", error.detail)
    return page.shown(request, resume=form)


def _kept(request: HttpRequest, form: ResumeForm) -> None:
    file = form.cleaned_data["cv"]
    with transaction.atomic():
        if file is None:
            set_resume(upload_id=form.cleaned_data["cv_upload"])
            return
        stored = store(
            employer_id=None,
            kind=UploadKind.RESUME,
            filename=file.name,
            content=file.read(),
            content_type=form.content_type,
            uploaded_by=owner(request).pk,
        )
        set_resume(upload_id=stored.pk)


@require_safe
@own_page
def download(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """To a short-lived address of the file. Raises `NotFound` until it is clean."""
    return HttpResponseRedirect(download_url(_own_file()))


@own_page
def review(request: HttpRequest) -> HttpResponse:
    """What was found in the file, beside what the profile says; only what is ticked and sent is kept."""
    if request.method == "POST":
        # Before anything is read: no other file and no further entries come in between.
        locked_profile()
    file = _own_file()
    if file.scan_status != ScanStatus.CLEAN or not file.text.strip():
        return show(request, "resume_waiting", "profile", {"file": file, "waits": file.scan_status == "pending"})
    count_expensive(request)
    sent = _sent(request, file)
    held = own_profile(), list(queries.entries(WorkExperience)), list(queries.entries(Education))
    form = ReviewForm(parse(file.text), *held, data=sent)
    if form.is_valid():
        try:
            keep(form)
            messages.success(request, _("What you ticked is in your profile."))
            return redirect("portal:profile")
        except DomainError as error:
            form.explain(Invalid(error.detail, errors=error.errors))
    status = 422 if form.errors else 409 if request.method == "POST" else 200
    return show(request, "resume_review", "profile", {"form": form, "file": file}, status=status)


def _sent(request: HttpRequest, file: Upload) -> QueryDict | None:
    """The review, if it is of this very file: the findings of another one stand in other places of the form."""
    if request.method != "POST":
        return None
    if request.POST.get("upload") == str(file.pk):
        return request.POST
    messages.error(request, _("Your CV has been replaced. Please check what was found in the new file."))
    return None


def _own_file() -> Upload:
    file = Upload.objects.filter(pk=own_profile().resume_id).first()
    if file is None:
        raise NotFound
    return file
