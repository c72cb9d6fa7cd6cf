"""Examples of the Media operations."""

from __future__ import annotations

from typing import Any

UPLOAD_ID = "01980a3c-52d9-7f52-8f0c-0a9d4be0c0a1"
PRESIGN: dict[str, Any] = {
    "kind": "cv",
    "filename": "Ada Lovelace.pdf",
    "content_type": "application/pdf",
    "size": 48213,
    "employer": "acme",
}
PRESIGNED: dict[str, Any] = {
    "upload_id": UPLOAD_ID,
    "url": "https://files.example.com/hiretrack",
    "fields": {
        "Content-Type": "application/pdf",
        "key": f"incoming/01980a3c-52d4-7c1e-9a53-4f0f6d1c2b11/{UPLOAD_ID}/Ada-Lovelace.pdf",
        "policy": "eyJleHBpcmF0aW9uIjoiMjAyNi0wMS0xNVQwOTo0NTowMFoifQ==",
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-signature": "6b1f0c0d",
    },
    "expires_at": "2026-01-15T09:45:00Z",
}
PENDING: dict[str, Any] = {
    "id": UPLOAD_ID,
    "kind": "cv",
    "filename": "Ada Lovelace.pdf",
    "content_type": "application/pdf",
    "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "scan_status": "pending",
    "scan_detail": "",
    "download_url": None,
    "created_at": "2026-01-15T09:30:00Z",
    "completed_at": "2026-01-15T09:30:02Z",
}
CLEAN: dict[str, Any] = {
    **PENDING,
    "scan_status": "clean",
    "download_url": "https://files.example.com/hiretrack/Ada-Lovelace.pdf?X-Amz-Signature=6b1f0c0d",
}
