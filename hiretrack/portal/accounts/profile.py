"""A candidate's own profile: what it says, and the form that changes it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applicants.models import Education, WorkExperience
from applicants.profiles import queries
from applicants.profiles.services import locked_profile, own_profile, update_profile
from employers.services import rename_user
from hiretrack.errors import Invalid
from hiretrack.portal.accounts.pages import own_page, owner, show
from hiretrack.portal.accounts.profile_forms import AboutForm, JsonResumeForm, ResumeForm, about_of, changes_of


@own_page
def profile(request: HttpRequest) -> HttpResponse:
    return shown(request)


def shown(
    request: HttpRequest, *, resume: ResumeForm | None = None, document: JsonResumeForm | None = None
) -> HttpResponse:
    """The whole profile; a form that was refused comes back with it."""
    forms = [form for form in (resume, document) if form is not None]
    context = {
        "profile": own_profile(),
        "experience": queries.entries(WorkExperience),
        "education": queries.entries(Education),
        "resume_form": resume or ResumeForm(),
        "json_form": document or JsonResumeForm(),
        "is_refused": bool(forms),
    }
    return show(request, "profile", "profile", context, status=422 if forms else 200)


@own_page
def about(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, "about", "profile", {"form": AboutForm(initial=about_of(own_profile()))})
    form = AboutForm(request.POST)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Your profile is saved."))
        return redirect("portal:profile")
    return show(request, "about", "profile", {"form": form}, status=422)


def _saved(request: HttpRequest, form: AboutForm) -> bool:
    user = owner(request)
    try:
        with transaction.atomic():
            if user.name != form.cleaned_data["name"]:
                rename_user(user=user, name=form.cleaned_data["name"])
            update_profile(changes=changes_of(form.cleaned_data, locked_profile()))
    except Invalid as error:
        form.explain(error)
        return False
    return True
