"""Uploads, and the files in them: small, real documents of every accepted type."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import Any

import factory
import requests
from django.utils import timezone

from hiretrack.tenancy import require_scope
from hiretrack.uploads.choices import ContentType, ScanStatus, UploadKind
from hiretrack.uploads.models import Upload

# Put together here, so that this file itself does not trip a scanner.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class UploadFactory(factory.django.DjangoModelFactory[Upload]):
    """A clean CV that nobody has taken, in the open scope; its object is not in the store."""

    class Meta:
        model = Upload

    employer_id = factory.LazyFunction(lambda: require_scope().employer_id)
    kind = UploadKind.CV
    filename = "Ada Lovelace.pdf"
    path = factory.Sequence(lambda n: f"test/{n}/ada.pdf")
    content_type = ContentType.PDF
    size = 1000
    sha256 = "0" * 64
    scan_status = ScanStatus.CLEAN
    text = "Analytical engines and Bernoulli numbers"
    completed_at = factory.LazyFunction(timezone.now)


def pdf(text: str = "Ada Lovelace", *, extra: bytes = b"", hidden: bytes = b"") -> bytes:
    """One page. `extra` is put into the catalogue, `hidden` into a compressed stream."""
    page = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    packed = zlib.compress(hidden)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    return _pdf_of(objects)


def _pdf_of(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def zipped(members: dict[str, bytes | str], *, first_stored: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first_stored:
            archive.writestr("mimetype", first_stored, compress_type=zipfile.ZIP_STORED)
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(text: str = "Ada Lovelace", *, by_word: bool = True, **more: bytes | str) -> bytes:
    """`more` are further members; their names' `__` stand for `/` and `_dot_` for a dot."""
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = f' xmlns:r="{office}"' if by_word else ""
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
            "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{space}"{links}><w:body>{body}'
            "</w:body></w:document>",
            **{name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()},
        }
    )


def odt(text: str = "Ada Lovelace") -> bytes:
    content = f"<office:document-content><text:h>CV</text:h><text:p>{text}</text:p></office:document-content>"
    return zipped({"content.xml": content}, first_stored=ContentType.ODT.value)


def rtf(text: str = "Ada Lovelace") -> bytes:
    return b"{\\rtf1\\ansi{\\fonttbl\\f0\\fswiss Helvetica;}\\f0\\pard " + text.encode() + b"\\par}"


def arrived(upload: Upload, content: bytes) -> Upload:
    """`upload` as completed with `content` in the store."""
    from hiretrack.uploads import storage

    storage.write(upload.path, content, content_type=upload.content_type)
    upload.size, upload.sha256 = len(content), hashlib.sha256(content).hexdigest()
    upload.scan_status, upload.text = ScanStatus.PENDING, ""
    upload.save()
    return upload


def put(form: Any, content: bytes, **changed: str) -> int:
    """What a browser does with a presigned form; the store's status code."""
    url, fields = (form["url"], form["fields"]) if isinstance(form, dict) else (form.url, form.fields)
    answer = requests.post(url, data={**fields, **changed}, files={"file": ("file", content)}, timeout=60)
    return answer.status_code
