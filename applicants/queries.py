"""Reads of applicants, within the open scope."""

from __future__ import annotations

import uuid

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from applicants.models import Applicant


class Matches(Func):
    """`search @@ job_query(words)`: the same folding of words as in the search of jobs."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()
    conditional = True


def found(words: str, rows: QuerySet[Applicant]) -> QuerySet[Applicant]:
    """What the back office's search box finds: words of the record or the CV, or the beginning of an address.

    `words` are in websearch syntax: "a phrase", OR, -not.
    """
    query = Func(Value(words, output_field=TextField()), function="job_query", output_field=SearchVectorField())
    return rows.filter(Q(Matches(F("search"), query)) | Q(email__istartswith=words.strip()))


def has_applied(applicant: Applicant) -> bool:
    return bool(applicant.applications.exists())


def with_email(email: str) -> Applicant | None:
    return Applicant.objects.filter(email__iexact=email.strip(), merged_into=None).first()


def having_cv(upload_id: uuid.UUID) -> QuerySet[Applicant]:
    return Applicant.objects.filter(cv_id=upload_id)
