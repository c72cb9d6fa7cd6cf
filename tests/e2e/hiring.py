"""An employer whose recruiter works through the API of the running service."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import requests
from django.test import override_settings

from employers.models import Employer
from hiretrack.settings import base
from tests.fixtures import PASSWORD, user_with
from tests.stack import Stack

QUESTIONS: list[dict[str, Any]] = [
    {"id": "permit", "type": "boolean", "label": "May you work in the EU?", "required": True},
    {"id": "years", "type": "number", "label": "Years of experience", "required": True},
    {"id": "start", "type": "date", "label": "When could you start?"},
    {"id": "town", "type": "text", "label": "Which town do you live in?"},
    {"id": "proud", "type": "long_text", "label": "What are you proud of?"},
    {"id": "hours", "type": "choice", "label": "How much would you work?", "options": ["Full time", "Part time"]},
    {
        "id": "state",
        "type": "choice",
        "label": "Where in Germany?",
        "options": ["Berlin", "Bremen", "Hamburg", "Hessen", "Saarland", "Sachsen", "Thüringen"],
    },
    {"id": "tools", "type": "multiple_choice", "label": "Your tools", "options": ["Python", "Kafka", "Airflow"]},
]
"""One of every type, and of choices one with few and one with many options."""


@dataclass(frozen=True)
class Hiring:
    name: str
    base: str
    token: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid.uuid4().hex}
        answer = requests.request(method, f"{self.base}/v1{path}", json=body, headers=headers, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def publish(self, title: str, **fields: Any) -> str:
        """The id of a job that stands in the public list."""
        text = "Build **pipelines** in Python, PostgreSQL, Kafka and Airflow that other people trust."
        given = {"title": title, "description_md": text, "location": "Berlin", "country": "DE"}
        job_id: str = self.ask("POST", "/jobs", given | fields)["id"]
        self.ask("POST", f"/jobs/{job_id}:publish")
        return job_id

    def applications(self, job_id: str, email: str) -> list[dict[str, Any]]:
        """Of the person with this address."""
        found = self.ask("GET", f"/jobs/{job_id}/applications?expand=applicant&limit=100")["items"]
        return [one for one in found if one["applicant"]["email"] == email]

    def application(self, application_id: str) -> dict[str, Any]:
        return dict(self.ask("GET", f"/applications/{application_id}?expand=applicant"))

    def move(self, application_id: str, status: str) -> None:
        self.ask("PATCH", f"/applications/{application_id}", {"status": status})


@override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)
def hiring(stack: Stack) -> Hiring:
    employer = Employer.objects.create(name="Nordwind", slug="nordwind")
    door = {"email": user_with("recruiter", employer).email, "password": PASSWORD}
    answer = requests.post(f"{stack.base}/v1/auth/token", json=door, timeout=30)
    return Hiring(employer.name, stack.base, answer.json()["access_token"])
