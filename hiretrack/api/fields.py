"""Fields that read exactly what their schema says: REST framework's own are more forgiving."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from hiretrack.codes import is_country, language_tag

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_AMOUNT = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,2})?")


class AmountField(serializers.DecimalField):
    """A decimal text such as "52000.00"; no sign, no exponent."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=Decimal(0), **given)

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not _AMOUNT.fullmatch(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class MomentField(serializers.DateTimeField):
    """RFC 3339 with an offset: without one, nobody knows when it is."""

    default_error_messages = {"moment": "Give a time with its offset, such as 2026-12-31T23:59:00Z."}  # noqa: RUF012

    def to_internal_value(self, value: Any) -> dt.datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            self.fail("moment")
        try:
            moment: dt.datetime = super().to_internal_value(value.upper())
            return moment.astimezone(dt.UTC)
        except OverflowError:
            self.fail("moment")


class FlagField(serializers.BooleanField):
    """`true` or `false` in a query string, and nothing else."""

    TRUE_VALUES = {"true"}  # noqa: RUF012
    FALSE_VALUES = {"false"}  # noqa: RUF012
    NULL_VALUES: set[str | None] = set()  # noqa: RUF012


class CountryField(serializers.RegexField):
    """An ISO 3166-1 alpha-2 code."""

    default_error_messages = {"country": "This is not an ISO 3166-1 alpha-2 code, such as DE."}  # noqa: RUF012

    def __init__(self, **given: Any) -> None:
        super().__init__(r"^[A-Z]{2}$", **given)

    def to_internal_value(self, data: Any) -> str:
        code: str = super().to_internal_value(data)
        if not is_country(code):
            self.fail("country")
        return code


class LanguageField(serializers.RegexField):
    """A BCP 47 tag in its usual letter case."""

    def __init__(self, **given: Any) -> None:
        super().__init__(r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$", **given)

    def to_internal_value(self, data: Any) -> str:
        return language_tag(super().to_internal_value(data))
