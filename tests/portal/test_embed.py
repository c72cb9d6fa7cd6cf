"""The job list in other sites: as a script, as a plain frame, and how it may look."""

from __future__ import annotations

import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from employers.models import Employer
from hiretrack.brand import contrast
from hiretrack.embedded.waiting import until
from hiretrack.portal.embedding.look import Look
from hiretrack.tenancy import employer_scope
from jobs.models import Job
from jobs.services import close_job
from tests.portal.conftest import Publish, draft

FRAME = "/embed/acme/"


def titles(answer: HttpResponse) -> list[str]:
    return [str(title) for title in re.findall(r"<strong>(.*?)</strong>", answer.content.decode())]


def policy(answer: HttpResponse) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


def test_frame_lists_the_employers_published_jobs_only(
    client: Client, employer: Employer, other_employer: Employer, publish: Publish
) -> None:
    job = publish(employer, title="Data Engineer", department="Data")
    publish(other_employer, title="Plumber")
    draft(employer, title="Secret plan")

    answer = client.get(FRAME)

    assert titles(answer) == ["Data Engineer"]
    assert f"{settings.PUBLIC_URL}/jobs/{job.pk}/data-engineer?ref=embed" in answer.content.decode()


def test_closed_job_leaves_the_frame(client: Client, employer: Employer, publish: Publish) -> None:
    with employer_scope(employer.pk):
        close_job(job_id=publish(employer).pk)

    answer = client.get(FRAME)

    assert titles(answer) == []
    assert "No openings at the moment." in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("department=data", ["Analyst"]),
        ("location=berlin", ["Cook"]),
        ("limit=1", ["Cook"]),
        ("theme=", ["Cook", "Analyst"]),
    ],
)
def test_frame_is_filtered(client: Client, employer: Employer, publish: Publish, query: str, shown: list[str]) -> None:
    publish(employer, title="Analyst", department="Data", location="Hamburg")
    publish(employer, title="Cook", department="Kitchen")

    assert titles(client.get(f"{FRAME}?{query}")) == shown


def test_any_site_may_frame_this_page_and_no_other(client: Client, employer: Employer) -> None:
    framed, careers = client.get(FRAME), client.get("/e/acme/")

    assert policy(framed)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in framed
    assert {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'"}.items() <= policy(framed).items()
    assert policy(careers)["frame-ancestors"] == "'none'"
    assert careers["X-Frame-Options"] == "DENY"


def test_frame_sets_no_cookie_and_is_kept(client: Client, employer: Employer, publish: Publish) -> None:
    publish(employer)
    first = client.get(FRAME)

    again = client.get(FRAME, headers={"If-None-Match": first["ETag"]})

    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert first["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.content, policy(again)["frame-ancestors"]) == (304, b"", "*")


def test_new_job_changes_the_tag(client: Client, employer: Employer, publish: Publish) -> None:
    before = client.get(FRAME)["ETag"]
    publish(employer)

    assert client.get(FRAME, headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize("jobs", [1, 3])
def test_frame_asks_as_often_for_many_as_for_one(
    client: Client, employer: Employer, publish: Publish, jobs: int
) -> None:
    for _number in range(jobs):
        publish(employer)

    with CaptureQueriesContext(connection) as queries:
        client.get(FRAME)

    assert len([query for query in queries if "SELECT" in query["sql"] and "jobs_published" in query["sql"]]) == 1


def test_frame_speaks_the_language_asked_for(client: Client, employer: Employer) -> None:
    answer = client.get(f"{FRAME}?language=de", headers={"Accept-Language": "en"})

    assert answer["Content-Language"] == "de"
    assert '<html lang="de"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=red", "“colour” takes six hexadecimal digits"),
        ("theme=neon", "“theme” takes light, dark or auto"),
        ("radius=99", "“radius” takes a number of pixels from 0 to 32"),
        ("font=Comic", "“font” takes system, serif or mono"),
        ("limit=0", "“limit” takes a number from 1 to 100"),
        ("language=xx", "“language” takes one of en, de"),
        ("background=}body{", "“background” takes"),
    ],
)
def test_value_that_is_not_taken_is_named(client: Client, employer: Employer, query: str, said: str) -> None:
    answer = client.get(f"{FRAME}?{query}")

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "ETag" not in answer


def test_look_is_a_stylesheet_of_variables(client: Client, employer: Employer) -> None:
    page = client.get(f"{FRAME}?theme=auto&colour=%23C0FFEE&radius=0&font=serif&background=ffffff")
    address = re.search(r'href="(/embed/look.css\?[^"]*)"', page.content.decode())
    assert address

    styles = client.get(address[1].replace("&amp;", "&"))

    text = styles.content.decode()
    assert styles["Content-Type"] == "text/css; charset=utf-8"
    assert "--embed-radius:0px" in text
    assert "Georgia" in text
    assert "prefers-color-scheme:dark" in text
    assert client.get("/embed/look.css?radius=1e9").status_code == 400


@pytest.mark.parametrize(
    ("look", "padding"),
    [
        (Look(), 2),
        (Look(background="transparent", theme="dark"), 2),
        (Look(background="ffeecc"), 12),
        (Look(theme="auto"), 12),
    ],
)
def test_list_with_a_background_of_its_own_keeps_off_its_edge(look: Look, padding: int) -> None:
    assert f"--embed-padding:{padding}px" in look.stylesheet()


def test_colour_of_the_employer_is_the_usual_one(client: Client, employer: Employer) -> None:
    Employer.objects.filter(pk=employer.pk).update(brand_colour="#AA0000")

    assert "colour=aa0000" in client.get(FRAME).content.decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_stays_readable(theme: str) -> None:
    for asked in ("ffff00", "000000", "ffffff", "0f6b4f"):
        rules = dict(re.findall(r"--embed-(\w+):#([0-9a-f]{6})", Look(theme=theme, colour=asked).stylesheet()))

        rgb = {name: tuple(int(value[at : at + 2], 16) / 255 for at in (0, 2, 4)) for name, value in rules.items()}
        assert contrast(rgb["colour"], rgb["background"]) >= 4.5, asked  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/embed/nobody/", "/embed/nobody.js"])
def test_unknown_employer_has_no_list(client: Client, employer: Employer, path: str) -> None:
    assert client.get(path).status_code == 404


def test_script_is_kept_and_has_no_cookie(client: Client, employer: Employer) -> None:
    answer = client.get("/embed/acme.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    assert client.get("/embed/acme.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


class _Site(BaseHTTPRequestHandler):
    body = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_args: Any) -> None:
        """Nothing: it is not the server under test."""


@pytest.fixture
def site() -> Any:
    """`site(html)` serves a page as another origin and returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def serve(html: str) -> str:
        handler = type("Site", (_Site,), {"body": html.encode()})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://localhost:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.integ
@pytest.mark.django_db(transaction=True)
def test_script_puts_a_list_of_the_right_height_into_another_site(
    page: Page, live_server: LiveServer, employer: Employer, publish: Publish, site: Callable[[str], str]
) -> None:
    jobs: list[Job] = [publish(employer, title=f"Engineer {number}", department="Data") for number in range(12)]
    publish(employer, title="Cook", department="Kitchen")
    code = f'<script src="{live_server.url}/embed/acme.js" data-department="Data" data-title="Our jobs" async></script>'

    page.goto(site(f"<p>Before</p>{code}<p>After</p>"))

    frame = page.frame_locator("iframe[title='Our jobs']")
    expect(frame.get_by_role("link", name="Engineer")).to_have_count(len(jobs))
    expect(frame.get_by_role("link", name="Cook")).to_have_count(0)
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 600")
    # The list tells its height again whenever it changes.
    fits = "document.documentElement.scrollHeight - document.documentElement.clientHeight <= 1"
    until(lambda: page.frames[1].evaluate(fits), within=30)
