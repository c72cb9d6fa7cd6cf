"""An OpenID provider on this machine: discovery, keys, sign-in, tokens and userinfo, as strict as the specifications
have it (RFC 6749, RFC 7636, OpenID Connect Core 1.0). Tests bend it to see what is refused."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

CLIENT, SECRET = "hiretrack", "the client's secret: %&"
Reply = tuple[int, Any]


class OpenIDProvider:
    """`person` is who is signed in there. What stands in `replies` is answered instead, by path; `bend` changes the
    claims of the next ID tokens, `sign` signs them otherwise."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {
            "sub": "ada-1815", "email": "ada@example.com", "email_verified": True, "name": "Ada Lovelace"
        }  # fmt: skip
        self.about: dict[str, Any] = {}
        self.replies: dict[str, Callable[[], Reply | None]] = {}
        self.bend: Callable[[dict[str, Any]], dict[str, Any]] = dict
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.keys: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.add_key("first")
        self.consent: str | None = None
        """HTML that a browser is shown before it is sent back; it submits `yes`."""
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def settings(self, slug: str = "acme", **more: Any) -> dict[str, Any]:
        """As SIGN_IN_PROVIDERS holds one."""
        made = {"slug": slug, "name": slug.title(), "issuer": self.url, "client_id": CLIENT, "client_secret": SECRET}
        return made | {"scopes": ("openid", "email", "profile"), "private": True} | more

    def add_key(self, kid: str) -> None:
        self.keys = {kid: ec.generate_private_key(ec.SECP256R1())}

    def signed(self, claims: dict[str, Any]) -> str:
        kid = next(iter(self.keys))
        return jwt.encode(claims, self.keys[kid], "ES256", headers={"kid": kid})

    def visit(self, address: str) -> str:
        """Where a browser that follows `address` and agrees there is sent back to."""
        return requests.get(address, allow_redirects=False, timeout=60).headers["Location"]

    # --- Endpoints

    def reply(self, method: str, path: str, query: dict[str, str], sent: dict[str, str], headers: Any) -> Reply | None:
        self.asked.append(path)
        if path in self.replies:
            return self.replies[path]()
        routes: dict[str, Callable[[], Reply]] = {
            "/.well-known/openid-configuration": lambda: (200, self._metadata()),
            "/jwks": lambda: (200, self._jwks()),
            "/authorize": lambda: self._authorize(query),
            "/token": lambda: self._token(sent, headers.get("Authorization", "")) if method == "POST" else (405, {}),
            "/userinfo": lambda: self._userinfo(headers.get("Authorization", "")),
        }
        return routes.get(path, lambda: (404, {}))()

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        } | self.about

    def _jwks(self) -> dict[str, Any]:
        public = {kid: ECAlgorithm.to_jwk(key.public_key(), as_dict=True) for kid, key in self.keys.items()}
        return {"keys": [{**jwk, "kid": kid, "alg": "ES256", "use": "sig"} for kid, jwk in public.items()]}

    def _authorize(self, asked: dict[str, str]) -> Reply:
        known = asked.get("client_id") == CLIENT and asked.get("response_type") == "code"
        if not known or "openid" not in asked.get("scope", "").split() or not asked.get("state"):
            return 400, {"error": "invalid_request"}
        if self.consent and asked.get("yes") is None:
            fields = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in asked.items())
            return 200, self.consent.replace("FIELDS", fields)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return 302, f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _token(self, sent: dict[str, str], authorization: str) -> Reply:
        if not self._is_client(sent, authorization):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != sent.get("redirect_uri") or not _proven(asked, sent):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person}
        if "nonce" in asked:
            claims["nonce"] = asked["nonce"]
        id_token = self.sign(self.bend(claims))
        return 200, {"access_token": "opened", "token_type": "Bearer", "expires_in": 300, "id_token": id_token}

    def _is_client(self, sent: dict[str, str], authorization: str) -> bool:
        if self.about.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
            return (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET) and not authorization
        scheme, _, credentials = authorization.partition(" ")
        given = base64.b64decode(credentials).decode().split(":", 1) if scheme == "Basic" else ["", ""]
        return [unquote(part) for part in given] == [CLIENT, unquote(SECRET)] or given == [CLIENT, SECRET]

    def _userinfo(self, authorization: str) -> Reply:
        return (200, self.person) if authorization == "Bearer opened" else (401, {})


def _proven(asked: dict[str, str], sent: dict[str, str]) -> bool:
    """RFC 7636, section 4.6; a verifier without a challenge is refused too, as LinkedIn does."""
    if "code_challenge" not in asked:
        return "code_verifier" not in sent
    made = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
    fits = base64.urlsafe_b64encode(made).rstrip(b"=").decode() == asked["code_challenge"]
    return fits and asked.get("code_challenge_method") == "S256"


def _handler(provider: OpenIDProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self._answer(dict(parse_qsl(self.rfile.read(length).decode())))

        def _answer(self, sent: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            reply = provider.reply(self.command, parts.path, dict(parse_qsl(parts.query)), sent, self.headers)
            if reply is not None:
                self._send(*reply)

        def _send(self, status: int, body: Any) -> None:
            is_page = isinstance(body, str)
            raw = body if isinstance(body, bytes) else body.encode() if is_page else json.dumps(body).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body)
            self.send_header("Content-Type", "text/html; charset=utf-8" if is_page else "application/json")
            self.end_headers()
            self.wfile.write(b"" if status == 302 else raw)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    return Handler
