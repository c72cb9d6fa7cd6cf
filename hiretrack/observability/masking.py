"""Personal data and secrets never reach a log line: known keys are blanked, addresses and numbers in texts too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MASK = "[masked]"
KEYS = frozenset({
    "authorization", "cookie", "set_cookie", "csrfmiddlewaretoken", "password", "passwd", "secret", "token", "api_key",
    "email", "e_mail", "mail", "recipient", "recipients", "to", "from_email", "phone", "mobile", "name", "full_name",
    "first_name", "last_name", "actor_name", "username", "user_name", "filename", "address", "cover_letter", "subject",
    "body",
})  # fmt: skip
ENDINGS = ("_email", "_password", "_phone", "_secret", "_token")
_LOCAL, _DOMAIN = r"[\w.!#$%&'*+/=?^`{|}~-]", r"[\w-]++(?:\.[\w-]++)*+"
# Each run of letters is read once: it begins at its first, and nothing that was read is given back. Without bounds,
# because whatever is longer than an address may be is somebody's all the same.
EMAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}++@{_DOMAIN}(?:{_LOCAL}*+@{_DOMAIN})*+")
# International (+49 …) or national (0151 …) numbers of seven digits and more; never a part of an id.
PHONE = re.compile(r"(?<![\w.:+-])(?:\+|\(?0(?!\.))(?:[\s()./-]{0,2}\d){7,15}(?![\w-])")
BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+")
# PostgreSQL repeats the offending row in the detail of a constraint error.
DETAIL = re.compile(r"(?m)^(DETAIL: ).*$|(?<=[^\n])(DETAIL: ).*$")
DEPTH = 6


def mask_text(text: str) -> str:
    """`text` without e-mail addresses, telephone numbers, credentials and rows quoted by PostgreSQL."""
    if "DETAIL: " in text:
        text = DETAIL.sub(f"DETAIL: {MASK}", text)
    if "@" in text:
        text = EMAIL.sub(MASK, text)
    if "earer" in text or "asic" in text:
        text = BEARER.sub(MASK, text)
    return PHONE.sub(MASK, text) if "0" in text or "+" in text else text


def mask(value: Any, depth: int = 0) -> Any:
    """`value` with everything personal blanked, through lists and mappings; deeper than six levels it is dropped."""
    if isinstance(value, str):
        return mask_text(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth >= DEPTH:
        return MASK
    if isinstance(value, Mapping):
        return {key: masked_item(str(key), item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [mask(item, depth + 1) for item in value]
    return mask_text(str(value))


def masked_item(key: str, value: Any, depth: int = 0) -> Any:
    plain = key.lower().replace("-", "_")
    if value and (plain in KEYS or plain.endswith(ENDINGS)):
        return MASK
    return mask(value, depth)
