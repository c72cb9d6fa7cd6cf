"""A program of its own: `printer.py < page.html > page.pdf`. Imports nothing of ours, and fetches nothing.

Names and notes in the page come from strangers, and fonts are laid out by C libraries: limits are set before they are
loaded, so that whatever a text makes them do ends with this process.
"""

from __future__ import annotations

import resource
import sys
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 30
NO_LIBRARIES = 3
"""Exit status: WeasyPrint or one of its libraries is not installed."""


def limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main() -> None:
    limit()
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        sys.exit(NO_LIBRARIES)

    class NothingElse(URLFetcher):
        """The page is complete in itself: an address in it, even file: or data:, came from a stranger."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
            raise ValueError("Reports load nothing.")

    page = sys.stdin.buffer.read().decode()
    content = HTML(string=page, url_fetcher=NothingElse(), media_type="print").write_pdf()
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
