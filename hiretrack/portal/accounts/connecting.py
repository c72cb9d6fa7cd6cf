"""Which accounts elsewhere open this one. A session that somebody else has taken over is not enough to change that."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from employers import services
from employers.errors import LastSignIn
from employers.federation import Provider
from employers.federation import provider as provider_called
from employers.federation.providers import name_of
from employers.models import Identity, User
from hiretrack.errors import NotFound
from hiretrack.portal.accounts import ways
from hiretrack.portal.accounts.elsewhere import leave_for, of_provider
from hiretrack.portal.accounts.pages import door, is_candidate, own_page, owner, safe_next, show
from hiretrack.portal.accounts.security_forms import OwnerForm
from hiretrack.portal.pages import private
from hiretrack.portal.views.account import account_page


@sensitive_post_parameters("password")
@own_page
def add(request: HttpRequest, provider: str) -> HttpResponse:
    chosen, form = provider_called(provider), OwnerForm(request)
    if chosen is None:
        raise Http404
    if request.method == "POST" and form.shows_owner():
        ways.permit(request, chosen)
        return redirect("portal:connect-go", provider=chosen.slug)
    return show(request, "connect", "settings", {"form": form, "provider": chosen}, status=form.status)


@require_safe
@account_page
@of_provider
def go(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Apart from the form, so that no transaction waits for the other site."""
    if not is_candidate(request):
        return private(redirect(door(request)))
    if not ways.use_permit(request, provider):
        return private(redirect("portal:connect", provider=provider.slug))
    return leave_for(request, provider, then=safe_next(request, ""), connects=owner(request))


@sensitive_post_parameters("password")
@own_page
def remove(request: HttpRequest, identity_id: uuid.UUID) -> HttpResponse:
    user, form = owner(request), OwnerForm(request)
    identity = Identity.objects.filter(pk=identity_id, user=user).first()
    if identity is None:
        raise NotFound
    is_last = services.is_last_way_in(user, identity)
    if request.method == "POST" and not is_last and form.shows_owner():
        return _removed(request, user, identity)
    context = {"form": form, "identity": identity, "name": name_of(identity.provider), "is_last": is_last}
    status = 409 if request.method == "POST" and is_last else form.status
    return show(request, "disconnect", "settings", context, status=status)


def _removed(request: HttpRequest, user: User, identity: Identity) -> HttpResponse:
    try:
        services.disconnect_identity(user=user, identity_id=identity.pk)
    except LastSignIn:
        # Since a moment ago: the page says so.
        return redirect("portal:disconnect", identity_id=identity.pk)
    gone = _("%(name)s is disconnected: it does not sign you in any more.")
    messages.success(request, gone % {"name": name_of(identity.provider)})
    return redirect("portal:settings")
