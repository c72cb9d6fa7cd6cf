from __future__ import annotations

import uuid
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from employers.models import Employer, User
from employers.services import issue_api_key
from employers.tokens import issue_pair
from hiretrack.audit.models import AuditLog
from hiretrack.audit.services import record
from hiretrack.background import live, services
from hiretrack.background.models import TaskRun
from hiretrack.realtime import codes, consumers
from hiretrack.realtime.listeners import tell
from hiretrack.tenancy import all_tenants, employer_scope
from tests.fixtures import user_with
from tests.realtime.conftest import Connect
from tests.realtime.sockets import HOME, Socket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recruiter(employer: Employer) -> User:
    return user_with("recruiter", employer)


@pytest.fixture
def token(recruiter: User) -> str:
    return issue_pair(recruiter).access


@database_sync_to_async
def happens(employer: Employer, action: str) -> AuditLog:
    with employer_scope(employer.pk):
        row = record(action, entity=employer, employer_id=employer.pk, secret="of no interest here")
        tell(row)
    return row


async def test_employers_people_hear_what_happens(connect: Connect, employer: Employer, token: str) -> None:
    socket = await connect(token=token)
    assert (await socket.hear("ready"))["expires_at"].endswith("Z")

    row = await happens(employer, "job.published")

    event = (await socket.hear("event"))["event"]
    assert (event["id"], event["type"]) == (str(row.pk), "job.published")
    assert set(event) == {"id", "type", "entity", "at"}


async def test_another_employers_events_are_not_heard(
    connect: Connect, employer: Employer, other_employer: Employer, token: str
) -> None:
    socket = await connect(token=token)
    await socket.hear("ready")

    await happens(other_employer, "job.published")
    await happens(employer, "job.closed")

    assert (await socket.hear("event"))["event"]["type"] == "job.closed"


async def test_account_events_are_not_heard(connect: Connect, employer: Employer, token: str) -> None:
    socket = await connect(token=token)
    await socket.hear("ready")

    await happens(employer, "user.invited")
    await happens(employer, "job.closed")

    assert (await socket.hear("event"))["event"]["type"] == "job.closed"


async def test_candidate_hears_only_the_own_feed(connect: Connect, employer: Employer) -> None:
    candidate = await database_sync_to_async(user_with)("applicant", None)
    socket = await connect(token=(await database_sync_to_async(issue_pair)(candidate)).access)
    await socket.hear("ready")

    await happens(employer, "job.published")
    await database_sync_to_async(live.publish)(
        live.user_group(candidate.pk), {"type": "journal.recorded", "event": {"type": "application.created"}}
    )

    assert (await socket.hear("event"))["event"]["type"] == "application.created"


@pytest.mark.parametrize(("scopes", "comes_in"), [(["events:read"], True), (["jobs:read", "uploads:write"], False)])
async def test_api_key_hears_the_feed_only_within_its_scopes(
    connect: Connect, employer: Employer, scopes: list[str], comes_in: bool
) -> None:
    def issued() -> str:
        with employer_scope(employer.pk):
            return issue_api_key(name="Key", scopes=scopes).secret

    socket = await connect(token=await database_sync_to_async(issued)())

    if comes_in:
        await socket.hear("ready")
    else:
        assert await socket.close_code() == codes.FORBIDDEN


async def test_session_cookie_is_enough_on_our_own_pages(connect: Connect, recruiter: User) -> None:
    cookie = await database_sync_to_async(_signed_in)(recruiter)

    await (await connect("/ws/events", HOME, cookie)).hear("ready")


async def test_session_cookie_is_not_enough_without_an_origin(
    connect: Connect, recruiter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "FIRST_MESSAGE_S", 0.2)
    cookie = await database_sync_to_async(_signed_in)(recruiter)

    assert await (await connect("/ws/events", cookie)).close_code() == codes.TIMEOUT


def _signed_in(user: User) -> tuple[bytes, bytes]:
    client = Client()
    client.force_login(user)
    return b"cookie", f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()


@pytest.mark.parametrize("origin", [b"https://evil.example", b"http://127.0.0.1.evil.example", b"null"])
async def test_foreign_page_is_refused(origin: bytes) -> None:
    socket = Socket("/ws/events", (b"origin", origin))

    assert not await socket.opens()


async def test_wildcard_host_allows_no_foreign_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    socket = Socket("/ws/events", (b"origin", b"https://evil.example"))

    assert not await socket.opens()


async def test_unknown_address_is_refused() -> None:
    socket = Socket("/ws/elsewhere")

    assert not await socket.opens()


@pytest.mark.parametrize(
    "first", ['{"type": "authenticate", "token": "nonsense"}', '{"type": "ping"}', "no json", "[[", '{"type": 3}']
)
async def test_first_message_without_a_valid_token_ends_it(connect: Connect, first: str) -> None:
    socket = await connect()

    await socket.say(first)
    assert await socket.close_code() == codes.UNAUTHENTICATED


async def test_long_message_ends_it(connect: Connect) -> None:
    socket = await connect()

    await socket.say("x" * (consumers.LONGEST_MESSAGE + 1))
    assert await socket.close_code() == codes.TOO_BIG


async def test_known_caller_may_ping_and_prolong_but_not_talk_nonsense(connect: Connect, token: str) -> None:
    socket = await connect(token=token)
    await socket.hear("ready")

    await socket.say({"type": "ping"})
    await socket.hear("pong")
    await socket.say({"type": "authenticate", "token": token})
    await socket.hear("ready")
    await socket.say({"type": "sing"})
    assert await socket.close_code() == codes.BAD_MESSAGE


async def test_connection_cannot_change_hands(connect: Connect, employer: Employer, token: str) -> None:
    socket = await connect(token=token)
    await socket.hear("ready")
    other = (await database_sync_to_async(lambda: issue_pair(user_with("recruiter", employer)))()).access

    await socket.say({"type": "authenticate", "token": other})
    assert await socket.close_code() == codes.FORBIDDEN


async def test_connection_ends_with_its_token(connect: Connect, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Long enough to be admitted on a machine that stands still for a moment.
    monkeypatch.setattr(settings, "JWT_ACCESS_SECONDS", 3.0)
    socket = await connect(token=token)

    await socket.hear("ready")
    assert await socket.close_code() == codes.UNAUTHENTICATED


@database_sync_to_async
def start(owner: User, employer: Employer | None) -> TaskRun:
    with employer_scope(employer.pk) if employer else all_tenants(reason="test"):
        return services.start_run(kind="sample", owner_id=owner.pk)


@database_sync_to_async
def step(run: TaskRun, change: Any, *values: Any, **named: Any) -> None:
    with all_tenants(reason="test"):
        change(run, *values, **named)


async def test_owner_sees_the_task_move_to_its_end(
    connect: Connect, employer: Employer, recruiter: User, token: str
) -> None:
    run = await start(recruiter, employer)
    socket = await connect(f"/ws/tasks/{run.pk}", token=token)
    await socket.hear("ready")
    assert (await socket.hear("task"))["task"]["state"] == "queued"

    await step(run, lambda one: services.begin(one.pk))
    assert (await socket.hear("task"))["task"]["state"] == "running"
    await step(run, services.report, 40, "on the way")
    assert (await socket.hear("task"))["task"]["progress"] == 40
    await step(run, services.finish, result={"rows": 3})
    assert (await socket.hear("task"))["task"]["result"] == {"rows": 3}
    assert await socket.close_code() == codes.NORMAL


async def test_task_of_somebody_else_is_not_there(connect: Connect, employer: Employer, token: str) -> None:
    colleague = await database_sync_to_async(user_with)("employer_admin", employer)
    run = await start(colleague, employer)

    for task_id in (run.pk, uuid.uuid4()):
        assert await (await connect(f"/ws/tasks/{task_id}", token=token)).close_code() == codes.NOT_FOUND


async def test_candidate_follows_an_own_task(connect: Connect) -> None:
    candidate = await database_sync_to_async(user_with)("applicant", None)
    run = await start(candidate, None)
    socket = await connect(f"/ws/tasks/{run.pk}", token=(await database_sync_to_async(issue_pair)(candidate)).access)

    await socket.hear("ready")
    assert (await socket.hear("task"))["task"]["id"] == str(run.pk)
