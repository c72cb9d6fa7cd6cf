"""Pictures as files, honest ones and others."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), mode: str = "RGB", **options: Any) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, "#cc2200").save(held, kind, **options)
    return held.getvalue()


def with_secret(words: str = "SECRET-PLACE") -> bytes:
    """A PNG that says more than it shows, and has another file behind it."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", f"<script>{words}</script>")
    return picture(pnginfo=said) + b"PK\x03\x04" + words.encode()


def png_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """900 million pixels in about 110 KB."""
    row = b"\0" + bytes(width // 8)
    squeezed = zlib.compressobj(9)
    body = b"".join(squeezed.compress(row) for _ in range(height)) + squeezed.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b"")))


def text_bomb() -> bytes:
    """A small picture with a compressed text of 200 MB."""
    body = b"Comment\0\0" + zlib.compress(b"x" * 200_000_000, 9)
    whole = picture()
    return whole[:33] + _chunk(b"zTXt", body) + whole[33:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
