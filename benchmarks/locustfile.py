"""`make loadtest`: job seekers on the public pages of a running HireTrack, nine reads to each look at an apply form.

The traffic comes from one address, so raise RATE_LIMIT_PUBLIC of the HireTrack under test.
"""

from __future__ import annotations

import random
import re

from locust import FastHttpUser, between, task

SEARCHES = ("engineer", '"data engineer" -intern', "nurse", "werkstudent", "designer OR developer")
JOB = re.compile(r'href="(/jobs/[0-9a-f-]{36})(/[^"]*)"')


class JobSeeker(FastHttpUser):
    wait_time = between(0.1, 0.5)

    def on_start(self) -> None:
        self.seen = self._links(self.client.get("/").text)

    @staticmethod
    def _links(page: str | None) -> list[tuple[str, str]]:
        return sorted(set(JOB.findall(page or "")))

    @task(4)
    def newest(self) -> None:
        self.seen = self._links(self.client.get("/").text) or self.seen

    @task(3)
    def search(self) -> None:
        self.client.get("/", params={"q": random.choice(SEARCHES)}, name="/?q=")

    @task(2)
    def open_one(self) -> None:
        if self.seen:
            self.client.get("".join(random.choice(self.seen)), name="/jobs/<id>")

    @task(1)
    def begin_to_apply(self) -> None:
        if self.seen:
            self.client.get(f"{random.choice(self.seen)[0]}/apply/", name="/jobs/<id>/apply/")
