"""What goes out compressed, and what doesn't."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hiretrack.compression import TextCompressionMiddleware

LONG = b"Field Service Technician, Columbus. " * 40


def answered(rf: RequestFactory, content_type: str, accepts: str = "br, gzip") -> HttpResponse:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(LONG, content_type=content_type, headers={"ETag": '"one"'})

    made: HttpResponse = TextCompressionMiddleware(view)(rf.get("/", headers={"accept-encoding": accepts}))
    return made


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/css", "application/rss+xml"])
def test_documents_are_compressed(rf: RequestFactory, content_type: str) -> None:
    answer = answered(rf, content_type)

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == LONG
    assert len(answer.content) < len(LONG) / 2
    assert (answer["ETag"], answer["Vary"]) == ('W/"one"', "Accept-Encoding")


@pytest.mark.parametrize("content_type", ["application/json", "text/event-stream", "image/png"])
def test_other_answers_go_as_they_are(rf: RequestFactory, content_type: str) -> None:
    answer = answered(rf, content_type)

    assert "Content-Encoding" not in answer
    assert answer.content == LONG


def test_client_that_cannot_read_it_gets_the_text(rf: RequestFactory) -> None:
    assert answered(rf, "text/html", accepts="identity").content == LONG


@pytest.mark.django_db
def test_compressed_page_is_not_sent_again(client: Client) -> None:
    first = client.get("/", headers={"accept-encoding": "gzip"})
    again = client.get("/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})

    assert first["Content-Encoding"] == "gzip"
    assert again.status_code == 304
