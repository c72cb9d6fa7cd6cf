"""The report as a PDF, made by another process with little memory, little time and no secrets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import structlog

from shortlists.report.printer import NO_LIBRARIES

log = structlog.get_logger(__name__)

PRINTER = Path(__file__).with_name("printer.py")
TIMEOUT_S = 60
WHAT_TO_INSTALL = (
    "Install WeasyPrint with `python3 bootstrap.py extras`, and its libraries (Debian: apt install"
    " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core)."
)


class PrintingUnavailable(Exception):
    """This server cannot make PDFs; the HTML is there all the same."""


def printed(html: str) -> bytes:
    """Raises `PrintingUnavailable` without the libraries, and when the page takes too much of anything."""
    command = [sys.executable, "-I", str(PRINTER)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=html.encode(), capture_output=True, timeout=TIMEOUT_S, env={"LANG": "C.UTF-8"}, check=False
        )
    except subprocess.TimeoutExpired as error:
        log.warning("pdf_took_too_long")
        raise PrintingUnavailable from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        log.warning("pdf_not_made", installed=done.returncode != NO_LIBRARIES, status=done.returncode)
        raise PrintingUnavailable
    return done.stdout
