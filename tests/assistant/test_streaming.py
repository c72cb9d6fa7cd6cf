"""Drafts that a worker writes while somebody watches."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.core.cache import cache
from django.test import Client
from django_redis import get_redis_connection

from employers.models import Employer, User
from employers.tokens import issue_pair
from hiretrack.assistant import orders, services, sweeping, tasks, texts
from hiretrack.assistant.models import AssistantRun
from hiretrack.assistant.orders import Asker, Wish
from hiretrack.background import services as background
from hiretrack.background.models import TaskRun
from hiretrack.realtime import codes
from hiretrack.tenancy import all_tenants, employer_scope, person_scope
from tests.assistant.provider import MODEL, ProviderServer, Turn
from tests.assistant.test_api import ANSWER, QUESTION, drafting
from tests.factories.jobs import JobFactory
from tests.fixtures import ApiClient, user_with
from tests.realtime.sockets import WITHIN_S

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = "I planned night shifts for sixty people. It taught me patience."
FACTS = [{"kind": "skills", "label": "Skills"}, {"kind": "experience", "label": "Night planner, Nordlicht"}]


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker takes the message: the tests are the worker."""
    monkeypatch.setattr(tasks.draft, "apply_async", lambda *_args, **_options: None)


def started(user: User) -> TaskRun:
    with person_scope(user.pk):
        order = orders.answer(question="Why you?", wish=Wish(), by=Asker(user.pk))
    return services.start_draft(order)


def work(run: TaskRun) -> TaskRun:
    tasks.draft.apply(args=[str(run.pk)])
    return as_it_is(run)


def as_it_is(run: TaskRun) -> TaskRun:
    with all_tenants(reason="test"):
        return TaskRun.objects.get(pk=run.pk)


def test_stream_is_a_task_of_the_askers_own(server: ProviderServer, person: ApiClient) -> None:
    answer = person.post(ANSWER, QUESTION | {"stream": True})

    assert answer.status_code == 202, answer.content
    task = answer.json()["task"]
    assert (task["kind"], task["state"]) == ("assistant.answer", "queued")
    assert person.get(answer.headers["Location"]).json()["id"] == task["id"]
    assert server.asked == []


def test_task_ends_without_a_word_about_the_person(server: ProviderServer, candidate: User) -> None:
    server.turns = [Turn(text=f"FACTS: F3 F4\n\n{WRITTEN}")]

    run = work(started(candidate))

    about = {"draft": True, "model": MODEL, "prompt": "answer-1", "complete": True}
    assert (run.state, run.result) == ("succeeded", about)
    for word in ("planned", "Night planner", "Nordlicht", "Skills"):
        assert word not in str(vars(run))
    assert texts.so_far(run.pk) == WRITTEN
    assert texts.facts_of(run.pk) == FACTS
    assert server.asked[0]["stream"] is True


def test_recruiters_task_is_the_employers(server: ProviderServer, employer: Employer, recruiter: ApiClient) -> None:
    with employer_scope(employer.pk):
        job = JobFactory()
    task = recruiter.post(drafting(job), {"stream": True}).json()["task"]

    run = work(TaskRun(pk=uuid.UUID(task["id"])))

    assert (run.state, run.employer_id) == ("succeeded", employer.pk)
    with employer_scope(employer.pk):
        assert AssistantRun.objects.get().outcome == "completed"


def test_texts_in_redis_are_sealed_and_expire(server: ProviderServer, candidate: User) -> None:
    run = started(candidate)
    redis = get_redis_connection("default")
    order, *kept = (cache.make_key(f"assistant:{part}:{run.pk}") for part in ("order", "text", "facts"))
    assert b"Nordlicht" not in redis.get(order)
    assert 0 < redis.ttl(order) <= texts.ORDER_KEPT_S

    work(run)

    assert redis.get(order) is None
    for key, word in zip(kept, (b"planned", b"Headline"), strict=True):
        assert word not in redis.get(key)
        assert 0 < redis.ttl(key) <= texts.TEXT_KEPT_S


@pytest.mark.parametrize(
    ("turn", "code"),
    [(Turn(text="I will not", stop="refusal"), "assistant_refused"), (Turn(status=529), "assistant_unavailable")],
)
def test_failed_draft_leaves_no_text(server: ProviderServer, candidate: User, turn: Turn, code: str) -> None:
    server.turns = [turn]

    run = work(started(candidate))

    assert (run.state, run.error["code"]) == ("failed", code)
    assert (texts.so_far(run.pk), texts.facts_of(run.pk)) == ("", [])


def test_task_that_comes_twice_writes_once(server: ProviderServer, candidate: User) -> None:
    run = started(candidate)

    work(run)
    work(run)

    assert as_it_is(run).state == "succeeded"
    assert len(server.asked) == 1


def test_draft_that_nobody_waits_for_is_not_written(server: ProviderServer, candidate: User) -> None:
    run = started(candidate)
    texts.forget_order(run.pk)

    assert work(run).error["code"] == "assistant_unavailable"
    assert server.asked == []


def test_cancelled_draft_stops_in_the_middle(
    server: ProviderServer, candidate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started(candidate)
    monkeypatch.setattr(services, "BEAT_EVERY_S", 0.0)
    real = services.report

    def cancelled(own: TaskRun, share: float) -> None:
        background.cancel(own)
        real(own, share)

    monkeypatch.setattr(services, "report", cancelled)

    assert work(run).state == "cancelled"
    assert texts.so_far(run.pk) == ""
    with all_tenants(reason="test"):
        assert AssistantRun.objects.get().outcome == "cancelled"


def test_silent_draft_is_ended(server: ProviderServer, candidate: User) -> None:
    run, fresh = started(candidate), started(candidate)
    with all_tenants(reason="test"):
        TaskRun.objects.filter(pk=run.pk).update(touched_at=run.touched_at - sweeping.SILENT_FOR * 2)

    assert sweeping.fail_silent() == 1
    assert (as_it_is(run).state, as_it_is(fresh).state) == ("failed", "queued")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_page_without_websocket_asks_again(server: ProviderServer, candidate: User) -> None:
    server.turns = [Turn(text=f"FACTS: F3 F4\n\n{WRITTEN}")]
    run = started(candidate)
    client, address = signed_in(candidate), f"/assistant/drafts/{run.pk}/"
    assert client.get(address).json()["state"] == "queued"

    work(run)

    told = client.get(address)
    assert (told.json()["state"], told.json()["text"], told.json()["facts"]) == ("succeeded", WRITTEN, FACTS)
    assert "no-store" in told.headers["Cache-Control"]


def test_draft_of_somebody_else_does_not_exist(server: ProviderServer, candidate: User, employer: Employer) -> None:
    run = started(candidate)

    others = [user_with(role, employer) for role in ("applicant", "recruiter", "platform")]
    for client in [Client(), *map(signed_in, others)]:
        assert client.get(f"/assistant/drafts/{run.pk}/").status_code == 404


async def test_open_page_hears_the_text_as_it_is_written(
    server: ProviderServer, candidate: User, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PIECE_EVERY_S", 0.0)
    run = await database_sync_to_async(started)(candidate)
    socket = await connect(f"/ws/tasks/{run.pk}", token=await database_sync_to_async(token_of)(candidate))
    await socket.hear("ready")
    await socket.hear("task")

    await database_sync_to_async(work)(run)

    text, facts, state = "", [], "queued"
    while state != "succeeded":
        match await heard(socket):
            case {"type": "text", "offset": offset, "text": piece}:
                text = text[:offset] + piece
            case {"type": "facts", "facts": facts}:
                assert text == WRITTEN
            case {"task": task}:
                state = task["state"]
    assert (text, facts) == (WRITTEN, [{"kind": "headline", "label": "Headline"}, FACTS[0]])
    assert await socket.close_code() == codes.NORMAL


async def test_page_that_comes_late_hears_all_of_it(server: ProviderServer, candidate: User, connect: Any) -> None:
    run = await database_sync_to_async(started)(candidate)
    await database_sync_to_async(work)(run)

    socket = await connect(f"/ws/tasks/{run.pk}", token=await database_sync_to_async(token_of)(candidate))

    await socket.hear("ready")
    assert await socket.hear("text") == {"type": "text", "offset": 0, "text": WRITTEN}
    assert (await socket.hear("facts"))["facts"][1] == FACTS[0]
    assert (await socket.hear("task"))["task"]["state"] == "succeeded"


async def test_somebody_else_hears_nothing(server: ProviderServer, candidate: User, connect: Any) -> None:
    run = await database_sync_to_async(started)(candidate)
    other = await database_sync_to_async(user_with)("applicant", None)

    socket = await connect(f"/ws/tasks/{run.pk}", token=await database_sync_to_async(token_of)(other))

    assert await socket.close_code() == codes.NOT_FOUND


def token_of(user: User) -> str:
    return issue_pair(user).access


async def heard(socket: Any) -> dict[str, Any]:
    import json

    output = await socket._talk.receive_output(WITHIN_S)
    message: dict[str, Any] = json.loads(output["text"])
    return message
