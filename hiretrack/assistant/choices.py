from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ANSWER = "answer", _("Answer to a question")
    DESCRIPTION = "description", _("Job description")


class Outcome(models.TextChoices):
    COMPLETED = "completed", _("Written")
    CUT = "cut", _("Cut at its longest")
    REFUSED = "refused", _("Refused by the model")
    UNAVAILABLE = "unavailable", _("Provider away")
    MISCONFIGURED = "misconfigured", _("Provider refuses our settings")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")


class Tone(models.TextChoices):
    NEUTRAL = "neutral", _("Neutral")
    FORMAL = "formal", _("Formal")
    WARM = "warm", _("Warm")
    PLAIN = "plain", _("Short and plain")
