from __future__ import annotations

from typing import Any

from hiretrack.office.pages import OfficePage
from hiretrack.office.search.finding import found


class GlobalSearch(OfficePage):
    """At the address of Unfold's own search, which keeps what it found, names included, in the cache."""

    template_name = "office/search/results.html"

    def allows(self, permission: str) -> bool:  # noqa: ARG002 - each kind asks for its own
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("s", "")
        return super().get_context_data(**kwargs) | {"results": found(self.request, words), "words": words}
