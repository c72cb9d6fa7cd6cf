"""Candidates who apply until they are told that their application has arrived."""

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from typing import Any, Self

from hiretrack.embedded.waiting import until

THREADS = 2
PATIENCE = 90.0
RECEIVED = 202
NO_ANSWER = (0, "no answer")
MAY_BE_SAID = frozenset(
    {NO_ANSWER, (503, "unavailable"), (503, "limiter_unavailable"), (409, "idempotency_in_progress")}
)
"""Refusals that are in order while a part is away; each is answered by trying again with the same key."""


class Crowd:
    """Threads in which one candidate after the other applies, each with an address and a key of their own."""

    def __init__(self, port: int, job: str) -> None:
        self.received: list[str] = []
        self.refusals: Counter[tuple[int, str]] = Counter()
        self.longest = 0.0
        """Seconds that one answer took at most."""
        self.stranded: list[str] = []
        self._port, self._path = port, f"/v1/public/jobs/{job}/apply"
        self._numbers = itertools.count(1)
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._go) for _ in range(THREADS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _go(self) -> None:
        while not self._enough.is_set():
            email = f"candidate.{next(self._numbers)}@example.com"
            try:
                until(lambda: self._is_received(email), within=PATIENCE, every=0.1)  # noqa: B023 - called at once
            except TimeoutError:
                self.stranded.append(email)
            else:
                self.received.append(email)

    def _is_received(self, email: str) -> bool:
        began = time.monotonic()
        answer = self._apply(email)
        self.longest = max(self.longest, time.monotonic() - began)
        if answer[0] != RECEIVED:
            self.refusals[answer] += 1
        return answer[0] == RECEIVED

    def _apply(self, email: str) -> tuple[int, str]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"key of {email}"}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("POST", self._path, json.dumps({"name": "Ada Example", "email": email}), headers)
            answer = connection.getresponse()
            said: dict[str, Any] = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return NO_ANSWER
        finally:
            connection.close()
        return answer.status, str(said.get("code", ""))

    def await_more(self, *, within: float) -> float:
        """Until some more have been received than now; seconds until the first of them."""
        before, began = len(self.received), time.monotonic()
        try:
            until(lambda: len(self.received) > before, within=within, every=0.01)
            took = time.monotonic() - began
            until(lambda: len(self.received) >= before + 20, within=within)
        except TimeoutError as error:
            raise AssertionError(f"nothing is received; refusals so far: {self.refusals}") from error
        return took
