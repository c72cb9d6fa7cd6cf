from __future__ import annotations

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from hiretrack.outbound import OutboundFailed, OutboundRefused, OutboundTooLarge, OutboundTooSlow, check, fetch, send
from tests.employers.conftest import LocalServer, server

__all__ = ["server"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "172.16.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "[::1]", "[::ffff:127.0.0.1]", "[fd00::1]", "[fe80::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "2130706433",
        "224.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_private_address_is_refused(host: str) -> None:
    with pytest.raises(OutboundRefused):
        send("GET", f"http://{host}/", seconds=1)


def test_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)

    with pytest.raises(OutboundRefused):
        send("GET", "http://looks-fine.example/", seconds=1)


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "file:///etc/passwd", "http://", "http://u:p@example.com/", "http://[x"]
)
def test_address_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(OutboundRefused):
        send("GET", url, operator_configured=True)


def test_operator_configured_address_may_be_private(server: LocalServer) -> None:
    server.reply = lambda _: (200, b"hello")

    answer = send("GET", f"{server.url}/path", operator_configured=True)

    assert (answer.status, answer.body, server.asked) == (200, b"hello", ["/path"])


def test_redirect_is_answered_but_not_followed(server: LocalServer) -> None:
    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/inside")
        handler.end_headers()

    server.reply = redirect

    assert send("GET", server.url, operator_configured=True).status == 302
    assert server.asked == ["/"]


def test_huge_answer_is_cut(server: LocalServer) -> None:
    server.reply = lambda _: (200, b"x" * 5000)

    with pytest.raises(OutboundTooLarge, match="larger"):
        send("GET", server.url, operator_configured=True, max_bytes=1000)


TRICKLES_S = 20


def trickle(handler: BaseHTTPRequestHandler) -> None:
    try:
        for _ in range(TRICKLES_S * 50):
            handler.wfile.write(b"X")
            time.sleep(0.02)
    except OSError:
        handler.close_connection = True


def test_headers_that_trickle_end_at_the_time_limit(server: LocalServer) -> None:
    server.reply = trickle

    with pytest.raises(OutboundFailed):
        send("GET", server.url, operator_configured=True, seconds=0.3)


def test_handshake_that_trickles_ends_at_the_time_limit() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def shake() -> None:
        peer, _ = listener.accept()
        # The head of a long TLS record, whose content then comes byte by byte.
        trickled = b"\x16\x03\x03\x40\x00" + b"\x00" * 1000
        with peer, contextlib.suppress(OSError):
            for byte in trickled:
                peer.sendall(bytes([byte]))
                time.sleep(0.02)

    shaking = threading.Thread(target=shake)
    shaking.start()
    with listener:
        with pytest.raises(OutboundTooSlow):
            send("GET", f"https://127.0.0.1:{listener.getsockname()[1]}/", operator_configured=True, seconds=0.3)
        shaking.join()


def test_body_that_trickles_ends_at_the_time_limit(server: LocalServer) -> None:
    def slow_body(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        trickle(handler)

    server.reply = slow_body

    with pytest.raises(OutboundTooSlow):
        send("GET", server.url, operator_configured=True, seconds=0.3)


def test_answer_to_a_late_connection_is_cut_too(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up the name took all of the time."""
    known, over = socket.getaddrinfo, threading.Event()

    def slowly(*args: Any, **more: Any) -> Any:
        over.wait(0.5)
        return known(*args, **more)

    server.reply = trickle
    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    began = time.monotonic()

    with pytest.raises(OutboundTooSlow):
        send("GET", server.url, operator_configured=True, seconds=0.3)
    assert time.monotonic() - began < TRICKLES_S


def test_proxy_of_the_environment_is_not_used(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert send("GET", server.url, operator_configured=True).status == 200


def test_fetch_tries_again_after_a_failure(server: LocalServer) -> None:
    replies: list[Any] = [(503, b""), (200, b"now")]
    server.reply = lambda _: replies.pop(0)

    assert fetch(server.url, operator_configured=True).body == b"now"


def test_fetch_gives_up_after_its_attempts(server: LocalServer) -> None:
    server.reply = lambda _: (500, b"")

    with pytest.raises(OutboundFailed):
        fetch(server.url, operator_configured=True, attempts=2)
    assert len(server.asked) == 2


def test_huge_answer_can_be_cut_instead(server: LocalServer) -> None:
    server.reply = lambda _: (200, b"x" * 5000)

    assert send("GET", server.url, operator_configured=True, max_bytes=1000, cut=True).body == b"x" * 1000


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[fe80::1]/", "http://no-such-host.invalid/", "nonsense"])
def test_address_that_could_not_be_called_is_told_beforehand(url: str) -> None:
    with pytest.raises(OutboundRefused):
        check(url)


def test_names_need_not_be_resolved() -> None:
    check("https://no-such-host.invalid/", names=False)
    with pytest.raises(OutboundRefused, match="private range"):
        check("http://10.0.0.1/", names=False)


def test_public_address_passes_the_check() -> None:
    check("https://93.184.216.34/")
