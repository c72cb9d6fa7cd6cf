"""What the tests of the account share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from employers.models import User
from tests.portal.filling import reads

CV = """Ada Lovelace
Programmer
ada@example.com
+44 20 7946 0000
https://code.example/ada

Experience
Data Analyst - Babbage GmbH 02/2014 - 06/2019
• Wrote the first program in Python

Education
M.Sc. Digital Media - University of London 2010 - 2013

Skills
Python, Kubernetes
"""


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statements(client: Client, page: str) -> int:
    assert client.get(page).status_code == 200
    return len(reads(client, page))


def constant(client: Client, page: str, add: Callable[[], Any], *, to: int = 3) -> None:
    """The page sends as many statements with one row as with three."""
    add()
    one = statements(client, page)
    for _ in range(to - 1):
        add()
    assert statements(client, page) == one
