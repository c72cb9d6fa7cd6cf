"""Pages that were made to keep a parser busy. Each is read in a process that has few seconds of processor time: where
the work grows with the square of the page it would need hours."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest
from django.conf import settings

SECONDS = 20
"""What is read here takes a small part of one; a machine that is busy with other things does not count."""
PROGRAM = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from django.conf import settings
import django
settings.configure(USE_TZ=True, SOURCING_MAX_BYTES=10 ** 7)
django.setup(set_prefix=False)
from jobs.sourcing.client import PageFailed, Response
from jobs.sourcing.boards.feed import _END, _Feed, is_feed
from jobs.sourcing.boards.fields import stated_salary
from jobs.sourcing.boards.recognising import kind_of
from jobs.sourcing.markup import jsonld, sitemaps
from jobs.sourcing.markup.trees import parsed
from jobs.sourcing.postings import Source

def refused(work):
    try:
        work()
    except PageFailed:
        print("refused")

class Site:
    private_hosts = False
    def __init__(self, body):
        self.body = body
    def get(self, url, **_):
        return Response(url, {{}}, self.body)

def pages(text):
    return list(sitemaps.Sitemaps(Site(text.encode())).of_site("https://x.example/"))

def feed(text):
    return _Feed(Response("https://x.example/", {{}}, text.encode()))
"""
HOSTILE = {
    "a beginning of comments": "assert not is_feed('<!---->' * 700)",
    "an end of comments": "assert not _END.search('</rss>' + '<!---->' * 280 + 'x')",
    "an end in a comment": "assert not _END.search('</rss>' * 300 + '<!--')",
    "blanks before a feed": (
        "assert feed('\\n' * 2_000_000 + '<!DOCTYPE rss>' + '<rss version=\"2.0\"><channel/></rss>').read.version"
    ),
    "a declaration of many encodings": "refused(lambda: feed('<?' + 'encoding=\"' * 100_000 + '<p>'))",
    "entries that never end": "assert pages('<url>' * 1_000_000) == []",
    "entries that end in the last one": "assert pages('<url><loc>' * 500_000 + '</url>') == []",
    "an entry of blanks": "assert pages('<url><lastmod>' + ' ' * 5_000_000 + '</url>') == []",
    "robots.txt of blanks": "assert pages('\\n' * 5_000_000 + 'sitemap') == []",
    "quotation marks that never close": "assert jsonld.read('{' + '\\\\\"' * 1_000_000) == []",
    "a text that ends in a backslash": "assert jsonld.read('{' + '\\\\\"' * 1_000_000 + '\\\\') == []",
    "comments that never close": "assert jsonld.read('{' + '/*' * 1_000_000) == []",
    "blanks behind a script": "assert jsonld.read('x' + '--> ' * 500_000 + 'x') == []",
    "blanks within a script": "assert jsonld.read('x' + ' ' * 2_000_000 + 'x') == []",
    "what was never opened": "refused(lambda: parsed('<x>' * 1_900 + '</y>' * 2_000_000))",
    "depth that closing tags hide": "refused(lambda: parsed('<x></y>' * 500_000))",
    "lines about pay": "assert stated_salary(('pay ' + '1 ' * 3_000 + '\\n') * 60_000) is None",
    "one line about pay": "assert stated_salary('salary 1.000,' * 300_000) is None",
}


def run(case: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM + case], capture_output=True, text=True, cwd=settings.BASE_DIR, check=False,
        timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_page_and_no_faster(case: str) -> None:
    done = run(case)

    assert done.returncode == 0, done.stderr[-500:]
    assert ("refused" in case) == ("refused" in done.stdout)


def test_limit_ends_what_takes_too_long() -> None:
    limited = f"resource.setrlimit(resource.RLIMIT_CPU, (1, {SECONDS}))\nwhile True: pass"

    assert run(limited).returncode < 0
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != 1
