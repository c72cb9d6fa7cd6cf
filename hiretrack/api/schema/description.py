"""The document's words."""

from __future__ import annotations

from collections.abc import Iterable

DESCRIPTION = """\
The API of HireTrack, an open applicant tracking system.

**Requests** are JSON in UTF-8 (`application/json`), at most 1 MiB. Unknown members and unknown query parameters are
refused, never ignored. Names are snake_case, times RFC 3339 in UTC, ids UUIDs, money decimal strings.

**Errors** are problem documents (RFC 9457). `code` is stable, `type` links to a page that explains it, `errors` names
everything that is wrong at once.

**Authentication**: `Authorization: Bearer` with an access token or an API key. Your employer is the token's; no request
names one.

**Lists** are cut by `limit` and `cursor`. Pass `next_cursor` on as it came; it is bound to the filters and the sort
order that it was made with.

**Repeating safely**: operations that create something require an `Idempotency-Key`. The same key and request get the
same answer for 24 hours, without a second effect.

**Changing safely**: single objects carry an `ETag`; send it as `If-Match` with a change.

**Limits**: the `RateLimit` headers say what is left. Each request has 5 seconds.
"""

WHO = {
    "public": "everybody",
    "applicant": "candidates",
    "viewer": "viewers",
    "recruiter": "recruiters",
    "employer_admin": "employer admins",
    "platform": "platform admins",
}


def who_may(roles: Iterable[str]) -> str:
    """The roles in words, from the widest to the narrowest."""
    return ", ".join(words for role, words in WHO.items() if role in set(roles))


TAGS: dict[str, str] = {
    "Auth": "Registration, sign-in, tokens, passwords, and the signed-in user.",
    "Employer": "The organisation, its users and its API keys.",
    "Public jobs": "What a careers site needs: published jobs, applying, and the candidate's status page.",
    "Jobs": "Openings, from draft to closed.",
    "Applicants": "People who applied or were added.",
    "Saved searches": "Searches for applicants that recruiters keep, for themselves or with their colleagues.",
    "Applications": "The pipeline: who applied where, and how far they have come.",
    "Shortlists": "The few of a job who are considered.",
    "Comparisons": "Applicants side by side, as a report.",
    "Taxonomy": "Departments, languages, locations and skills in use.",
    "Media": "Uploads: presigned, checked, scanned.",
    "Webhooks": "Subscriptions and their deliveries.",
    "Events": "The journal as a feed.",
    "Audit": "Who did what.",
    "Reports": "Funnel, time in stage, sources, reply rate.",
    "Boards": "Job boards that are watched, and what was found there.",
    "Me": "A candidate's own profile, applications, matches, tracker and data.",
    "Notifications": "What happened, for the signed-in user.",
    "Tasks": "Work that goes on in the background.",
    "Metrics": "Anonymous counts from public pages.",
    "Platform": "For the people who run this server.",
}
