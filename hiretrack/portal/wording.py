"""What the pages say for values that the rest of the program holds as codes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

EMPLOYMENT_TYPES: dict[str, Words] = {
    "full_time": _("Full time"),
    "part_time": _("Part time"),
    "contract": _("Contract"),
    "internship": _("Internship"),
    "temporary": _("Temporary"),
}

SALARY_PERIODS: dict[str, Words] = {
    "hour": _("an hour"),
    "day": _("a day"),
    "week": _("a week"),
    "month": _("a month"),
    "year": _("a year"),
}

CURRENCY_SIGNS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "CAD": "CA$",
    "AUD": "A$",
    "NZD": "NZ$",
    "SGD": "S$",
    "BRL": "R$",
    "ILS": "₪",
    "KRW": "₩",
}
SIGN_LAST = frozenset({"de"})
"""Languages that write the currency behind the amount."""

OPEN_GRAPH_LOCALES = {"en": "en_US", "de": "de_DE"}


@dataclass(frozen=True, slots=True)
class StatusWords:
    title: Words
    text: Words
    waiting: bool = True
    """Whether the employer still owes an answer."""


STATUSES: dict[str, StatusWords] = {
    "received": StatusWords(
        _("Received"), _("Your application has arrived. The hiring team will read it and get back to you.")
    ),
    "in_review": StatusWords(
        _("Being read"), _("The hiring team is reading your application and comparing it with what the job needs.")
    ),
    "interview": StatusWords(_("Interview"), _("The team would like to meet you. You get the invitation by e-mail.")),
    "offer": StatusWords(_("Offer"), _("Good news: there is an offer for you. Details come from the team by e-mail.")),
    "hired": StatusWords(_("Hired"), _("Congratulations, the job is yours."), waiting=False),
    "closed": StatusWords(
        _("Not this time"),
        _("The team has decided to go on with other candidates. Thank you for the time you put in."),
        waiting=False,
    ),
    "withdrawn": StatusWords(
        _("Withdrawn"), _("This application was withdrawn. You are welcome to apply for other openings."), waiting=False
    ),
}

WAY = ("received", "in_review", "interview", "offer", "hired")
"""The stages a good application passes through, in order."""

DOCUMENTS: dict[str, Words] = {"cv": _("CV or résumé"), "cover_letter": _("Cover letter")}
"""Kinds of files that belong to an application."""
