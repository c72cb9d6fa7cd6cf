"""The provider behaves, and misbehaves: what comes back, how often it was asked, what was written down."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from employers.models import User
from hiretrack.assistant import orders
from hiretrack.assistant.choices import Outcome
from hiretrack.assistant.drafting import Draft, write
from hiretrack.assistant.errors import AssistantRefused, AssistantUnavailable
from hiretrack.assistant.models import AssistantRun
from hiretrack.assistant.orders import Asker, Order, Wish
from hiretrack.tenancy import all_tenants, person_scope
from tests.assistant.conftest import KEY
from tests.assistant.provider import MODEL, ProviderServer, Turn

pytestmark = pytest.mark.django_db
WRITTEN = "I planned night shifts for sixty people. It taught me patience."


class Ear:
    """Hears a draft as a page would."""

    def __init__(self) -> None:
        self.text, self.beginnings = "", 0

    def begin(self) -> None:
        self.text, self.beginnings = "", self.beginnings + 1

    def add(self, text: str) -> None:
        self.text += text


@pytest.fixture
def order(candidate: User) -> Order:
    with person_scope(candidate.pk):
        return orders.answer(question="Why you?", wish=Wish(), by=Asker(candidate.pk))


@pytest.fixture(params=["whole", "streamed"])
def ear(request: pytest.FixtureRequest) -> Ear | None:
    return Ear() if request.param == "streamed" else None


def logged() -> AssistantRun:
    with all_tenants(reason="test"):
        return AssistantRun.objects.get()


def written(order: Order, ear: Ear | None, *, seconds: float = 20) -> Draft:
    return write(order, seconds=seconds, listener=ear)


def test_draft_is_text_with_the_facts_it_names(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    draft = written(order, ear)

    assert draft.text == WRITTEN
    assert [fact.label for fact in draft.facts] == ["Headline", "Skills"]
    assert (draft.model, draft.prompt, draft.is_complete) == (MODEL, "answer-1", True)
    assert ear is None or (ear.text, ear.beginnings) == (WRITTEN, 1)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_use_is_logged_with_its_cost_and_no_words(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    written(order, ear)

    run = logged()
    assert (run.user_id, run.employer_id, run.outcome) == (order.asker.user_id, None, Outcome.COMPLETED)
    assert (run.model, run.prompt, run.provider) == (MODEL, "answer-1", "anthropic")
    assert (run.input_tokens, run.output_tokens, run.attempts) == (321, 12, 1)
    assert "planned" not in str(vars(run))


@pytest.mark.parametrize(
    ("status", "error"), [(429, "rate_limit_error"), (529, "overloaded_error"), (500, "api_error")]
)
def test_provider_that_comes_back_is_asked_again(
    server: ProviderServer, order: Order, ear: Ear | None, status: int, error: str
) -> None:
    server.turns = [Turn(status=status, error=error, headers={"retry-after": "1"}), Turn()]

    assert written(order, ear).text == WRITTEN
    assert len(server.asked) == logged().attempts == 2


@pytest.mark.parametrize("status", [429, 529, 500, 503])
def test_provider_that_stays_away_is_unavailable(
    server: ProviderServer, order: Order, ear: Ear | None, status: int
) -> None:
    server.turns = [Turn(status=status, headers={"retry-after": "2"})]

    with pytest.raises(AssistantUnavailable) as refusal:
        written(order, ear)

    assert refusal.value.extra == {"retry_after": 2}
    assert (len(server.asked), logged().outcome) == (3, Outcome.UNAVAILABLE)


def test_wait_beyond_the_deadline_is_not_waited(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    server.turns = [Turn(status=429, headers={"retry-after": "60"})]

    with pytest.raises(AssistantUnavailable):
        written(order, ear)

    assert len(server.asked) == 1


@pytest.mark.parametrize(("status", "error"), [(401, "authentication_error"), (404, "not_found_error"), (302, "x")])
def test_wrong_key_model_or_address_is_not_asked_again(
    server: ProviderServer, order: Order, ear: Ear | None, status: int, error: str
) -> None:
    server.turns = [Turn(status=status, error=error, headers={"Location": f"{server.url}/elsewhere"})]

    with pytest.raises(AssistantUnavailable):
        written(order, ear)

    assert (len(server.asked), logged().outcome) == (1, Outcome.MISCONFIGURED)


@pytest.mark.parametrize("text", ["", "I can't help with"])
def test_refusal_is_said_and_not_asked_again(server: ProviderServer, order: Order, ear: Ear | None, text: str) -> None:
    server.turns = [Turn(text=text, stop="refusal")]

    with pytest.raises(AssistantRefused):
        written(order, ear)

    assert (len(server.asked), logged().outcome) == (1, Outcome.REFUSED)


def test_draft_at_the_models_limit_is_incomplete(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    server.turns = [Turn(stop="max_tokens")]

    assert not written(order, ear).is_complete
    assert logged().outcome == Outcome.CUT


def test_endless_text_is_cut(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    server.turns = [Turn(text="no end " * 5000)]

    draft = written(order, ear)

    assert len(draft.text) <= order.max_chars
    assert not draft.is_complete


@pytest.mark.parametrize("turn", [Turn(cut_after=6), Turn(error_after=6, error="overloaded_error")])
def test_stream_that_breaks_off_begins_again(server: ProviderServer, order: Order, turn: Turn) -> None:
    ear, server.turns = Ear(), [turn, Turn()]

    draft = written(order, ear)

    assert draft.text == ear.text == WRITTEN
    assert ear.beginnings == 2


def test_empty_answer_is_no_draft(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    server.turns = [Turn(text="FACTS: none\n\n")]

    with pytest.raises(AssistantUnavailable):
        written(order, ear)


def test_silent_provider_is_given_up(server: ProviderServer, order: Order, ear: Ear | None) -> None:
    answers = threading.Event()
    server.turns = [Turn(waits=answers)]

    with pytest.raises(AssistantUnavailable):
        written(order, ear, seconds=0.3)

    answers.set()
    assert logged().outcome == Outcome.UNAVAILABLE


def test_provider_that_is_not_there_is_unavailable(server: ProviderServer, order: Order, settings: Any) -> None:
    settings.ANTHROPIC_BASE_URL = "http://127.0.0.1:9"

    with pytest.raises(AssistantUnavailable):
        written(order, None)

    assert logged().attempts == 3
