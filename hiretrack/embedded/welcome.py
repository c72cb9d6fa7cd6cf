"""What a person sees once everything answers."""

from pathlib import Path

from hiretrack import env
from hiretrack.embedded import application

SIGN_INS = "demo-sign-ins.txt"
"""In the data folder; `seed_demo` writes it, one `role  address  password` a line."""


def welcome(data: Path) -> str:
    """The addresses, and the demo's sign-ins when there is a demo."""
    base = application.public_url()
    rows = {
        "Jobs": f"{base}/",
        "Back office": f"{base}/admin/",
        "API reference": f"{base}/v1/docs",
        "Contract": f"{base}/v1/openapi.yaml",
        "Live updates": f"{application.live_url()}/ws/events",
        **_mails(data),
        "Data": str(data),
    }
    lines = [f"  {name:<15}{value}" for name, value in rows.items()]
    return "\n".join(["", "HireTrack is ready.", "", *lines, *_sign_ins(data), "", "Ctrl-C ends everything.", ""])


def _mails(data: Path) -> dict[str, str]:
    """Where mails land, unless they are really sent."""
    return {} if env.given("EMAIL_BACKEND", "RESEND_API_KEY") else {"Mails": str(data / "mail")}


def _sign_ins(data: Path) -> list[str]:
    try:
        lines = (data / SIGN_INS).read_text("utf-8").splitlines()
    except OSError:
        return []
    return ["", "Demo sign-ins:", *(f"  {line}" for line in lines if line.strip())]
