"""A program of its own: `reader.py CONTENT_TYPE < file` prints {"text", "active"} as JSON. Imports nothing of ours.

`reader.py pages < file.pdf` prints a PDF's pages as pictures instead: {"count", "pages"}. `reader.py logo < file`
prints a picture drawn anew: {"width", "height", "ending", "content"}, or {"refused"}.

Limits are set before a parser is imported, so that whatever the file makes it do ends with this process.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 15
MAX_CHARACTERS = 200_000
MAX_PAGES = 60
MAX_DRAWN = 12
WIDEST = 1200
"""Pixels of a drawn page: A4 at about 145 dots an inch."""
TALLEST = 4 * WIDEST
MAX_LINES = 400
MAX_PIXELS = 24_000_000
"""Of a picture that is read: more than a logo ever needs, and about 100 MB once unpacked."""
SMALLEST = 16
LOGO_SIZE = (512, 200)
"""Twice what the largest page shows, for dense screens; and what networks ask of a shared link's picture."""
LOGO_BYTES = 16 * 1024
"""A whole page weighs 60 KB and less: a logo that is heavier gets by with 256 colours."""


def limit(memory_bytes: int = MEMORY_BYTES, cpu_seconds: int = CPU_SECONDS) -> None:
    """Memory, processor time, no files written, no core left behind. For other such programs too."""
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read_pdf(content: bytes) -> dict[str, str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    scripts = pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document)
    pages = (document[number] for number in range(min(len(document), MAX_PAGES)))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return {"text": text, "active": "PDF with JavaScript" if scripts > 0 else ""}


class OfficeText(HTMLParser):
    """The characters of a document's main part; knows no entities of the file's own, so none can be expanded."""

    BREAKS = frozenset({"text:p", "text:h", "text:line-break", "text:tab", "w:p", "w:br", "w:tab"})

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - the base class passes it
        if tag in self.BREAKS:
            self.parts.append("\t" if tag.endswith(":tab") else "\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def read_part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read(name).decode("utf-8", "replace")
    parser = OfficeText()
    parser.feed(body)
    return "".join(parser.parts)


def read_docx(content: bytes) -> dict[str, str]:
    from docx2python import docx2python

    try:
        with docx2python(io.BytesIO(content)) as document:
            return {"text": document.text}
    except (KeyError, AttributeError, ValueError, TypeError, IndexError):
        # It wants what Word writes; other programs leave parts and namespaces out that are not needed.
        return {"text": read_part(content, "word/document.xml")}


def read_odt(content: bytes) -> dict[str, str]:
    return {"text": read_part(content, "content.xml")}


def read_rtf(content: bytes) -> dict[str, str]:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(content.decode("latin-1"), errors="ignore")  # type: ignore[no-untyped-call]
    return {"text": text}


def read_text(content: bytes) -> dict[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return {"text": content.decode("utf-16", "replace")}
    try:
        return {"text": content.decode("utf-8-sig")}
    except UnicodeDecodeError:
        return {"text": content.decode("cp1252", "replace")}


def draw_pdf(content: bytes) -> dict[str, Any]:
    """Each page as a PNG (base64) with the places of its words in per cent of the page's width: [x, y, w, h, text]."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = [draw_page(document[number]) for number in range(min(len(document), MAX_DRAWN))]
    return {"count": len(document), "pages": pages}


def draw_page(page: Any) -> dict[str, Any]:
    width, height = page.get_size()
    scale = min(WIDEST / width, TALLEST / height)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    picture = png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    drawn = {"width": bitmap.width, "height": bitmap.height, "png": base64.b64encode(picture).decode()}
    return drawn | {"lines": list(lines_of(page, width, height))}


def lines_of(page: Any, width: float, height: float) -> Iterator[list[Any]]:
    text, (west, south, *_) = page.get_textpage(), page.get_cropbox()
    for number in range(min(text.count_rects(), MAX_LINES)):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).strip()[:500]
        if words:
            places = (left - west, height - (top - south), right - left, top - bottom)
            yield [*(round(100 * place / width, 2) for place in places), words]


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Grey, RGB or RGBA rows as a PNG (RFC 2083), without a filter: pages of text are mostly white."""
    rows = (pixels[row * stride : row * stride + width * channels] for row in range(height))
    kind = {1: 0, 3: 2, 4: 6}[channels]
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, kind, 0, 0, 0])
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def draw_logo(content: bytes) -> dict[str, Any]:
    """The first picture in a PNG, JPEG or WebP file, upright, no larger than a page shows it, without what else the
    file holds. As PNG or JPEG, because mail programs know no other."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        # No other decoder is ever tried.
        image: Any = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
    except Image.DecompressionBombError:
        return {"refused": "too_large"}
    except UnidentifiedImageError:
        return {"refused": "unknown"}
    width, height = image.size
    if width * height > MAX_PIXELS:
        return {"refused": "too_large"}
    if min(width, height) < SMALLEST:
        return {"refused": "too_small"}
    is_photo = image.format == "JPEG"
    image = ImageOps.exif_transpose(image)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(LOGO_SIZE, Image.Resampling.LANCZOS)
    # What was written beside the picture (texts, a colour profile, places) stays behind.
    image.info.clear()
    drawn = _as_jpeg(image) if is_photo else _as_png(image)
    shown = {"width": image.width, "height": image.height, "ending": "jpg" if is_photo else "png"}
    return shown | {"content": base64.b64encode(drawn).decode()}


def _as_jpeg(image: Any) -> bytes:
    held = io.BytesIO()
    image.save(held, "JPEG", quality=85, optimize=True, progressive=True)
    return held.getvalue()


def _as_png(image: Any) -> bytes:
    from PIL import Image

    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    if held.tell() > LOGO_BYTES:
        held = io.BytesIO()
        image.quantize(256, Image.Quantize.FASTOCTREE).save(held, "PNG", optimize=True)
    return held.getvalue()


READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {
    "pages": draw_pdf,
    "logo": draw_logo,
    "application/pdf": read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "application/vnd.oasis.opendocument.text": read_odt,
    "application/rtf": read_rtf,
    "text/plain": read_text,
}


def main(content_type: str) -> None:
    limit()
    answer = READERS[content_type](sys.stdin.buffer.read())
    if "text" in answer:
        answer["text"] = answer["text"][:MAX_CHARACTERS]
    # ASCII escapes: lone surrogates from a broken font map must not end the answer.
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
