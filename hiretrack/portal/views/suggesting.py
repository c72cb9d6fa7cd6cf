"""For signed-in candidates on the apply form: an answer drafted from their own profile."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from hiretrack.api.problems import exception_handler
from hiretrack.api.throttling import enforce, hit
from hiretrack.assistant import openings, orders
from hiretrack.assistant.orders import Asker, Wish
from hiretrack.assistant.services import check_available, is_available, start_draft
from hiretrack.errors import DomainError, Forbidden, NotFound
from hiretrack.portal.accounts.pages import is_candidate
from hiretrack.portal.openings import public_job
from hiretrack.portal.question_fields import field_name
from hiretrack.tenancy import person_scope
from jobs.choices import QuestionType

LETTER = "cover_letter"
LETTER_QUESTION = "A short cover letter: why this job, and what do I bring for it?"
WORDS = {QuestionType.TEXT: 50, QuestionType.LONG_TEXT: 150}
LETTER_WORDS = 250


def suggesting(request: HttpRequest, job: dict[str, Any]) -> dict[str, Any] | None:
    """Which of the form's fields have the button, for candidates who are signed in; None for everybody else."""
    if not is_available() or not is_candidate(request):
        return None
    names = {field_name(question) for question in job["questions"] if question["type"] in WORDS}
    return {"url": reverse("portal:suggest", args=[job["id"]]), "fields": names | {LETTER}}


@require_POST
@never_cache
@csrf_protect
def suggest(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Start a draft for the field named `question`: where to watch it, or a problem (RFC 9457)."""
    try:
        return JsonResponse(_started(request, job_id), status=202)
    except DomainError as error:
        return exception_handler(error, {"request": request})


def _started(request: HttpRequest, job_id: uuid.UUID) -> dict[str, str]:
    user: Any = request.user
    if not is_candidate(request):
        raise Forbidden
    enforce(hit("expensive", f"user:{user.pk}"), guarded=True)
    check_available()
    with person_scope(user.pk):
        question, words = _question(public_job(job_id), request.POST.get("question", ""))
        text = openings.text_of(job_id=job_id)
        order = orders.answer(question=question, job=text, wish=Wish(max_words=words), by=Asker(user.pk))
    return {"url": reverse("assistant:draft", args=[start_draft(order).pk])}


def _question(job: dict[str, Any], name: str) -> tuple[str, int]:
    """The question in the employer's own words, whatever the page says. Raises `NotFound`."""
    if name == LETTER:
        return LETTER_QUESTION, LETTER_WORDS
    for question in job["questions"]:
        if field_name(question) == name and question["type"] in WORDS:
            return question["label"], WORDS[QuestionType(question["type"])]
    raise NotFound
