"""The codes that uploads add to the registry."""

from __future__ import annotations

from hiretrack.api.problems import register_problem


def register() -> None:
    for code, status, title, explanation, remedy in _PROBLEMS:
        register_problem(code, status, title, explanation, remedy)


_PROBLEMS = (
    ("upload_missing", 409, "The file has not arrived",
     "Nothing was found in the file store under this upload's key.",
     "POST the file with the fields of the presigned form, then complete the upload. The form is valid 15 minutes."),
    ("upload_refused", 422, "The file is refused",
     ("The file that arrived is not the one that was announced, is not what its type says, or cannot be checked."
     " `errors` has a code: size_mismatch, checksum_mismatch, content_mismatch, encrypted."),
     "Presign again for the right file; save it anew as PDF when in doubt, without a password."),
    ("storage_unavailable", 503, "The file store is temporarily unavailable",
     "Files can be neither put nor read at the moment. Everything that needs none goes on.",
     "Try again after the seconds that `Retry-After` gives, or go on without a file."),
)  # fmt: skip
