from django.db import models


class JobStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed"


class EmploymentType(models.TextChoices):
    FULL_TIME = "full_time", "Full time"
    PART_TIME = "part_time", "Part time"
    CONTRACT = "contract", "Contract"
    INTERNSHIP = "internship", "Internship"
    TEMPORARY = "temporary", "Temporary"


class SalaryPeriod(models.TextChoices):
    HOUR = "hour", "an hour"
    DAY = "day", "a day"
    WEEK = "week", "a week"
    MONTH = "month", "a month"
    YEAR = "year", "a year"


class QuestionType(models.TextChoices):
    TEXT = "text", "Text"
    LONG_TEXT = "long_text", "Long text"
    BOOLEAN = "boolean", "Yes or no"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    CHOICE = "choice", "One of several"
    MULTIPLE_CHOICE = "multiple_choice", "Some of several"


class KnockoutOperator(models.TextChoices):
    EQUALS = "equals", "is"
    NOT_EQUALS = "not_equals", "is not"
    AT_LEAST = "at_least", "at least"
    AT_MOST = "at_most", "at most"


class PageEventKind(models.TextChoices):
    VIEW = "view", "Job page seen"
    APPLY_START = "apply_start", "Application begun"


class Sort(models.TextChoices):
    NEWEST = "newest", "Newest first"
    OLDEST = "oldest", "Oldest first"
    RELEVANCE = "relevance", "Most relevant first"


TRANSITIONS: dict[JobStatus, frozenset[JobStatus]] = {
    JobStatus.DRAFT: frozenset({JobStatus.PUBLISHED}),
    JobStatus.PUBLISHED: frozenset({JobStatus.CLOSED}),
    JobStatus.CLOSED: frozenset({JobStatus.PUBLISHED}),
}
