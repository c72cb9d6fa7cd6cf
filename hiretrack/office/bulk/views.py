"""From the selection to its confirmation: three POSTs that carry the selection and what was typed along."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from hiretrack.errors import DomainError, Invalid
from hiretrack.office.bulk.kinds import KINDS, Kind
from hiretrack.office.bulk.selection import Selection
from hiretrack.office.pages import OfficeView

LIST = "admin:applications_application_changelist"


def choosing(request: HttpRequest, kind: Kind, selection: Selection, form: Any = None) -> HttpResponse:
    """The page that asks for the details; `form` shows again what was typed, with what is wrong with it."""
    return _page(request, "office/bulk/choose.html", kind, selection, form or kind.form())


def _page(
    request: HttpRequest, template: str, kind: Kind, selection: Selection, form: Any, **more: Any
) -> HttpResponse:
    told = {"title": kind.title, "kind": kind, "selection": selection, "count": len(selection.ids), "form": form}
    return TemplateResponse(request, template, admin.site.each_context(request) | told | more)


class BulkPage(OfficeView):
    """POST `ids` and the form's fields; with `confirm` (the plan's token) it is done, otherwise the plan is shown."""

    write_permission = "applications.change_application"
    http_method_names = ["post"]  # noqa: RUF012 - as in Django

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        kind = KINDS.get(slug)
        if kind is None:
            raise Http404
        try:
            selection = Selection.sent(request.POST.get("ids", ""))
            return self._answer(request, kind, selection)
        except Invalid as error:
            messages.error(request, error.detail)
            return HttpResponseRedirect(resolve_url(LIST))

    def _answer(self, request: HttpRequest, kind: Kind, selection: Selection) -> HttpResponse:
        if "back" in request.POST:
            return choosing(request, kind, selection, kind.form(initial=request.POST.dict()))
        form = kind.form(request.POST)
        if not form.is_valid() or not _accepted(kind, form):
            return choosing(request, kind, selection, form)
        try:
            return self._done(kind, selection, form.cleaned_data, request.POST["confirm"])
        except KeyError:
            return self._planned(request, kind, selection, form)
        except DomainError as error:
            # Somebody was faster: what would happen now is another thing, and shown anew.
            messages.warning(request, error.detail)
            return self._planned(request, kind, selection, form)

    def _planned(self, request: HttpRequest, kind: Kind, selection: Selection, form: Any) -> HttpResponse:
        plan = kind.plan(selection, form.cleaned_data)
        samples = kind.samples(selection, form.cleaned_data)
        return _page(request, "office/bulk/plan.html", kind, selection, form, plan=plan, samples=samples)

    def _done(self, kind: Kind, selection: Selection, given: dict[str, Any], token: str) -> HttpResponse:
        address, said = kind.do(selection, given, token, self.user)
        if said:
            messages.success(self.request, said)
        return HttpResponseRedirect(address)


def _accepted(kind: Kind, form: Any) -> bool:
    try:
        kind.check(form.cleaned_data)
    except Invalid as error:
        for one in error.errors:
            name = one.pointer.strip("/")
            form.add_error(name if name in form.fields else None, one.detail)
        return False
    return True
