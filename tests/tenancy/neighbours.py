"""An employer with a row in every table of the back office, each bearing a word that nobody else uses."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from applicants.models import ApplicantMerge
from applications.models import ApplicationStage, BulkMove
from employers.models import ApiKey, BrowserSession, Employer, Identity, RefreshToken, User
from hiretrack.assistant.models import AssistantRun
from hiretrack.audit.services import record
from hiretrack.background.models import DeadLetter, TaskRun
from hiretrack.context import Actor, ActorKind, acting_as
from hiretrack.notifications.models import Mailing, MailTemplate, Suppression
from hiretrack.tenancy import all_tenants, employer_scope
from hiretrack.tenancy.rows import TenantModel
from tests.factories import shortlists, sourcing, webhooks
from tests.factories.applicants import ApplicantFactory, saved_search
from tests.factories.applications import ApplicationFactory, published_job
from tests.factories.notes import noted
from tests.factories.notifications import notification
from tests.factories.uploads import UploadFactory
from tests.fixtures import user_with

Rows = dict[type[Model], Model]


def furnish(employer: Employer, word: str) -> Rows:
    """One row per model, by model. Every text that a page could show holds `word`."""
    Employer.objects.filter(pk=employer.pk).update(name=f"{word} Ltd", about_md=word, website=f"https://{word}.test")
    user = user_with("recruiter", employer)
    User.objects.filter(pk=user.pk).update(name=f"{word} User", email=f"{word}.user@example.com")
    with employer_scope(employer.pk):
        job = published_job(title=f"{word} job", department=f"{word} department", company=word, created_by=user)
        person = ApplicantFactory(name=f"{word} person", email=f"{word}@example.com", tags=[word])
        cv = UploadFactory(filename=f"{word}.pdf", text=word, uploaded_by=user)
        application = ApplicationFactory(job=job, applicant=person, cv=cv, notes=word, cover_letter=word)
        stage = ApplicationStage(application=application, status="new", note=word, changed_by=user)
        stage.save()
        note = noted(application, word, by=user)
        # With itself: a second applicant would be one row too many.
        merge = ApplicantMerge.objects.create(survivor=person, merged=person, fields={"name": {"before": word}})
        search = saved_search(user, word, is_shared=True, q=word)
        lists = shortlists.neighbours(job, person, word)
        hooks = webhooks.neighbours(application, word)
        boards = sourcing.neighbours(word)
        # As rows: the journal's pages know every entry there is.
        key = ApiKey.objects.create(name=word, prefix=word, digest=word, scopes=["jobs:read"], created_by=user)
        mail = MailTemplate.objects.create(kind="status_rejected", subject=word, body=word, updated_by=user)
        bulk = BulkMove.objects.create(
            status="screening", note=word, mail_delay_minutes=10, actor_kind="user", actor_name=word, created_by=user
        )
        mailing = Mailing.objects.create(
            subject=word, body=word, application_ids=[application.pk], sends_at=timezone.now(), actor_name=word
        )
        with acting_as(Actor(ActorKind.USER, f"{word} User", user.pk)):
            entry = record("application.created", entity=application, shown=word)
        draft = AssistantRun.objects.create(
            user=user, kind="description", provider=word, model=word, prompt=word, outcome="completed"
        )
        task = TaskRun.objects.create(kind=f"{word}.task", owner=user, message=word)
    employer.refresh_from_db()
    user.refresh_from_db()
    told = notification(user)
    here = (task, told, draft, key, mail, employer, user, job, person, cv, application, stage, note, entry, merge)
    here += _signed_in(user, word)
    made = (*here, bulk, mailing, search, *lists, *hooks, *boards, *_of_the_platform(word))
    return {type(row): row for row in made}


def _signed_in(user: User, word: str) -> tuple[BrowserSession, RefreshToken]:
    ends = timezone.now() + dt.timedelta(hours=1)
    return (
        BrowserSession.objects.create(
            session_key=uuid.uuid4().hex,
            user=user,
            sign_in=uuid.uuid4(),
            browser=word[:16],
            expire_date=ends,
            began_at=timezone.now(),
        ),
        RefreshToken.objects.create(user=user, family=uuid.uuid4(), digest=word, expires_at=ends),
    )


def _of_the_platform(word: str) -> tuple[Model, ...]:
    return _group(word), _letter(word), _blocked(word), _connected(word)


def _connected(word: str) -> Identity:
    candidate = user_with("applicant", None)
    return Identity.objects.create(
        user=candidate, provider=word, issuer=f"https://{word}.test", subject=word, email=f"{word}@example.com"
    )


def _group(word: str) -> Group:
    return Group.objects.create(name=f"{word} group")


def _blocked(word: str) -> Suppression:
    return Suppression.objects.create(digest=word, reason="bounce", source="smtp", detail=word)


def _letter(word: str) -> DeadLetter:
    return DeadLetter.objects.create(task=f"{word}.task", error=word, error_message=word, attempts=3)


def state() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that hold anything of an employer."""
    kept = [m for m in apps.get_models() if m._meta.managed and (issubclass(m, TenantModel) or m in _PLATFORM)]
    with all_tenants(reason="test"):
        return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in kept}


def of(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """The part of `state` that is about `rows` and their employer."""
    ids = {row.pk for row in rows.values()}
    return {
        label: [row for row in found if row["id"] in ids or row.get("employer_id") in ids]
        for label, found in state().items()
    }


def rows_but(ids: list[Any]) -> list[Model]:
    """Every row that is not one of these."""
    with all_tenants(reason="test"):
        return [row for model in lists() for row in model._base_manager.exclude(pk__in=ids)]


def relations(row: Model, ids: list[Any]) -> list[str]:
    """The row's foreign keys that lead to one of `ids`."""
    return [field.name for field in row._meta.fields if field.is_relation and getattr(row, field.attname) in ids]


_PLATFORM = (Employer, User, Group, DeadLetter, Suppression)


def signed_in(role: str, employer: Employer | None) -> Client:
    """A client in `role`; `anonymous` is signed out. What breaks is an answer, as for a visitor."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(user_with(role, employer))
    return client


def addresses() -> Iterator[tuple[str, str]]:
    """(path below /admin/, name) of every page of the back office: Django's and our own."""
    for path, name in _walked(get_resolver().url_patterns, ""):
        if path.startswith(settings.ADMIN_PATH):
            yield path.removeprefix(settings.ADMIN_PATH), name


def _walked(patterns: Any, prefix: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one.name or ""


def pages_of(rows: Rows) -> list[str]:
    """Every address that names a row, with the ids of `rows`."""
    by_name = {f"{model._meta.app_label}/{model._meta.model_name}/": row for model, row in rows.items()}
    by_parameter = {f"{model._meta.model_name}_id": str(row.pk) for model, row in rows.items()}
    by_parameter["signin_id"] = str(getattr(rows[BrowserSession], "sign_in"))  # noqa: B009 - rows are of many models
    by_parameter["family_id"] = str(getattr(rows[RefreshToken], "family"))  # noqa: B009
    found = []
    for path, _name in addresses():
        row = next((row for start, row in by_name.items() if path.startswith(start)), None)
        if "<" in path and "(?P" not in path and not path.startswith("r/"):
            fill = partial(_filled, row=row, by_parameter=by_parameter)
            found.append(f"/admin/{PARAMETER.sub(fill, path)}")
    return found


PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def _filled(parameter: re.Match[str], *, row: Model | None, by_parameter: dict[str, str]) -> str:
    """The id of the row that a parameter of an address names: `job_id` is a job's; anything else is the first's."""
    converter, name = parameter.groups()
    if converter == "str":
        return "x"
    named = by_parameter.get(name.replace("_id", "").replace("_", "") + "_id", str(row.pk) if row else None)
    assert named is not None, f"no row for <{name}>: add one to `furnish`"
    return named


def lists() -> dict[type[Model], str]:
    """Every model's list."""
    return {model: f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry}


def actions_of(model: type[Model]) -> list[str]:
    """The names of a list's actions, as the most powerful see them."""
    request = RequestFactory().get("/admin/")
    request.user = user_with("platform", None)
    return sorted({*admin.site._registry[model].get_actions(request), "delete_selected"})


def fields_of(client: Client, address: str) -> dict[str, Any]:
    """What the form at `address` would send unchanged."""
    context: Any = client.get(address).context
    form = context["adminform"].form if context and "adminform" in context else None
    shown = {bound.html_name: bound.value() for bound in form} if form is not None else {}
    return {name: value for name, value in shown.items() if value is not None}


def foreign_keys(model: type[Model], rows: Rows) -> dict[str, str]:
    """Each foreign key's field, naming the row of `rows` that fits."""
    found: Callable[[Any], Model | None] = lambda field: rows.get(field.related_model)  # noqa: E731
    named = [(field.name, found(field)) for field in model._meta.fields if field.many_to_one]
    return {name: str(row.pk) for name, row in named if row is not None}
