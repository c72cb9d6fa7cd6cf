"""For our own pages where no websocket can be had: a draft so far, asked for again and again."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from employers.models import User
from hiretrack.assistant import texts
from hiretrack.background.queries import run_of
from hiretrack.context import Actor, ActorKind
from hiretrack.tenancy import Scope, all_tenants, employer_scope, person_scope


@require_GET
@never_cache
def so_far(request: HttpRequest, run_id: uuid.UUID) -> JsonResponse:
    """State, text and facts of an own draft. Anybody else's does not exist."""
    user: Any = request.user
    if not user.is_authenticated or user.owes_two_factor:
        raise Http404
    with _scope(user):
        run = run_of(Actor(ActorKind.USER, "", user.pk), run_id)
        if run is None:
            raise Http404
        # Read after the state: the text of a run that has ended is whole.
        shown = {"state": run.state, "result": run.result, "error": run.error}
        return JsonResponse({**shown, "text": texts.so_far(run.pk), "facts": texts.facts_of(run.pk)})


def _scope(user: User) -> AbstractContextManager[Scope]:
    if user.is_superuser:
        return all_tenants(reason="a platform admin's own draft")
    return employer_scope(user.employer_id) if user.employer_id else person_scope(user.pk)
