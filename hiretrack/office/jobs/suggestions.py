"""What the job form's text fields offer."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from hiretrack.codes import language_tag
from hiretrack.tenancy import current_scope
from jobs.models import Job

Suggestions = tuple[tuple[str, str], ...]
MOST = 100

CURRENCIES: Suggestions = tuple(
    (code, "")
    for code in (
        "EUR",
        "USD",
        "GBP",
        "CHF",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "CAD",
        "AUD",
        "NZD",
        "INR",
        "JPY",
        "SGD",
    )
)


def used(column: str) -> Suggestions:
    """The values that the employer's own jobs have in a column; across employers nothing is offered."""
    scope = current_scope()
    if scope is None or scope.employer_id is None:
        return ()
    rows = Job.objects.exclude(**{column: ""}).order_by(column).values_list(column, flat=True)
    return tuple((value, "") for value in rows.distinct()[:MOST])


def languages() -> Suggestions:
    """Tags of languages with their names, in the reader's language."""
    known = {language_tag(code): info["name"] for code, info in LANG_INFO.items() if "name" in info and len(code) == 2}
    return tuple(sorted(((code, gettext(name)) for code, name in known.items() if code), key=lambda one: one[1]))
