"""Pages that their scripts fill in, shown by the machine's own Chromium."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hiretrack.embedded.waiting import until
from hiretrack.errors import Invalid
from jobs.sourcing.boards import adapter_for
from jobs.sourcing.client import BoardUnreadable
from jobs.sourcing.markup import browser
from tests.jobs.sourcing.boardserver import (
    MISBEHAVIOURS,
    BoardServer,
    as_json,
    gzip_bomb,
    huge,
    looping,
    misbehaving,
    page,
    redirect,
    silent,
    status,
)  # fmt: skip
from tests.jobs.sourcing.boardserver import serving as serving_board
from tests.jobs.sourcing.reading import Outcome, scanned

pytestmark = [
    pytest.mark.integ,
    pytest.mark.django_db(transaction=False),
    pytest.mark.skipif(not browser.executable() and not os.environ.get("CHROMIUM_PATH"), reason="No Chromium."),
]
SHELL = """<!doctype html><div id="jobs">Loading …</div><script>
fetch('%s').then(r => r.json()).then(jobs => {
  document.getElementById('jobs').innerHTML =
    jobs.map(j => `<li class="row"><a href="/jobs/${j}">Job ${j}</a></li>`).join('') || '<p class="none">Nothing</p>';
}).catch(error => { document.getElementById('jobs').innerHTML = `<p class="failed">${error}</p>`; });
</script>"""


@pytest.fixture(autouse=True)
def _time_enough(settings: Any) -> None:
    """Of a page, for a busy machine; those that use it up have less."""
    settings.SOURCING_TIMEOUT_S = 60.0


def scan(url: str, **config: Any) -> Outcome:
    return scanned("rendered", url, **({"row": "li.row", "wait_for": "li.row, .none, .failed"} | config))


def test_page_is_read_once_its_scripts_have_run(board_server: BoardServer) -> None:
    board_server.answer("/api", as_json([1, 2]))

    found = scan(board_server.answer("/jobs", page(SHELL % "/api")))

    assert (found.titles, found.errors) == (["Job 1", "Job 2"], [])
    assert [posting.url for posting in found.postings] == [f"{board_server.url}/jobs/{n}" for n in (1, 2)]
    assert board_server.paths == ["/jobs", "/api"]
    assert {asked.headers["user-agent"][:9] for asked in board_server.asked} == {"HireTrack"}


def test_pages_are_followed(board_server: BoardServer) -> None:
    for number in (1, 2):
        board_server.answer(f"/api?p={number}", as_json([number]))
        board_server.answer(f"/jobs?p={number}", page(SHELL % f"/api?p={number}"))
    board_server.answer("/jobs?p=3", status(404))

    assert scan(f"{board_server.url}/jobs?p=1", page="?p={page}").titles == ["Job 1", "Job 2"]


@pytest.mark.parametrize(
    "answer",
    [redirect("/elsewhere"), redirect("//127.0.0.1:9/x"), redirect("file:///etc/passwd"), looping, status(500),
     huge(30), gzip_bomb(30)],
    ids=["inside the board", "inside our network", "file", "loop", "500", "30 MB", "bomb"],
)  # fmt: skip
def test_requests_of_the_page_are_looked_at_at_each_redirect(board_server: BoardServer, answer: Any) -> None:
    board_server.answer("/api", answer)
    board_server.answer("/elsewhere", as_json([7]))

    found = scan(board_server.answer("/jobs", page(SHELL % "/api")))

    assert found.titles == (["Job 7"] if "/elsewhere" in board_server.paths else [])
    assert len(found.errors) == (0 if found.titles else 1)


def test_nothing_of_our_network_is_reached_by_whatever_way(board_server: BoardServer) -> None:
    with serving_board() as inside, listening() as (port, calls):
        inside.answer("*", page("secret", Access_Control_Allow_Origin="*"))
        ways = f"""<!doctype html><link rel="preconnect" href="{inside.url}"><link rel="prefetch" href="{inside.url}/a">
        <link rel="dns-prefetch" href="{inside.url}"><img src="{inside.url}/b"><iframe src="{inside.url}/c"></iframe>
        <iframe src="file:///etc/passwd"></iframe><object data="{inside.url}/d"></object>
        <a ping="{inside.url}/e" href="#x" id="ping">x</a><script src="{inside.url}/f"></script><script>
        const done = name =>
          document.body.insertAdjacentHTML('beforeend', `<li class="row"><a href="/${{name}}">${{name}}`);
        navigator.sendBeacon('{inside.url}/g', 'x'); document.getElementById('ping').click();
        window.open('{inside.url}/h'); new Worker(URL.createObjectURL(new Blob([`fetch('{inside.url}/i')`])));
        new WebSocket('ws://127.0.0.1:{port}/'); new EventSource('{inside.url}/j');
        fetch('http://localhost:{port}/').catch(() => 0).finally(() =>
          fetch('{inside.url}/k', {{mode: 'no-cors'}}).then(() => done('leaked'), () => done('refused')));
        </script>"""

        found = scan(board_server.answer("/jobs", page(ways)), wait_for="li.row")

        assert found.titles == ["refused"]
        assert (inside.asked, calls) == ([], [])


def test_page_may_not_lead_the_browser_inside(board_server: BoardServer, settings: Any) -> None:
    settings.SOURCING_TIMEOUT_S = 8.0
    with serving_board() as inside:
        inside.answer("*", page('<li class="row"><a href="/1">Secret</a>'))
        script = f"<script>location.href = '{inside.url}/x'</script><p>Away</p>"

        found = scan(board_server.answer("/jobs", page(script)), wait_for="li.row")

        assert (found.titles, inside.asked) == ([], [])


def test_script_that_never_ends_ends_with_its_browser(board_server: BoardServer, settings: Any) -> None:
    settings.SOURCING_TIMEOUT_S = 6.0
    url = board_server.answer("/jobs", page("<p>Busy</p><script>setTimeout(() => { for (;;) {} }, 0)</script>"))

    with pytest.raises(BoardUnreadable, match="browser could not show"):
        scan(url)


def test_page_that_grows_too_large_is_told(board_server: BoardServer, settings: Any) -> None:
    settings.SOURCING_MAX_BYTES = 100_000
    grown = "<script>document.write('<p>' + 'x'.repeat(200000) + '</p><li class=row>')</script>"

    with pytest.raises(BoardUnreadable, match="too large once its scripts"):
        scan(board_server.answer("/jobs", page(grown)))


@pytest.mark.parametrize("how", [name for name in MISBEHAVIOURS if name != "truncated document"])
def test_misbehaving_board_is_unreadable(board_server: BoardServer, settings: Any, how: str) -> None:
    settings.SOURCING_TIMEOUT_S = 1.5
    url = board_server.answer("/jobs", misbehaving((SHELL % "/api").encode())[how])

    if how == "not what was asked":
        assert len(scan(url).errors) == 1
    else:
        with pytest.raises(BoardUnreadable, match=r"\w"):
            scan(url)


def test_slow_parts_of_a_page_are_not_waited_for_beyond_its_time(board_server: BoardServer, settings: Any) -> None:
    settings.SOURCING_TIMEOUT_S = 2.0
    board_server.answer("/api", silent)

    assert len(scan(board_server.answer("/jobs", page(SHELL % "/api"))).errors) == 1


def test_robots_txt_holds(board_server: BoardServer) -> None:
    board_server.answer("/robots.txt", page("User-agent: *\nDisallow: /"))

    with pytest.raises(BoardUnreadable, match=r"robots\.txt"):
        scan(board_server.answer("/jobs", page(SHELL % "/api")))
    assert board_server.paths == []


def test_cookies_of_one_page_are_unknown_to_the_next(board_server: BoardServer) -> None:
    script = (
        "<script>document.write(`<li class=row><a href=/x${location.search}>${document.cookie || 'none'}`);"
        "document.cookie = 'a=b'</script>"
    )
    board_server.answer("/jobs?p=2", page(script))
    board_server.answer("/jobs?p=3", status(404))

    assert scan(board_server.answer("/jobs?p=1", page(script)), page="?p={page}", max_pages=2).titles == [
        "none",
        "none",
    ]


def test_no_process_stays_behind(board_server: BoardServer) -> None:
    board_server.answer("/api", as_json([1]))
    before = children()

    scan(board_server.answer("/jobs", page(SHELL % "/api")))

    until(lambda: children() <= before, within=60)


def test_installation_without_a_browser_says_what_to_install(board_server: BoardServer, settings: Any) -> None:
    settings.CHROMIUM_PATH = "/nowhere/chromium"

    with pytest.raises(Invalid) as refused:
        adapter_for("rendered").check("https://acme.example/jobs", {"row": "li"})
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/kind", "kind_unavailable")]
    with pytest.raises(BoardUnreadable, match="apt install chromium"):
        scan(board_server.answer("/jobs", page("")))


def test_options_are_those_of_html_and_what_to_wait_for() -> None:
    adapter_for("rendered").check("https://acme.example/jobs", {"row": "li", "wait_for": ".list li"})

    with pytest.raises(Invalid) as refused:
        adapter_for("rendered").check("https://acme.example/jobs", {"row": "li", "wait_for": "a["})
    assert [error.pointer for error in refused.value.errors] == ["/scraper_config/wait_for"]


def listening_once(server: socket.socket, calls: list[str]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        calls.append("called")
        connection.close()


class listening:  # noqa: N801 - reads as what it does
    """A bare socket that notes who connects."""

    def __enter__(self) -> tuple[int, list[str]]:
        self.server, calls = socket.create_server(("127.0.0.1", 0)), list[str]()
        threading.Thread(target=listening_once, args=(self.server, calls), daemon=True).start()
        return self.server.getsockname()[1], calls

    def __exit__(self, *_: object) -> None:
        self.server.close()


def children() -> set[int]:
    """Processes below this one."""
    parents: dict[int, int] = dict(_processes())
    found, more = {os.getpid()}, {os.getpid()}
    while more:
        more = {pid for pid, parent in parents.items() if parent in more}
        found |= more
    return found - {os.getpid()}


def _processes() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if folder.name.isdecimal() and fields[0] != "Z":
            yield int(folder.name), int(fields[1])
