"""Bodies, query strings and answers of the job operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from hiretrack.api.fields import AmountField, CountryField, FlagField, LanguageField, MomentField
from hiretrack.api.serializers import QuerySerializer, StrictSerializer
from jobs.api.fields import AnswerField
from jobs.choices import EmploymentType, JobStatus, KnockoutOperator, PageEventKind, QuestionType, SalaryPeriod, Sort
from jobs.models import MAX_DESCRIPTION, MAX_LIST
from jobs.questions import MAX_LABEL, MAX_OPTIONS, MAX_QUESTIONS

Answer = serializers.Serializer[Any]


class KnockoutSerializer(StrictSerializer):
    operator = serializers.ChoiceField(choices=KnockoutOperator.choices)
    value = AnswerField(help_text="An answer of the question's type.")


class QuestionSerializer(StrictSerializer):
    id = serializers.RegexField(r"^[a-z0-9][a-z0-9_-]{0,39}$", help_text="What answers refer to.")
    type = serializers.ChoiceField(choices=QuestionType.choices)
    label = serializers.CharField(max_length=MAX_LABEL)  # type: ignore[assignment]
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]
    options = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=MAX_OPTIONS, help_text="Of a choice."
    )
    knockout = KnockoutSerializer(
        required=False, allow_null=True, help_text="Answers for which this holds mark the application; never public."
    )


class JobBodySerializer(StrictSerializer):
    title = serializers.CharField(max_length=200)
    description_md = serializers.CharField(
        max_length=MAX_DESCRIPTION, required=False, allow_blank=True, help_text="Markdown."
    )
    company = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Shown instead of the employer's name."
    )
    department = serializers.CharField(max_length=100, required=False, allow_blank=True)
    location = serializers.CharField(max_length=200, required=False, allow_blank=True)
    country = CountryField(required=False, allow_null=True, help_text="ISO 3166-1 alpha-2.")
    remote = serializers.BooleanField(required=False)
    languages = serializers.ListField(
        child=LanguageField(max_length=35), required=False, max_length=MAX_LIST, help_text="BCP 47 tags."
    )
    tags = serializers.ListField(child=serializers.CharField(max_length=50), required=False, max_length=MAX_LIST)
    employment_type = serializers.ChoiceField(choices=EmploymentType.choices, required=False)
    salary_min = AmountField(required=False, allow_null=True)
    salary_max = AmountField(required=False, allow_null=True)
    salary_currency = serializers.RegexField(
        r"^[A-Z]{3}$", required=False, allow_null=True, help_text="ISO 4217; required with a salary."
    )
    salary_period = serializers.ChoiceField(
        choices=SalaryPeriod.choices, required=False, allow_null=True, help_text="Required with a salary."
    )
    questions = QuestionSerializer(many=True, required=False, max_length=MAX_QUESTIONS)  # type: ignore[call-arg]
    closes_at = MomentField(required=False, allow_null=True, help_text="In the future; closes the job by itself.")
    fair_review = serializers.BooleanField(
        required=False,
        help_text=(
            "Names, photos, files and contact data stay hidden until the interview stage. Recruiters may switch it on;"
            " only employer admins off again while that makes hidden candidates known."
        ),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        texts = ("country", "salary_currency", "salary_period")
        return attrs | {name: attrs[name] or "" for name in texts if name in attrs}


class QuestionAnswerSerializer(Answer):
    id = serializers.CharField()
    type = serializers.ChoiceField(choices=QuestionType.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    required = serializers.BooleanField()  # type: ignore[assignment]
    options = serializers.ListField(child=serializers.CharField())


class KnockoutAnswerSerializer(Answer):
    operator = serializers.ChoiceField(choices=KnockoutOperator.choices)
    value = serializers.JSONField()


class OwnQuestionSerializer(QuestionAnswerSerializer):
    knockout = KnockoutAnswerSerializer(allow_null=True)


class ShownSerializer(Answer):
    """All but `id` may be left out with `fields`."""

    id = serializers.UUIDField()
    title = serializers.CharField(required=False)
    company = serializers.CharField(required=False)
    department = serializers.CharField(required=False)
    location = serializers.CharField(required=False)
    country = serializers.CharField(required=False, allow_null=True)
    remote = serializers.BooleanField(required=False)
    languages = serializers.ListField(child=serializers.CharField(), required=False)
    tags = serializers.ListField(child=serializers.CharField(), required=False)
    employment_type = serializers.ChoiceField(choices=EmploymentType.choices, required=False)
    salary_min = serializers.DecimalField(max_digits=12, decimal_places=2, required=False, allow_null=True)
    salary_max = serializers.DecimalField(max_digits=12, decimal_places=2, required=False, allow_null=True)
    salary_currency = serializers.CharField(required=False, allow_null=True)
    salary_period = serializers.ChoiceField(choices=SalaryPeriod.choices, required=False, allow_null=True)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)
    updated_at = serializers.DateTimeField(required=False)


class EmployerBriefSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField()


class JobEmployerSerializer(EmployerBriefSerializer):
    logo_url = serializers.CharField()
    website = serializers.CharField()


class PublicJobSerializer(ShownSerializer):
    employer = JobEmployerSerializer(required=False)
    url = serializers.URLField(required=False, help_text="The job's public page.")
    summary = serializers.CharField(required=False, help_text="The beginning of the description, in lists.")


class PublicJobDetailSerializer(ShownSerializer):
    employer = JobEmployerSerializer(required=False)
    url = serializers.URLField(required=False, help_text="The job's public page.")
    description_md = serializers.CharField(required=False)
    description_html = serializers.CharField(required=False, help_text="Safe to put into a page.")
    questions = QuestionAnswerSerializer(many=True, required=False)


class MakerSerializer(Answer):
    id = serializers.UUIDField()
    name = serializers.CharField()


class JobSerializer(ShownSerializer):
    status = serializers.ChoiceField(choices=JobStatus.choices, required=False)
    fair_review = serializers.BooleanField(
        required=False, help_text="Whether candidates' identities are hidden until the interview stage."
    )
    external_id = serializers.CharField(required=False)
    source_url = serializers.CharField(required=False)
    closed_at = serializers.DateTimeField(required=False, allow_null=True)
    created_at = serializers.DateTimeField(required=False)
    employer_id = serializers.UUIDField(required=False)
    created_by_id = serializers.UUIDField(required=False, allow_null=True)
    url = serializers.URLField(required=False, allow_null=True, help_text="The public page of a published job.")
    description_md = serializers.CharField(required=False, help_text="In a list only when `fields` names it.")
    questions = OwnQuestionSerializer(many=True, required=False, help_text="In a list only when `fields` names it.")
    employer = EmployerBriefSerializer(required=False, help_text="With `expand=employer`.")
    created_by = MakerSerializer(required=False, allow_null=True, help_text="With `expand=created_by`.")


class TermSerializer(Answer):
    value = serializers.CharField()
    jobs = serializers.IntegerField(min_value=1)


class TaxonomySerializer(Answer):
    items = TermSerializer(many=True)


class _Filters(QuerySerializer):
    q = serializers.CharField(
        max_length=200, required=False, help_text='Words that all must occur, "phrases in quotes", OR, and -not.'
    )
    department = serializers.CharField(max_length=100, required=False, help_text="Whole, in any letter case.")
    language = LanguageField(max_length=35, required=False, help_text="BCP 47; `de` also finds de-AT.")
    location = serializers.CharField(max_length=200, required=False, help_text="Any part of the location's name.")
    country = serializers.RegexField(r"^[A-Z]{2}$", required=False, help_text="ISO 3166-1 alpha-2.")
    remote = FlagField(required=False, help_text="Whether the work can be done from elsewhere.")
    employment_type = serializers.ChoiceField(
        choices=EmploymentType.choices, required=False, help_text="Only jobs of this kind."
    )


class PublicJobsQuery(_Filters):
    employer = serializers.RegexField(r"^[-a-zA-Z0-9_]{1,80}$", required=False, help_text="The employer's slug.")
    salary_min = AmountField(
        required=False, help_text="The top of the pay range for a year, in the job's own currency, is at least this."
    )
    published_after = MomentField(required=False, help_text="Only jobs that came out later.")
    sort = serializers.ChoiceField(
        choices=Sort.choices, required=False, help_text="`relevance` (with q) ranks the newest 2,000 that match."
    )


class JobsQuery(_Filters):
    status = serializers.ChoiceField(choices=JobStatus.choices, required=False, help_text="Only jobs in this state.")
    fair_review = FlagField(required=False, help_text="Only jobs that hide, or show, who applies.")
    sort = serializers.ChoiceField(
        choices=[(s, s.label) for s in (Sort.NEWEST, Sort.OLDEST)],
        required=False,
        help_text="By creation; `newest` first if not given.",
    )


class TaxonomyQuery(QuerySerializer):
    employer = serializers.RegexField(r"^[-a-zA-Z0-9_]{1,80}$", required=False, help_text="The employer's slug.")


class PageEventSerializer(StrictSerializer):
    job_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=PageEventKind.choices)
    # No @ and few signs: what a link calls itself, not whom it was sent to.
    source = serializers.RegexField(  # type: ignore[assignment]
        r"^[A-Za-z0-9][A-Za-z0-9._ -]{0,59}$", required=False, help_text="What the link says about itself (`ref`)."
    )
    referrer_host = serializers.RegexField(
        r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$",
        required=False,
        help_text="The other site's host name alone.",
    )
