"""How an employer's mails look: its colour, readable in light and dark mail programs, and its logo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from employers.logos import Logo, logo_of
from employers.models import Employer
from hiretrack.brand import shades_on

LIGHT_SHEET, DARK_SHEET = "ffffff", "1f2124"
OUR_COLOUR = "0f6b4f"
LOGO_WIDTH, LOGO_HEIGHT = 220, 48
"""Up to which a logo is shown. As attributes, because some mail programs heed no rules about the size of images."""


@dataclass(frozen=True, slots=True)
class Brand:
    """`colour` is a button's, `ink` what is written on it; the `dark_…` ones are for dark mail programs."""

    colour: str
    ink: str
    dark_colour: str
    dark_ink: str
    name: str = ""
    logo: str = ""
    width: int = 0
    """Of the logo as it is shown, in pixels; 0 when nobody knows, as of one that lies elsewhere."""
    height: int = LOGO_HEIGHT


def brand_of(employer: Employer | None) -> Brand:
    """Ours for mails that no employer sends."""
    if employer is None:
        return _made(OUR_COLOUR)
    is_shown = employer.logo_url.startswith(("https://", "http://"))
    made = _made(employer.brand_colour.lstrip("#"), employer.name, employer.logo_url if is_shown else "")
    logo = logo_of(employer)
    return replace(made, width=_fitted(logo)[0], height=_fitted(logo)[1]) if logo else made


def _fitted(logo: Logo) -> tuple[int, int]:
    share = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height, 1)
    return max(1, round(logo.width * share)), max(1, round(logo.height * share))


def _made(colour: str, name: str = "", logo: str = "") -> Brand:
    light, dark = shades_on(colour, paper=LIGHT_SHEET), shades_on(colour, paper=DARK_SHEET)
    return Brand(light.text, light.on, dark.text, dark.on, name, logo)
