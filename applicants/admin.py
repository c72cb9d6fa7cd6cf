"""Applicants in the back office."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.paginator import InfinitePaginator

from applicants import queries, services
from applicants.choices import ErasureReason
from applicants.models import Applicant, ApplicantMerge
from applicants.person import Person, checked
from applicants.privacy import admin_log, erase_applicant
from employers.admin_scope import OwnEmployerAdmin
from hiretrack.errors import Invalid
from hiretrack.tenancy import employer_scope


class ApplicantForm(forms.ModelForm):
    """The rules of `applicants.person`, shown at the fields."""

    class Meta:
        model = Applicant
        fields = ("name", "email", "phone", "location", "headline", "links", "skills", "languages", "tags")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = {name: data.get(name) or "" for name in services.CHECKED} | {"links": tuple(data.get("links") or ())}
        try:
            person = checked(Person(**given))
        except Invalid as invalid:
            for error in invalid.errors:
                name = error.pointer.strip("/").partition("/")[0]
                self.add_error(name if name in self.fields else None, error.detail)
            return data
        taken = queries.with_email(person.email)
        if taken is not None and taken.pk != self.instance.pk:
            raise ValidationError({"email": _("Another applicant has this address.")})
        return data | {name: getattr(person, name) for name in services.CHECKED}


def _leaves_traces(applicant: Applicant) -> bool:
    return queries.has_applied(applicant) or applicant.merged.exists()


@admin.register(Applicant)
class ApplicantAdmin(OwnEmployerAdmin):
    form = ApplicantForm
    list_display = ("name", "email", "location", "headline", "created_at")
    search_fields = ("name", "email")
    search_help_text = _("Names, skills and words of the CV; “phrases”, OR and -not work")
    fields = (
        ("name", "email"), ("phone", "location"), "headline", "links", "skills", "languages", "tags", "cv", "consent",
        "created_at",
    )  # fmt: skip
    readonly_fields = ("cv", "consent", "created_at")
    ordering: ClassVar = ["-created_at", "-id"]
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Applicant]:
        rows: QuerySet[Applicant] = super().get_queryset(request)
        return rows.filter(merged_into=None, erased_at=None)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Applicant], search_term: str
    ) -> tuple[QuerySet[Applicant], bool]:
        if not search_term.strip():
            return queryset, False
        return queries.found(search_term, queryset), False

    def save_model(self, request: HttpRequest, obj: Applicant, form: Any, change: bool) -> None:  # noqa: FBT001
        data = form.cleaned_data
        if change:
            # The page's object carries the form's values already: the service compares with what is stored.
            stored = Applicant.objects.get(pk=obj.pk)
            saved = services.update_applicant(applicant=stored, changes={n: data[n] for n in form.changed_data})
        else:
            person = Person(**{name: data[name] for name in services.CHECKED})
            more = {name: data[name] for name in ("skills", "languages", "tags")}
            saved = services.upsert_applicant(person=person, **more)
        obj.__dict__.update(vars(saved))

    def delete_model(self, request: HttpRequest, obj: Applicant) -> None:
        """Whoever applied, or was merged, is erased: counts and stages stay. Anybody else goes with their row."""
        with employer_scope(obj.employer_id):
            if _leaves_traces(obj):
                erase_applicant(applicant_id=obj.pk, reason=ErasureReason.OTHER)
            else:
                # Django has just written down the name of what is deleted.
                admin_log.erase(ids=[obj.pk], words=[])
                services.delete_applicant(applicant=obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        if any(_leaves_traces(obj) for obj in objs):
            said = _(
                "Erased for good: name, addresses, files, letters, answers, notes and mails. Stages and counts stay."
            )
            return [said], {_("Erased applicants"): len(objs)}, set(), []
        return to_delete, counts, missing, protected

    def has_add_permission(self, request: HttpRequest) -> bool:
        # A platform admin belongs to no employer to which the applicant could.
        return super().has_add_permission(request) and bool(getattr(request.user, "employer_id", None))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_gone = isinstance(obj, Applicant) and obj.erased_at is not None
        return super().has_delete_permission(request, obj) and not is_gone

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Whoever has applied cannot simply go, and a selection would not say who that was.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


@admin.register(ApplicantMerge)
class ApplicantMergeAdmin(OwnEmployerAdmin):
    """To look at; merging and parting is the API's, which does all of it in one step."""

    list_display = ("survivor", "merged", "merged_by", "merged_at", "undone_at")
    list_select_related = ("survivor", "merged", "merged_by")
    fields = readonly_fields = ("survivor", "merged", "merged_by", "merged_at", "undone_at", "fields")
    ordering: ClassVar = ["-merged_at", "-id"]
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
