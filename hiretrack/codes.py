"""Codes of the world, as everybody writes them: languages, countries, currencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override
from django_countries import countries

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*")
"""The shape of a language tag (RFC 5646, section 2.1), without extensions and private use."""
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - 150 quoted codes would be harder to compare with the standard's list
)
"""Money: the active codes of ISO 4217 (list one, without fund and metal codes)."""


def language_tag(text: str) -> str:
    """A language tag in its usual letter case (RFC 5646, section 2.1.1), or an empty text when it is none."""
    if not _TAG.fullmatch(text) or len(text) > 35:
        return ""
    first, *rest = text.split("-")
    cases: dict[int, Callable[[str], str]] = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cases.get(len(part), str.lower)(part) for part in rest)])


@cache
def languages_by_name(language: str) -> Mapping[str, str]:
    """Tags by the languages' names in small letters: as they are called in `language`, in English, and in their own."""
    tags: dict[str, str] = {}
    with override(language):
        for code, info in LANG_INFO.items():
            if "name" in info:
                for name in (gettext(info["name"]), info["name"], info["name_local"]):
                    tags.setdefault(name.casefold(), language_tag(code))
    return MappingProxyType(tags)


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 code in capitals."""
    return len(code) == 2 and code in countries
