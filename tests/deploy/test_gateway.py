"""The gateway of docker-compose.yml sends each path to its part, with what the parts need to know."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hiretrack.embedded.waiting import until
from tests.deploy.containers import PROJECT
from tests.stack import free_port

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx (Debian: apt install nginx-light)")
PARTS = {"web": 8000, "live": 8001, "store": 8333, "mail": 8025}


@contextmanager
def part(name: str) -> Iterator[int]:
    """A server that answers what it was asked, as the part `name`; its port."""

    class Echo(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"part": name, "path": self.path, **dict(self.headers)}).encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx with our configuration, names replaced by addresses."""
    folder, port = tmp_path_factory.mktemp("gateway"), free_port()
    text = (PROJECT / "deploy/gateway/nginx.conf").read_text().replace("/tmp/", f"{folder}/")
    with part("web") as web, part("live") as live, part("store") as store, part("mail") as mail:
        for name, at in zip(PARTS, (web, live, store, mail), strict=True):
            text = text.replace(f"http://{name}:{PARTS[name]}", f"http://127.0.0.1:{at}")
        config = folder / "nginx.conf"
        config.write_text(text.replace("listen 8080", f"listen 127.0.0.1:{port}"))
        yield from serving(config, f"http://127.0.0.1:{port}")


def serving(config: Path, address: str) -> Iterator[str]:
    process = subprocess.Popen(["nginx", "-e", "stderr", "-c", config, "-g", "daemon off; user root;"])
    try:
        until(lambda: answers(address), within=60)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def answers(address: str) -> bool:
    try:
        return bool(asked(f"{address}/"))
    except OSError:
        return False


def asked(address: str, **headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urllib.request.urlopen(urllib.request.Request(address, headers=named), timeout=30) as answer:
        told: dict[str, str] = json.load(answer)
    return told


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "web"),
        ("/v1/public/jobs?q=a", "web"),
        ("/ws/events", "live"),
        ("/hiretrack-files/a", "store"),
        ("/mail/", "mail"),
    ],
)
def test_path_reaches_its_part_unchanged(gateway: str, path: str, name: str) -> None:
    told = asked(f"{gateway}{path}")

    assert (told["part"], told["path"]) == (name, path)


def test_host_is_passed_on_with_its_port(gateway: str) -> None:
    assert asked(f"{gateway}/")["Host"] == gateway.removeprefix("http://")


def test_client_address_is_appended_to_the_forwarded_ones(gateway: str) -> None:
    assert asked(f"{gateway}/", X_Forwarded_For="192.0.2.7")["X-Forwarded-For"] == "192.0.2.7, 127.0.0.1"


def test_https_is_told_only_when_the_proxy_before_says_so(gateway: str) -> None:
    assert asked(f"{gateway}/")["X-Forwarded-Proto"] == "http"
    assert asked(f"{gateway}/", X_Forwarded_Proto="https")["X-Forwarded-Proto"] == "https"
    assert asked(f"{gateway}/", X_Forwarded_Proto="evil")["X-Forwarded-Proto"] == "http"


def test_websockets_are_upgraded(gateway: str) -> None:
    told = asked(f"{gateway}/ws/events", Upgrade="websocket", Connection="Upgrade")

    assert (told["Upgrade"], told["Connection"]) == ("websocket", "upgrade")


def test_metrics_are_not_public(gateway: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        asked(f"{gateway}/metrics")
