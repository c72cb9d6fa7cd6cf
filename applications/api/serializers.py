"""Bodies of the application operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applications.choices import PUBLIC_SOURCES, STARTS, ApplicationStatus, PublicStatus, Sort, Source
from applications.models import MAX_DELAY_MINUTES
from applications.services.data import MAX_LETTER
from applications.services.moves import MAX_NOTE, MAX_REASON
from hiretrack.api.fields import FlagField, MomentField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from jobs.api.fields import AnswerField
from jobs.choices import JobStatus


class LinkSerializer(StrictSerializer):
    url = serializers.URLField(max_length=500, help_text="http or https.")
    label = serializers.CharField(max_length=100, required=False, allow_blank=True)  # type: ignore[assignment]


class AnswerSerializer(StrictSerializer):
    question_id = serializers.CharField(max_length=40)
    value = AnswerField(help_text="Text, number, true or false, or a list of options: as the question asks.")


class ConsentSerializer(StrictSerializer):
    given = serializers.BooleanField()
    policy_version = serializers.CharField(max_length=100, required=False, allow_blank=True)


class ApplySerializer(StrictSerializer):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    phone = serializers.CharField(
        max_length=32, required=False, allow_blank=True, help_text="With its country code, or as dialled at the job."
    )
    location = serializers.CharField(max_length=200, required=False, allow_blank=True)
    headline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    links = LinkSerializer(many=True, required=False, max_length=10)  # type: ignore[call-arg]
    cover_letter = serializers.CharField(max_length=MAX_LETTER, required=False, allow_blank=True)
    cv_upload_id = serializers.UUIDField(required=False, allow_null=True, help_text="A completed upload, used once.")
    cover_letter_upload_id = serializers.UUIDField(required=False, allow_null=True)
    answers = AnswerSerializer(many=True, required=False, max_length=30)  # type: ignore[call-arg]
    consent = ConsentSerializer(required=False, help_text="Required when the employer has a privacy policy.")
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=[(source.value, source.label) for source in PUBLIC_SOURCES], required=False
    )
    referrer = serializers.CharField(max_length=500, required=False, allow_blank=True)
    captcha = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, help_text="The answer to the challenge of getCaptcha."
    )


class ReceiptSerializer(serializers.Serializer[Any]):
    status_token = serializers.CharField(help_text="Opens the status page; tells nothing by itself.")
    status_url = serializers.URLField()
    received_at = serializers.DateTimeField()


class StatusJobSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    is_open = serializers.BooleanField()


class StatusEmployerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    slug = serializers.CharField()


class PublicApplicationSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=PublicStatus.choices)
    received_at = serializers.DateTimeField()
    job = StatusJobSerializer()
    employer = StatusEmployerSerializer()


class CaptchaSerializer(serializers.Serializer[Any]):
    provider = serializers.CharField(help_text="`altcha`, or `off` when no captcha is needed.")
    algorithm = serializers.CharField(required=False)
    challenge = serializers.CharField(required=False, help_text="Find the number whose hash with `salt` this is.")
    maxnumber = serializers.IntegerField(required=False)
    salt = serializers.CharField(required=False)
    signature = serializers.CharField(required=False)


class KeptAnswerSerializer(serializers.Serializer[Any]):
    question_id = serializers.CharField()
    question = serializers.CharField()
    answer = serializers.JSONField()
    knocked_out = serializers.BooleanField(required=False, help_text="Not told to candidates.")


class SubmittedSerializer(serializers.Serializer[Any]):
    """What the sender said; the applicant's own data is not overwritten by it."""

    name = serializers.CharField(required=False)
    email = serializers.EmailField(required=False)
    phone = serializers.CharField(required=False)
    location = serializers.CharField(required=False)
    headline = serializers.CharField(required=False)
    links = serializers.ListField(child=serializers.DictField(child=serializers.CharField()), required=False)
    consent = serializers.DictField(child=serializers.CharField(), required=False)


class ApplicantBriefSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    phone = serializers.CharField()
    location = serializers.CharField()
    headline = serializers.CharField()
    links = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))


class JobBriefSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    department = serializers.CharField()
    location = serializers.CharField()
    country = serializers.CharField()
    status = serializers.ChoiceField(choices=JobStatus.choices)


class ApplicationSerializer(serializers.Serializer[Any]):
    """All but `id` may be left out with `fields`; candidates don't see `notes`, `rejection_reason`, `referrer`,
    `superseded_by_id` and `updated_at`, nor a step whose mail still waits."""

    id = serializers.UUIDField()
    job_id = serializers.UUIDField(required=False)
    applicant_id = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=ApplicationStatus.choices, required=False)
    source = serializers.ChoiceField(choices=Source.choices, required=False)  # type: ignore[assignment]
    referrer = serializers.CharField(required=False)
    cover_letter = serializers.CharField(required=False)
    answers = KeptAnswerSerializer(many=True, required=False)
    submitted = SubmittedSerializer(required=False)
    notes = serializers.CharField(required=False)
    rejection_reason = serializers.CharField(required=False)
    cv_upload_id = serializers.UUIDField(allow_null=True, required=False)
    cover_letter_upload_id = serializers.UUIDField(allow_null=True, required=False)
    superseded_by_id = serializers.UUIDField(
        allow_null=True,
        required=False,
        help_text="The same person's application for the job that goes on instead, after two records were merged.",
    )
    answer_by = serializers.DateTimeField(allow_null=True, required=False, help_text="The employer's reply promise.")
    created_at = serializers.DateTimeField(required=False)
    updated_at = serializers.DateTimeField(required=False)
    applicant = ApplicantBriefSerializer(required=False, help_text="With `expand=applicant`.")
    job = JobBriefSerializer(required=False, help_text="With `expand=job`.")


class ApplicationChangeSerializer(StrictSerializer):
    status = serializers.ChoiceField(
        choices=ApplicationStatus.choices, required=False, help_text="The next step of the pipeline."
    )
    notes = serializers.CharField(max_length=20_000, required=False, allow_blank=True, help_text="Replaces the notes.")
    rejection_reason = serializers.CharField(max_length=MAX_REASON, required=False, allow_blank=True)
    note = serializers.CharField(
        max_length=MAX_NOTE, required=False, allow_blank=True, help_text="For the stage log; only with `status`."
    )

    mail_delay_minutes = serializers.IntegerField(
        min_value=0,
        max_value=MAX_DELAY_MINUTES,
        required=False,
        help_text=(
            "How long the mail about a rejection waits; a later step takes it back until then. So long the candidate"
            " sees the status before. Only with the status `rejected`; 0 when not given."
        ),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("note") and "status" not in attrs:
            raise serializers.ValidationError({"note": "A note goes with a change of status."}, code="not_allowed")
        if "mail_delay_minutes" in attrs and attrs.get("status") != ApplicationStatus.REJECTED:
            told = {"mail_delay_minutes": "Only the mail about a rejection is delayed."}
            raise serializers.ValidationError(told, code="not_allowed")
        return attrs


class NoteSerializer(StrictSerializer):
    note = serializers.CharField(max_length=MAX_NOTE, required=False, allow_blank=True, help_text="For the stage log.")


class StageSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    from_status = serializers.ChoiceField(choices=ApplicationStatus.choices, allow_blank=True)
    status = serializers.ChoiceField(choices=ApplicationStatus.choices)
    changed_at = serializers.DateTimeField()
    note = serializers.CharField(required=False, help_text="Not told to candidates.")
    changed_by = serializers.CharField(allow_null=True, required=False, help_text="Not told to candidates.")
    undone = serializers.BooleanField(
        required=False,
        help_text="A bulk move's step that was undone, or the step that undid it; candidates see neither.",
    )


class StatusQuery(QuerySerializer):
    status = serializers.MultipleChoiceField(
        choices=ApplicationStatus.choices, required=False, help_text="Repeat it for several."
    )


class ApplicationsQuery(StatusQuery):
    job = serializers.UUIDField(required=False, help_text="Only applications for this job.")
    applicant = serializers.UUIDField(required=False, help_text="Only this applicant's; ids that were merged count.")
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=Source.choices, required=False, help_text="Only applications that came this way."
    )
    q = serializers.CharField(
        max_length=200,
        required=False,
        help_text='Words of the applicant\'s name, record or CV: "phrases in quotes", OR, and -not.',
    )
    created_after = MomentField(required=False, help_text="Only applications that came later.")
    created_before = MomentField(required=False, help_text="Only applications that came earlier.")
    overdue = FlagField(required=False, help_text="Whether the promised answer is late.")
    sort = serializers.ChoiceField(
        choices=Sort.choices,
        required=False,
        help_text="`answer_by`: the most urgent first, and only applications that were promised an answer.",
    )


class NewApplicantSerializer(StrictSerializer):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True)
    location = serializers.CharField(max_length=200, required=False, allow_blank=True)
    headline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    links = LinkSerializer(many=True, required=False, max_length=10)  # type: ignore[call-arg]


class NewApplicationSerializer(StrictSerializer):
    """`applicant_id`, `applicant`, `status` and `notes` are for recruiters; `name`, `phone`, `location`, `headline`,
    `links` and `consent` for candidates, whose name and address are their account's."""

    job_id = serializers.UUIDField()
    applicant_id = serializers.UUIDField(required=False, help_text="Somebody who is known.")
    applicant = NewApplicantSerializer(required=False, help_text="Somebody new, or known by the same address.")
    status = serializers.ChoiceField(
        choices=[(status.value, status.label) for status in STARTS], required=False, help_text="`new` if not given."
    )
    notes = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    name = serializers.CharField(max_length=200, required=False)
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True)
    location = serializers.CharField(max_length=200, required=False, allow_blank=True)
    headline = serializers.CharField(max_length=200, required=False, allow_blank=True)
    links = LinkSerializer(many=True, required=False, max_length=10)  # type: ignore[call-arg]
    consent = ConsentSerializer(required=False, help_text="Required when the employer has a privacy policy.")
    cover_letter = serializers.CharField(max_length=MAX_LETTER, required=False, allow_blank=True)
    cv_upload_id = serializers.UUIDField(required=False, allow_null=True, help_text="A completed upload, used once.")
    cover_letter_upload_id = serializers.UUIDField(required=False, allow_null=True)
    answers = AnswerSerializer(many=True, required=False, max_length=30)  # type: ignore[call-arg]
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=Source.choices,
        required=False,
        help_text="`recruiter` (no receipt is mailed, as for `import`) or a candidate's `api` if not given.",
    )
    referrer = serializers.CharField(max_length=500, required=False, allow_blank=True)
