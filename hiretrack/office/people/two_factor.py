"""The page where a user sets up the second factor, turns it off, or makes new recovery codes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from employers import services
from employers.forms import too_many_attempts
from employers.models import User
from employers.second_factor import grouped, picture
from employers.second_step import refusal_of
from hiretrack.errors import DomainError, Invalid
from hiretrack.office.pages import OfficePage
from hiretrack.office.people.account import OwnAccount


class Refused(Exception):
    """Nothing was done; the text says why, `field` which field is wrong."""

    def __init__(self, said: str, field: str = "code") -> None:
        super().__init__(said)
        self.field = field


def _refused(error: Invalid) -> Refused:
    item = next(iter(error.errors), None)
    return Refused(item.detail, item.pointer.strip("/")) if item else Refused(error.detail)


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class TwoFactorPage(OwnAccount, OfficePage):
    """GET shows what can be done now; POST does it. Recovery codes are in the answer alone, and kept nowhere."""

    template_name = "office/people/two_factor.html"
    title = _("Two-factor sign-in")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self._stored()
        context = super().get_context_data(**kwargs) | {"account": user, "is_on": user.has_two_factor}
        if user.has_two_factor:
            return context | {
                "codes_left": len(user.two_factor.recovery_digests),
                "since": user.two_factor.confirmed_at,
            }
        if user.owes_two_factor:
            # Nothing in the menu would open.
            context |= {"is_nav_sidebar_enabled": False, "owes": True}
        setup = services.pending_two_factor(user=user)
        if setup is None:
            return context
        drawn = mark_safe(picture(setup.address))  # noqa: S308 - made of squares, no text
        return context | {"secret": grouped(setup.secret), "qr": drawn}

    def post(self, request: HttpRequest) -> HttpResponse:
        steps = {"begin": self._begin, "disable": self._disable, "renew": self._renew}
        step = steps.get(request.POST.get("step", ""), self._confirm)
        try:
            made = step(request.POST.get("code", ""))
        except Refused as error:
            made = {"refused": str(error), "refused_field": error.field, "step": request.POST.get("step", "")}
        return self.render_to_response(self.get_context_data(**made))

    def _begin(self, _code: str) -> dict[str, Any]:
        # On already: the page shows it.
        with suppress(DomainError):
            services.begin_two_factor(user=self.user)
        return {}

    def _confirm(self, code: str) -> dict[str, Any]:
        self._limit()
        password = self.request.POST.get("password", "")
        try:
            codes = services.confirm_two_factor(user=self.user, password=password, code=code)
        except Invalid as error:
            raise _refused(error) from error
        except DomainError:
            # On since a moment ago: the page shows it.
            return {}
        # Every other session has ended; this one has just given a code.
        update_session_auth_hash(self.request, self._stored())
        return {"new_codes": codes, "said": gettext("Two-factor sign-in is on.")}

    def _disable(self, code: str) -> dict[str, Any]:
        self._limit()
        password = self.request.POST.get("password", "")
        try:
            checked = services.disable_two_factor(user=self.user, password=password, code=code)
        except Invalid as error:
            raise _refused(error) from error
        self._taken(checked)
        return {"said": gettext("Two-factor sign-in is off.")}

    def _renew(self, code: str) -> dict[str, Any]:
        self._limit()
        checked, codes = services.renew_recovery_codes(user=self.user, code=code)
        self._taken(checked)
        return {"new_codes": codes, "said": gettext("These are your new recovery codes. The old ones work no more.")}

    def _taken(self, checked: services.Checked) -> None:
        if not checked.ok:
            raise Refused(refusal_of(checked))

    def _limit(self) -> None:
        if refused := too_many_attempts(self.request, f"code:{self.user.pk}"):
            raise Refused(" ".join(refused.messages))

    def _stored(self) -> User:
        # What this request may have changed is not in its own user.
        return User.objects.select_related("employer", "two_factor").get(pk=self.user.pk)
