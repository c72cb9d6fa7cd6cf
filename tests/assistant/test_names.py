"""The candidate's name is nobody else's business: not the provider's, however it is written."""

from __future__ import annotations

import pytest

from applicants.models import Profile, WorkExperience
from employers.models import User
from hiretrack.assistant import orders
from hiretrack.assistant.names import without_name
from hiretrack.assistant.orders import Asker, Wish
from hiretrack.tenancy import person_scope
from tests.fixtures import user_with


def masked(text: str, name: str) -> str:
    return without_name(text, name, "*")


def sent_for(user: User, question: str = "Why you?", job: str = "") -> str:
    with person_scope(user.pk):
        return orders.answer(question=question, job=job, wish=Wish(), by=Asker(user.pk)).asked.content


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Ask Ada.", "Ada Lovelace", "Ask *."),
        ("LOVELACE, ada", "Ada Lovelace", "*"),
        ("Ms Lovelace's team", "Ada Lovelace", "Ms *'s team"),
        ("Lovelaces Team", "Ada Lovelace", "* Team"),
        ("ada_lovelace, AdaLovelace", "Ada Lovelace", "*, *"),
        ("Jose Muller und José Mueller", "José Müller", "* * und * *"),
        ("Jose\u0301 MÜLLER", "José Müller", "* *"),
        ("STRAUSS", "Eva Strauß", "*"),
        ("Lukasz Yildiz", "Łukasz Yıldız", "* *"),
        ("Bo Li, Li Bo", "Bo Li", "*, *"),
        ("我是田中太郎。", "田中太郎", "我是*。"),
        ("مع علي حسن", "علي حسن", "مع *"),
    ],
)
def test_name_is_masked_however_it_is_written(text: str, name: str, left: str) -> None:
    assert masked(text, name) == left


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Adaptive planning in Canada", "Ada Lovelace"),
        ("von der Pflege und den Menschen", "Ursula von der Leyen"),
        ("Bo in, Li out", "Bo Li"),
        ("of all of us", "Of"),
        ("Nothing at all", " - "),
    ],
)
def test_other_words_stay(text: str, name: str) -> None:
    assert masked(text, name) == text


def test_each_part_of_the_name_is_masked_in_every_fact(candidate: User) -> None:
    with person_scope(candidate.pk):
        Profile.objects.update(headline="Ada the planner", skills=["LOVELACE method"])
        WorkExperience.objects.create(company="Lovelace & Sons", position="Ada's aide", summary="As lovelace said")

    sent = sent_for(candidate).casefold()

    assert "the planner" in sent
    assert "lovelace" not in sent
    assert "ada" not in sent.split()
    assert "ada's" not in sent


def test_question_and_job_are_masked_too(candidate: User) -> None:
    said = "Dear Ada, mail ada@lovelace.example or call 0151 23456789, Ms Lovelace"

    sent = sent_for(candidate, question=said, job=said)

    assert sent.count("Dear [masked], mail [masked] or call [masked], Ms [masked]") == 2


@pytest.mark.django_db
def test_name_is_known_without_a_profile() -> None:
    user = user_with("applicant", None)
    User.objects.filter(pk=user.pk).update(name="Ada Lovelace")
    with person_scope(user.pk):
        WorkExperience.objects.create(company="Lovelace", position="Planner")

    assert "Lovelace" not in sent_for(user)


def test_address_across_the_border_is_known_for_one(candidate: User) -> None:
    job = "x" * (orders.SENT_OF_JOB - 6) + " ada.l@lovelace.example"

    sent = sent_for(candidate, job=job)

    assert "ada.l" not in sent
    assert "x [mask" in sent
