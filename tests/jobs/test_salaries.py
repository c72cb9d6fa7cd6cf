from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiretrack.codes import CURRENCIES
from jobs.choices import SalaryPeriod
from jobs.salaries import LARGEST, amount_of, currency_named, parse_salary, period_named, salary_of

STATED = [
    ("$185,000 USD", 185_000, 185_000, "USD", "year"),
    ("$50,003.20 USD", "50003.20", "50003.20", "USD", "year"),
    ("$112,500/year", 112_500, 112_500, "USD", "year"),
    ("$50,000/yr", 50_000, 50_000, "USD", "year"),
    ("$140,800 - $176,000", 140_800, 176_000, "USD", "year"),
    ("$244,000.00 - $336,000.00", 244_000, 336_000, "USD", "year"),
    ("$161,637 - $213,800.00", 161_637, 213_800, "USD", "year"),
    ("$187,000 - $257,000.", 187_000, 257_000, "USD", "year"),
    ("$269,000 - $370,000,", 269_000, 370_000, "USD", "year"),
    ("$150,000– $165,000 per year", 150_000, 165_000, "USD", "year"),
    ("$98,000-$164,000/year", 98_000, 164_000, "USD", "year"),
    ("$200,000 - $250,000 USD + Equity + Bonuses + Unlimited PTO", 200_000, 250_000, "USD", "year"),
    ("$150k – $175K (Salary + Equity)", 150_000, 175_000, "USD", "year"),
    ("$150K – $225K • Offers Equity • $15k relocation bonus", 150_000, 225_000, "USD", "year"),
    ("$180k - $275k, 0.2% - 2% equity", 180_000, 275_000, "USD", "year"),
    ("$50K to $500K annually", 50_000, 500_000, "USD", "year"),
    ("$55-70k", 55_000, 70_000, "USD", "year"),
    ("$160-165K + benefits", 160_000, 165_000, "USD", "year"),
    ("$125-225k USD", 125_000, 225_000, "USD", "year"),
    ("€55-72k", 55_000, 72_000, "EUR", "year"),
    ("£100–130k + meaningful equity", 100_000, 130_000, "GBP", "year"),
    ("C$130K-C$150K + equity and benefits", 130_000, 150_000, "CAD", "year"),
    ("35-100L INR", 3_500_000, 10_000_000, "INR", "year"),
    ("₹40–60L + ESOPs (flexible)", 4_000_000, 6_000_000, "INR", "year"),
    ("$45-$70 USD per hour or 180-280 PLN per hour", 45, 70, "USD", "hour"),
    ("$6700/month", 6_700, 6_700, "USD", "month"),
    ("$20K/month + up to 20% equity", 20_000, 20_000, "USD", "month"),
    ("$80k–$120k USD base + monthly bonus (10% of net revenue)", 80_000, 120_000, "USD", "year"),
    ("£90k+", 90_000, None, "GBP", "year"),
    ("$95K-$145K+", 95_000, 145_000, "USD", "year"),
    ("Up to $140k CAD + Generous Equity", None, 140_000, "CAD", "year"),
    ("$200k Salary - $400k Total Compensation", 200_000, 200_000, "USD", "year"),
    ("Director: $225k, Manager: $195k, Engineer: $170k", 225_000, 225_000, "USD", "year"),
    ("$150k–$250k USD / £90k–£130k GBP + equity", 150_000, 250_000, "USD", "year"),
    ("$120,000.00/yr - $150,000.00/yr", 120_000, 150_000, "USD", "year"),
    ("from $50,000", 50_000, None, "USD", "year"),
    ("£35,000 - £40,000 per annum", 35_000, 40_000, "GBP", "year"),
    ("SEK 45 000 per month", 45_000, 45_000, "SEK", "month"),
    ("10 000 zł / month", 10_000, 10_000, "PLN", "month"),
    ("45.000 – 55.000 € brutto/Jahr", 45_000, 55_000, "EUR", "year"),
    ("45.000 € – 55.000 € pro Jahr", 45_000, 55_000, "EUR", "year"),
    ("EUR 45.000,00 - 55.000,00 brutto jährlich", 45_000, 55_000, "EUR", "year"),
    ("bis zu 65.000 EUR p. a.", None, 65_000, "EUR", "year"),
    ("ab 18,50 €/Std.", "18.50", None, "EUR", "hour"),
    ("Stundenlohn ab 14,50 €", "14.50", None, "EUR", "hour"),
    ("13,90€ - 16,20 € die Stunde", "13.90", "16.20", "EUR", "hour"),
    ("Tagessatz 650 €", 650, 650, "EUR", "day"),
    ("bis zu 1.500€ pro Woche", None, 1_500, "EUR", "week"),
    ("3.200,- € brutto/Monat (38,5 Std./Woche)", 3_200, 3_200, "EUR", "month"),
    ("40 h/Woche, 3.200 € monatlich", 3_200, 3_200, "EUR", "month"),
    ("mind. 3.000 € mtl.", 3_000, None, "EUR", "month"),
    ("EUR 2.800,- brutto pro Monat (14x)", 2_800, 2_800, "EUR", "month"),
    ("E 11 TVöD (4.032,38 € - 5.890,91 € mtl.)", "4032.38", "5890.91", "EUR", "month"),
    ("Bruttojahresgehalt zwischen 45.000 und 55.000 €", 45_000, 55_000, "EUR", "year"),
    ("Jahresgehalt: 55.000 Euro", 55_000, 55_000, "EUR", "year"),
    ("42.000€/Jahr + 13. Monatsgehalt", 42_000, 42_000, "EUR", "year"),
    ("50-60 T€", 50_000, 60_000, "EUR", "year"),
    ("60 TEUR", 60_000, 60_000, "EUR", "year"),
    ("CHF 85'000.– bis 95'000.–", 85_000, 95_000, "CHF", "year"),
    ("CHF 85’000 - CHF 95’000 pro Jahr", 85_000, 95_000, "CHF", "year"),
    ("Fr. 5'200.- / Monat", 5_200, 5_200, "CHF", "month"),
]
UNSTATED = [
    "",
    "Equity",
    "ESOP",
    "Competitive salary + equity",
    "5-20% equity",
    "$5M seed funding raised",
    "$8k contract → 5% equity",
    "50-96k + equity",
    "Salary based on experience",
    "$200,000 - $100,000",
    "$99999999999999999 USD",
    "TVöD",
    "TVöD EG 13, Stufe 3",
    "Gehalt nach Vereinbarung",
    "3.500 € brutto bei 40 Std./Woche",
    "30 Urlaubstage, 38,5 Std./Woche",
    "1.500 € Weihnachtsgeld",
    "538-Euro-Job",
    "Tel. 030 12345",
    "01.01.2025",
]


@pytest.mark.parametrize(("text", "low", "high", "currency", "period"), STATED)
def test_salary_is_read_as_written(text: str, low: object, high: object, currency: str, period: str) -> None:
    salary = parse_salary(text)

    assert salary is not None
    assert salary.minimum == (None if low is None else Decimal(str(low)))
    assert salary.maximum == (None if high is None else Decimal(str(high)))
    assert (salary.currency, salary.period) == (currency, period)


@pytest.mark.parametrize("text", UNSTATED)
def test_salary_that_is_not_stated_is_none(text: str) -> None:
    assert parse_salary(text) is None


@given(st.text(max_size=200) | st.text("$€£₹0123456789kKL,.-–+ /%perhouyatUSDCAD", max_size=80))
def test_salary_of_any_text_is_storable_or_none(text: str) -> None:
    salary = parse_salary(text)

    if salary is not None:
        amounts = [amount for amount in (salary.minimum, salary.maximum) if amount is not None]
        assert amounts == sorted(amounts)
        assert all(0 <= amount <= LARGEST for amount in amounts)
        assert salary.currency in CURRENCIES


@pytest.mark.parametrize(
    ("written", "amount"),
    [("45.000,50", "45000.50"), ("45,000.50", "45000.50"), ("45'000", "45000"), ("18,5", "18.5"), ("45 000", "45000")],
)
def test_amount_is_read_in_either_country_s_way(written: str, amount: str) -> None:
    assert amount_of(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", "k", "-5", "45.000 €", "nan", "1e9"])
def test_amount_with_anything_else_is_none(written: str) -> None:
    assert amount_of(written) is None


def test_unit_and_currency_are_known_by_many_names() -> None:
    named = ["HOUR", "hourly", "Stunde", "MONTH", "monatlich", "YEAR", "annual", "Jahr", "WEEK", "DAY", "furlong"]

    found = [str(period_named(name) or "") for name in named]

    assert found == ["hour", "hour", "hour", "month", "month", "year", "year", "year", "week", "day", ""]
    assert [currency_named(name) for name in ("eur", "€", "Euro", "CHF", "XXX", "")] == [
        "EUR",
        "EUR",
        "EUR",
        "CHF",
        "",
        "",
    ]


def test_salary_of_a_board_s_own_fields_is_checked_like_any_other() -> None:
    low, high = Decimal(50_000), Decimal(60_000)

    known = salary_of(low, high, "EUR", "")

    assert known is not None
    assert known.period == SalaryPeriod.YEAR
    for wrong in ((high, low, "EUR"), (low, high, "ABC"), (None, None, "EUR"), (Decimal(-1), high, "EUR")):
        assert salary_of(*wrong, "year") is None
    assert salary_of(Decimal(20), None, "EUR", "") is None
