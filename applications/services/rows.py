"""The rows of a new application in one statement: applicant, application and first stage, or nothing of it.

Unique rules decide between two that arrive at once: the second waits for the first, then finds its rows. That holds
only within a single statement per rule, which is why this is SQL and not a look followed by a write.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from applicants.person import Person
from applications.openings import Opening
from applications.services.data import ApplyData
from hiretrack.tenancy import new_id

# A repeated application must not even fill blanks, and nothing that a visitor says enters a portal user's record.
WRITE = """
WITH person AS (
    INSERT INTO applicants_applicant AS known (
        id, employer_id, name, email, phone, location, headline, links, skills, languages, tags, consent,
        cv_id, cv_text, created_at, updated_at, identity_hidden
    ) VALUES (
        %(applicant)s, %(employer)s, %(name)s, %(email)s, %(phone)s, %(location)s, %(headline)s, %(links)s,
        '{}', '{}', '{}', %(consent)s, %(cv)s, %(cv_text)s, %(at)s, %(at)s,
        -- What the trigger would come to a moment later, by writing the new row once more.
        (SELECT fair_review FROM jobs_job WHERE id = %(job)s)
    )
    ON CONFLICT (employer_id, lower(email)) WHERE merged_into_id IS NULL DO UPDATE SET
        (phone, location, headline, links, consent, cv_id, cv_text) = (
            SELECT
                CASE WHEN fill AND known.phone = '' THEN excluded.phone ELSE known.phone END,
                CASE WHEN fill AND known.location = '' THEN excluded.location ELSE known.location END,
                CASE WHEN fill AND known.headline = '' THEN excluded.headline ELSE known.headline END,
                CASE WHEN fill AND known.links = '[]' THEN excluded.links ELSE known.links END,
                CASE WHEN fill AND known.consent = '{}' THEN excluded.consent ELSE known.consent END,
                CASE WHEN fill AND known.cv_id IS NULL THEN excluded.cv_id ELSE known.cv_id END,
                CASE WHEN fill AND known.cv_id IS NULL THEN excluded.cv_text ELSE known.cv_text END
            FROM (
                SELECT known.user_id IS NULL AND NOT EXISTS (
                    SELECT FROM applications_application earlier
                    WHERE earlier.employer_id = known.employer_id AND earlier.job_id = %(job)s
                        AND earlier.applicant_id = known.id
                ) AS fill
            ) AS may
        )
    RETURNING id, xmax = 0 AS is_new
), application AS (
    INSERT INTO applications_application (
        id, employer_id, job_id, applicant_id, status, source, referrer, cover_letter, answers, submitted,
        notes, rejection_reason, cv_id, cover_letter_file_id, answer_by, created_at, updated_at
    )
    SELECT %(application)s, %(employer)s, %(job)s, person.id, 'new', %(source)s, %(referrer)s, %(cover_letter)s,
        %(answers)s, %(submitted)s, '', '', %(cv)s, %(letter)s, %(answer_by)s, %(at)s, %(at)s
    FROM person
    ON CONFLICT (employer_id, job_id, applicant_id) WHERE superseded_by_id IS NULL DO NOTHING
    RETURNING id
), stage AS (
    INSERT INTO applications_applicationstage (id, employer_id, application_id, from_status, status, changed_at, note)
    SELECT %(stage)s, %(employer)s, application.id, '', 'new', %(at)s, '' FROM application
)
SELECT person.id, person.is_new, (SELECT id FROM application) FROM person
"""


@dataclass(frozen=True, slots=True)
class Given:
    """Everything an application is made of, checked. `cv_text` is what has been read of the CV so far."""

    opening: Opening
    person: Person
    answers: list[dict[str, Any]]
    data: ApplyData
    consent: dict[str, str]
    cv_text: str
    at: dt.datetime

    @property
    def submitted(self) -> dict[str, Any]:
        person = self.person
        return {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "location": person.location,
            "headline": person.headline,
            "links": list(person.links),
            "consent": self.consent,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """`application_id` is None when the applicant had applied before: then nothing was changed."""

    applicant_id: uuid.UUID
    is_new_applicant: bool
    application_id: uuid.UUID | None


def write(given: Given) -> Written:
    """In the employer's open scope, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, _values(given))
        return Written(*cursor.fetchone())


def _values(given: Given) -> dict[str, Any]:
    person, data, opening = given.person, given.data, given.opening
    return {
        "applicant": new_id(),
        "application": new_id(),
        "stage": new_id(),
        "employer": opening.employer_id,
        "job": opening.job_id,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "location": person.location,
        "headline": person.headline,
        "links": Jsonb(list(person.links)),
        "consent": Jsonb(given.consent),
        "cv": data.cv_upload_id,
        "cv_text": given.cv_text,
        "letter": data.cover_letter_upload_id,
        "source": data.source,
        "referrer": data.referrer[:500],
        "cover_letter": data.cover_letter,
        "answers": Jsonb(given.answers),
        "submitted": Jsonb(given.submitted),
        "answer_by": given.at + dt.timedelta(days=opening.reply_promise_days),
        "at": given.at,
    }
