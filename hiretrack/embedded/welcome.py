"""What a person sees once everything answers."""

from pathlib import Path

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
        "Live updates": application.live_url(),
        "Data": str(data),
    }
    lines = [f"  {name:<15}{value}" for name, value in rows.items()]
    return "\n".join(["", "HireTrack is ready.", "", *lines, *_sign_ins(data), "", "Ctrl-C ends everything.", ""])


def _sign_ins(data: Path) -> list[str]:
    try:
        lines = (data / SIGN_INS).read_text("utf-8").splitlines()
    except OSError:
        return []
    return ["", "Demo sign-ins:", *(f"  {line}" for line in lines if line.strip())]
