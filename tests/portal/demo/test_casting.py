from __future__ import annotations

import datetime as dt

import pytest

from applications.choices import TRANSITIONS, ApplicationStatus
from hiretrack.portal.demo import content
from hiretrack.portal.demo.casting import cast, plain

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
EMPLOYERS = list(content.employers())


@pytest.mark.parametrize("key", EMPLOYERS)
def test_histories_follow_the_pipeline_and_lie_in_the_past(key: str) -> None:
    for bid in cast(key, NOW):
        moments = [step.at for step in bid.steps]

        assert moments == sorted(set(moments))
        assert moments[-1] < NOW
        for step in bid.steps[1:]:
            assert step.status in TRANSITIONS[ApplicationStatus(step.from_status)]


@pytest.mark.parametrize("key", EMPLOYERS)
def test_every_stage_has_somebody(key: str) -> None:
    assert {bid.steps[-1].status for bid in cast(key, NOW)} == set(ApplicationStatus)


@pytest.mark.parametrize("key", EMPLOYERS)
def test_nobody_applies_twice_for_one_job(key: str) -> None:
    pairs = [(bid.candidate.email, bid.job.fields["title"]) for bid in cast(key, NOW)]

    assert len(pairs) == len(set(pairs))
    assert len({email for email, _ in pairs}) == 20


def test_the_same_people_come_at_every_run() -> None:
    first, second = (
        [(bid.candidate, bid.steps[-1].status) for bid in cast("kestrel", now)] for now in (NOW, NOW + dt.timedelta(9))
    )

    assert sorted(first, key=str) == sorted(second, key=str)


def test_plain_names_are_ascii() -> None:
    assert plain("Étienne Sørensen-Groß O'Neil") == "etienne.sorensen-gross.oneil"
