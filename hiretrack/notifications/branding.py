"""How an employer's mails look: its colour, readable in light and dark mail programs, and its logo."""

from __future__ import annotations

from dataclasses import dataclass

from employers.models import Employer
from hiretrack.brand import shades_on

LIGHT_SHEET, DARK_SHEET = "ffffff", "1f2124"
OUR_COLOUR = "0f6b4f"


@dataclass(frozen=True, slots=True)
class Brand:
    """`colour` is a button's, `ink` what is written on it; the `dark_…` ones are for dark mail programs."""

    colour: str
    ink: str
    dark_colour: str
    dark_ink: str
    name: str = ""
    logo: str = ""


def brand_of(employer: Employer | None) -> Brand:
    """Ours for mails that no employer sends."""
    if employer is None:
        return _made(OUR_COLOUR)
    is_shown = employer.logo_url.startswith(("https://", "http://"))
    return _made(employer.brand_colour.lstrip("#"), employer.name, employer.logo_url if is_shown else "")


def _made(colour: str, name: str = "", logo: str = "") -> Brand:
    light, dark = shades_on(colour, paper=LIGHT_SHEET), shades_on(colour, paper=DARK_SHEET)
    return Brand(light.text, light.on, dark.text, dark.on, name, logo)
