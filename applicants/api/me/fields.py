"""Fields of a candidate's own rows."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applicants.profiles.checks import is_partial_date
from hiretrack.api.serializers import StrictSerializer

PARTIAL_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
WEB_ADDRESS = r"https?://[^\s/?#]+[^\s]*"


def _whole(pattern: str, given: dict[str, Any]) -> str:
    """The contract shows the pattern, so it must match an empty text where one is allowed."""
    return f"^({pattern})?$" if given.get("allow_blank") else f"^{pattern}$"


class WebAddressField(serializers.RegexField):
    default_error_messages = {"invalid": "A link begins with https:// or http://."}  # noqa: RUF012

    def __init__(self, **given: Any) -> None:
        given.setdefault("max_length", 500)
        super().__init__(_whole(WEB_ADDRESS, given), **given)


class PartialDateField(serializers.RegexField):
    """A year, a month of it or a day."""

    default_error_messages = {  # noqa: RUF012
        "invalid": "Give a year, a month or a day that exists: 2019, 2019-06 or 2019-06-30."
    }

    def __init__(self, **given: Any) -> None:
        super().__init__(_whole(PARTIAL_DATE, given), **given)

    def to_internal_value(self, data: Any) -> str:
        date: str = super().to_internal_value(data)
        if not is_partial_date(date):
            self.fail("invalid")
        return date


class ProfileLinkSerializer(StrictSerializer):
    label = serializers.CharField(  # type: ignore[assignment]
        max_length=100, required=False, allow_blank=True, help_text="By default the address's host."
    )
    url = WebAddressField()
