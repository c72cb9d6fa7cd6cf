"""Every code that an answer may carry. Each has a page at /problems/<code>."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """`explanation` says what it means, `remedy` what the caller can do."""

    code: str
    status: int
    title: str
    explanation: str
    remedy: str = ""


PROBLEMS: dict[str, ProblemKind] = {}


def register_problem(code: str, status: int, title: str, explanation: str, remedy: str = "") -> ProblemKind:
    """Make `code` known, with its page. Registering it again with another meaning is a mistake."""
    kind = ProblemKind(code, status, title, explanation, remedy)
    if PROBLEMS.setdefault(code, kind) != kind:
        raise ValueError(f"The problem {code} is registered already, with another meaning.")
    return kind


for _code, _status, _title, _explanation, _remedy in (
    ("malformed_json", 400, "The body is not valid JSON",
     ("The body could not be read as one JSON text in UTF-8 (RFC 8259). Duplicate keys, NUL characters, lone"
     " surrogates, numbers beyond 64 bits and nesting deeper than 64 levels are refused as well."),
     "Send one well-formed JSON value."),
    ("unknown_field", 400, "Unknown or read-only field",
     "The body has members that this operation does not know or that cannot be set. `errors` names each.",
     "Leave them out; the operation's schema lists what it takes."),
    ("unknown_parameter", 400, "Unknown query parameter",
     "The address has query parameters that this operation does not know. `errors` names each.",
     "Check their spelling against the operation's list of parameters."),
    ("invalid_parameter", 400, "Invalid query parameter",
     "A query parameter has a value that cannot be used. `errors` names each.",
     "Correct the values named in `errors`."),
    ("invalid_cursor", 400, "Invalid cursor",
     "The cursor was changed, or it was made for another list, filter, sort order or employer.",
     "Start again without `cursor`, and pass cursors on exactly as they came."),
    ("idempotency_key_required", 400, "Idempotency-Key is missing",
     ("This operation creates something, so it must carry an Idempotency-Key header: a repeated request is then"
     " answered from the first one's result."),
     "Send a new random key (a UUID, for example) with each new request, and the same key when you repeat one."),
    ("idempotency_key_invalid", 400, "Idempotency-Key cannot be used",
     "The key must be 1 to 255 printable ASCII characters.", "Send a UUID, for example."),
    ("bad_request", 400, "Bad request", "The request breaks a rule of HTTP or of this server.", ""),
    ("authentication_required", 401, "Authentication required",
     "This operation needs a signed-in user or an API key, and the request named none.",
     "Send `Authorization: Bearer` with an access token or an API key."),
    ("invalid_token", 401, "The token is not valid", "The access token or API key was refused.",
     "Get a new token, or check that the key was not revoked."),
    ("forbidden", 403, "Forbidden", "You are signed in, but your role or your key's scopes do not allow this.",
     "Ask an administrator of your organisation for the role or scope."),
    ("not_found", 404, "Not found", "There is no such address or object, or it is not yours to see.", ""),
    ("method_not_allowed", 405, "Method not allowed", "The address exists, but not with this method.",
     "The `Allow` header lists the methods that work."),
    ("not_acceptable", 406, "Not acceptable", "The `Accept` header excludes `application/json`.",
     "Accept `application/json`, or leave the header out."),
    ("conflict", 409, "Conflict", "The request conflicts with the object's current state.",
     "Read the object again and decide anew."),
    ("idempotency_in_progress", 409, "The first request is still running",
     "Another request with the same Idempotency-Key has not ended yet.",
     "Repeat the request after the seconds that `Retry-After` gives."),
    ("gone", 410, "Gone", "What was here is not available any more.", ""),
    ("length_required", 411, "Length required", "The body came without its length.", "Send `Content-Length`."),
    ("precondition_failed", 412, "Precondition failed",
     "The object has changed since you read it: its ETag is not the one in `If-Match`.",
     "Read it again, apply your change to what you find, and send the new ETag."),
    ("body_too_large", 413, "The body is too large", "A body may have at most 1 MiB. Files go through uploads.",
     "Send less at a time."),
    ("unsupported_media_type", 415, "Unsupported media type", "Bodies must be `application/json` in UTF-8.",
     "Set `Content-Type: application/json`."),
    ("validation_failed", 422, "The request is not valid",
     "The request can be read, but some values break a rule. `errors` lists every one of them.",
     "Correct the fields named in `errors`."),
    ("idempotency_key_reused", 422, "Idempotency-Key used for another request",
     "This key was used within the last 24 hours for a request with another address or body.",
     "Use a new key for a new request."),
    ("rate_limited", 429, "Too many requests", "You have used up the requests that your client may make for now.",
     "Wait for the seconds that `Retry-After` gives; the `RateLimit` headers show what is left."),
    ("headers_too_large", 431, "The headers are too large", "All headers together may have at most 16 KiB.",
     "Send fewer or shorter headers."),
    ("internal_error", 500, "Internal error", "Something went wrong on our side. It has been logged.",
     "Try again later; when you report it, quote `request_id`."),
    ("unavailable", 503, "Temporarily unavailable", "A part that this operation needs is away.",
     "Try again after the seconds that `Retry-After` gives."),
    ("deadline_exceeded", 503, "The request took too long",
     "The request was given up at its deadline; nothing was changed.",
     "Try again, with a narrower request where possible."),
    ("limiter_unavailable", 503, "Rate limits cannot be checked",
     "The rate limiter is away, and this operation is not allowed without it.",
     "Try again after the seconds that `Retry-After` gives."),
):  # fmt: skip
    register_problem(_code, _status, _title, _explanation, _remedy)
