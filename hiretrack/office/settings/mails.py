"""Mails to candidates: in whose words each is, and the page on which they are written and tried out."""

# ruff: noqa: ARG002 - Django's signatures
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from hiretrack.errors import DomainError, Forbidden
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.mail_templates import queries, services
from hiretrack.notifications.mail_templates.originals import Text
from hiretrack.notifications.mail_templates.placeholders import check, known_to
from hiretrack.notifications.mail_templates.samples import others, sample
from hiretrack.notifications.models import MAX_BODY, MAX_SUBJECT
from hiretrack.notifications.wording import Content
from hiretrack.office.pages import OfficeCommand, OfficePage, OfficeView
from hiretrack.office.settings.wording import TO_WHOM, WHEN


class MailView(OfficeView):
    permission = "notifications.view_mailtemplate"
    write_permission = "notifications.change_mailtemplate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Forbidden as error:
            # A platform admin has no employer whose words these could be.
            raise PermissionDenied from error


class MailsPage(MailView, OfficePage):
    title = gettext_lazy("Mail templates")
    template_name = "office/settings/mails.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mails = [{"mail": one, "when": WHEN[one.kind]} for one in queries.all_mails()]
        language = get_language()
        ours = [
            {"name": one.name, "title": sample(one.name, language=language).subject, "when": TO_WHOM[one.name]}
            for one in others()
        ]
        return super().get_context_data(**kwargs) | {"mails": mails, "others": ours}


class MailPage(MailView, OfficePage):
    """The editor; for whoever may not write, and for mails of our own, what is sent."""

    def get_template_names(self) -> list[str]:
        return ["office/settings/mail.html" if self.is_applicants else "office/settings/own_mail.html"]

    @property
    def is_applicants(self) -> bool:
        return self.kwargs["kind"] in ApplicantMail.values

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"languages": settings.LANGUAGES, "language": self.language}
        return context | (self._editor(**kwargs) if self.is_applicants else self._shown())

    @property
    def language(self) -> str:
        """In which the preview is shown: that of the reader's pages, unless another one is asked for."""
        asked = self.request.GET.get("language", "")
        return asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        typed = _typed(request)
        enabled = request.POST.get("enabled") == "on"
        try:
            saved = services.save_template(
                kind=kind, subject=typed.subject, body=typed.body, enabled=enabled, by=self.user.pk
            )
        except DomainError as error:
            context = self.get_context_data(typed=typed, enabled=enabled, errors=_errors(error))
            return self.render_to_response(context, status=422)
        messages.success(request, _said(saved is not None, enabled=enabled))
        return HttpResponseRedirect(reverse("office:settings-mail", args=[kind]))

    def _shown(self) -> dict[str, Any]:
        made = sample(self.kwargs["kind"], employer=self.user.employer, language=self.language)
        return {"title": made.subject, "when": TO_WHOM[self.kwargs["kind"]], "preview": made}

    def _editor(self, **kwargs: Any) -> dict[str, Any]:
        mail = queries.mail(self.kwargs["kind"])
        text = kwargs.get("typed") or (mail.text if self.may_write else mail.sent)
        return {
            "title": mail.kind.label, "mail": mail, "when": WHEN[mail.kind], "text": text,
            "enabled": kwargs.get("enabled", mail.own is None or mail.own.enabled),
            "placeholders": known_to(mail.kind), "limits": {"subject": MAX_SUBJECT, "body": MAX_BODY},
            "preview": self._preview(mail, text),
            "errors": kwargs.get("errors", {}),
        }  # fmt: skip

    def _preview(self, mail: queries.Worded, text: Text) -> Content:
        """Our own words come in the reader's language; an employer's are what they are."""
        if text == mail.original:
            return sample(mail.kind, employer=self.user.employer, language=self.language)
        with override(self.language):
            return services.preview(kind=mail.kind, subject=text.subject, body=text.body)


class Preview(MailView, OfficeCommand):
    """What the editor shows beside the text, as it is typed; nothing is kept."""

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        kind, typed = queries.known_kind(ids["kind"]), _typed(request)
        made = services.preview(kind=kind, subject=typed.subject, body=typed.body)
        shown = {"subject": made.subject, "text": made.text, "html": made.html}
        try:
            check(kind, subject=typed.subject, body=typed.body)
        except DomainError as error:
            return {"message": "", **shown, "errors": _errors(error)}
        return {"message": "", **shown, "errors": {}}

    def back_to(self, **ids: Any) -> str:
        return reverse("office:settings-mail", args=[ids["kind"]])


class Test(Preview):
    """A mail to whoever presses the button, and to nobody else."""

    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        typed = _typed(request)
        services.send_test(kind=ids["kind"], subject=typed.subject, body=typed.body, to=self.user)
        return {"message": _("A test is on its way to %(address)s.") % {"address": self.user.email}}


class Restore(Preview):
    def run(self, request: HttpRequest, **ids: Any) -> dict[str, Any]:
        services.restore_original(kind=ids["kind"])
        return {"message": _("The original mail is back.")}


def _typed(request: HttpRequest) -> Text:
    return Text(request.POST.get("subject", ""), request.POST.get("body", "").replace("\r\n", "\n"))


def _errors(error: DomainError) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in error.errors:
        found.setdefault(one.pointer.lstrip("/"), []).append(one.detail)
    return found or {"all": [error.detail]}


def _said(is_own: bool, *, enabled: bool) -> str:  # noqa: FBT001 - read in one place
    if not is_own:
        return _("This is the original text, so nothing had to be kept.")
    return _("Saved: candidates get your text from now on.") if enabled else _("Saved, but the original is sent.")
