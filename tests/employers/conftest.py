"""Real HTTP servers in a thread, and keys to sign foreign tokens with."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from employers.tokens import issuers

Reply = tuple[int, bytes]


class LocalServer:
    """Answers what `reply` says, and notes the paths it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.reply: Callable[[BaseHTTPRequestHandler], Reply | None] = lambda _: (200, b"")
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the request's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                if (reply := server.reply(self)) is None:
                    return
                self.send_response(reply[0])
                self.end_headers()
                self.wfile.write(reply[1])

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        return Handler


@pytest.fixture
def server() -> Iterator[LocalServer]:
    made = LocalServer()
    threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield made
    made.http.shutdown()
    made.http.server_close()


class Issuer:
    """An identity provider: its keys, and tokens signed with them."""

    def __init__(self, server: LocalServer) -> None:
        self.server, self.name = server, "https://id.example"
        self.keys: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.add_key("first")
        server.reply = lambda _: (200, json.dumps(self.document).encode())

    def add_key(self, kid: str) -> None:
        self.keys[kid] = ec.generate_private_key(ec.SECP256R1())

    @property
    def document(self) -> dict[str, Any]:
        public = {kid: ECAlgorithm.to_jwk(key.public_key(), as_dict=True) for kid, key in self.keys.items()}
        return {"keys": [{**jwk, "kid": kid, "alg": "ES256", "use": "sig"} for kid, jwk in public.items()]}

    def sign(self, claims: dict[str, Any], kid: str = "first") -> str:
        return jwt.encode({"iss": self.name, **claims}, self.keys[kid], "ES256", headers={"kid": kid})


@pytest.fixture
def issuer(server: LocalServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    # However long this machine takes: a request that is given up is sent again, and tests count them.
    monkeypatch.setattr(issuers, "FETCH_SECONDS", 60.0)
    made = Issuer(server)
    settings.JWT_TRUSTED_ISSUERS = {made.name: f"{server.url}/jwks.json"}
    yield made
    issuers.forget()
