"""Candidates in the back office: the list, the form, and where the page of one begins."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applicants import queries, services
from applicants.choices import ErasureReason
from applicants.models import Applicant, ApplicantMerge
from applicants.privacy import admin_log, erase_applicant
from applicants.searches import Criteria
from employers.admin_pages import KeysFirst
from employers.admin_scope import OwnEmployerAdmin
from hiretrack.errors import DomainError
from hiretrack.office.candidates import asking, page, saving
from hiretrack.office.candidates.forms import CandidateForm
from hiretrack.office.candidates.listing import CandidateChangeList
from hiretrack.office.transfer.exporting.actions import export_selected
from hiretrack.tenancy import employer_scope


def _leaves_traces(applicant: Applicant) -> bool:
    return queries.has_applied(applicant) or applicant.merged.exists()


class CandidateList(OwnEmployerAdmin):
    change_list_template = "office/candidates/list.html"
    actions = (export_selected,)
    search_fields = ("name", "email")
    ordering: ClassVar = ["-created_at", "-id"]
    paginator = KeysFirst
    show_full_result_count = False
    list_per_page = 25

    def get_queryset(self, request: HttpRequest) -> QuerySet[Applicant]:
        rows: QuerySet[Applicant] = super().get_queryset(request)
        return rows.filter(merged_into=None, erased_at=None)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CandidateChangeList]:
        return CandidateChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Applicant], search_term: str
    ) -> tuple[QuerySet[Applicant], bool]:
        if not search_term.strip():
            return queryset, False
        return queries.found(search_term, queryset), False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer: Any = super().changelist_view(request, extra_context)
        context = getattr(answer, "context_data", None)
        if context and isinstance(context.get("cl"), CandidateChangeList):
            context |= self._asked(request, context["cl"].criteria)
        return answer

    def _asked(self, request: HttpRequest, criteria: Criteria) -> dict[str, Any]:
        user: Any = request.user
        offered = asking.choices(criteria)
        return {
            "title": _("Candidates"),
            "import_address": reverse("office:import_candidates"),
            "criteria": criteria,
            "chips": asking.chips(criteria, offered["jobs"]),
            "kept": asking.kept_by(user.pk, criteria) if user.employer_id else [],
            "may_write": user.has_perm("applicants.change_applicant"),
            "may_save": bool(user.employer_id) and user.has_perm("applicants.add_savedsearch"),
            **offered,
        }

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Whoever has applied cannot simply go, and a selection would not say who that was.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


@admin.register(Applicant)
class CandidateAdmin(CandidateList):
    form = CandidateForm
    warn_unsaved_form = True
    compressed_fields = False
    fieldsets: ClassVar = [
        (_("Person"), {"fields": (("name", "email"), ("phone", "location"), "headline", "links")}),
        (_("What they can do"), {"fields": ("skills", "languages", "tags")}),
        (_("Files and origin"), {"fields": ("cv_file", "external_id")}),
    ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The candidate's page; with `?edit` their form. Nobody changes who somebody is without knowing it."""
        row = self.get_object(request, object_id)
        if not isinstance(row, Applicant) or not self.has_view_permission(request, row):
            return super().change_view(request, object_id, form_url, extra_context)
        if row.identity_hidden and request.method == "POST":
            messages.error(request, _("A fair review hides who this is; the record can be changed once it is known."))
            return HttpResponseRedirect(page.address(row))
        wants_form = request.method == "POST" or ("edit" in request.GET and self.has_change_permission(request, row))
        if wants_form and not row.identity_hidden:
            return super().change_view(request, object_id, form_url, extra_context)
        return page.answer(request, row, admin_page=self)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            # Somebody else took the address between this form's check and its writing, or the store is away.
            for detail in [one.detail for one in error.errors] or [error.detail]:
                messages.error(request, detail)
            return HttpResponseRedirect(request.get_full_path())

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        buttons = {"show_save_and_continue": False, "show_save_and_add_another": False, "show_delete_link": False}
        return super().render_change_form(request, context | buttons, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Applicant, form: Any, change: bool) -> None:  # noqa: FBT001
        saved = saving.changed(request, form, obj.pk) if change else saving.added(request, form)
        obj.__dict__.update(vars(saved))

    def response_post_save_add(self, request: HttpRequest, obj: Applicant) -> HttpResponseRedirect:
        return HttpResponseRedirect(page.address(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Applicant) -> HttpResponseRedirect:
        return HttpResponseRedirect(page.address(obj))

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
        to_delete, counts, _missing, protected = super().get_deleted_objects(objs, request)
        if any(_leaves_traces(obj) for obj in objs):
            said = _(
                "Erased for good: name, addresses, files, letters, answers, notes and mails. Stages and counts stay."
            )
            return [said], {_("Erased candidates"): len(objs)}, set(), []
        # What was suggested or told apart goes along, and is nobody's to keep.
        return to_delete, counts, set(), protected

    def has_add_permission(self, request: HttpRequest) -> bool:
        # A platform admin belongs to no employer to which the candidate could.
        return super().has_add_permission(request) and bool(getattr(request.user, "employer_id", None))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_gone = isinstance(obj, Applicant) and obj.erased_at is not None
        return super().has_delete_permission(request, obj) and not is_gone


@admin.register(ApplicantMerge)
class ApplicantMergeAdmin(OwnEmployerAdmin):
    """To look at; records are merged and parted on the pages of candidates."""

    list_display = ("survivor", "merged_by", "merged_at", "undone_at")
    list_select_related = ("survivor", "merged_by")
    fields = readonly_fields = ("survivor_link", "merged_by", "merged_at", "undone_at", "changed")
    ordering: ClassVar = ["-merged_at", "-id"]
    paginator = KeysFirst
    show_full_result_count = False
    list_per_page = 50
    empty_hint = _("Two records of one person become one on the candidate's page, or under Duplicates.")

    @admin.display(description=_("survivor"))
    def survivor_link(self, row: ApplicantMerge) -> str:
        link = reverse("admin:applicants_applicant_change", args=[row.survivor_id])
        return format_html('<a class="o-link" href="{}">{}</a>', link, row.survivor)

    @admin.display(description=_("changed fields"))
    def changed(self, row: ApplicantMerge) -> str:
        return ", ".join(sorted(row.fields)) or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
