from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiretrack.codes import CURRENCIES
from jobs.salaries import LARGEST, parse_salary

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
