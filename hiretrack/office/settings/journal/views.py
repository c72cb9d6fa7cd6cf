"""The journal's page, which loads on as it is scrolled, and its export."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from employers.models import User
from employers.queries import users
from hiretrack.audit.services import record
from hiretrack.office.pages import OfficePage, OfficeView
from hiretrack.office.settings.journal.asking import Asked, behind, entries, position
from hiretrack.office.settings.journal.entries import shown
from hiretrack.office.settings.journal.export import lines
from hiretrack.office.settings.journal.words import ACTORS, ENTITIES, choices
from hiretrack.tenancy import require_scope

PAGE = 50


class JournalView(OfficeView):
    permission = "audit.view_auditlog"

    @property
    def sees_all(self) -> bool:
        return self.user.has_perm("employers.change_employer")


class JournalPage(JournalView, OfficePage):
    """`?after=` goes on where a page ended; with `?part=rows` the entries alone: somebody has scrolled that far."""

    title = gettext_lazy("Journal")

    def get_template_names(self) -> list[str]:
        return ["office/settings/journal_rows.html" if self.is_part else "office/settings/journal.html"]

    @property
    def is_part(self) -> bool:
        return self.request.GET.get("part") == "rows"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, after = Asked.by(self.request.GET), self.request.GET.get("after", "")
        found = list(behind(entries(asked, self.user), after)[: PAGE + 1])
        more = position(found[PAGE - 1]) if len(found) > PAGE else ""
        context = super().get_context_data(**kwargs) | {"asked": asked, "more": more}
        return context | {"entries": shown(found[:PAGE], self.user)} | ({} if self.is_part else self._filters())

    def _filters(self) -> dict[str, Any]:
        people = users().order_by("name", "id")[:500] if self.sees_all else User.objects.none()
        return {
            "sees_all": self.sees_all, "people": people, "actors": ACTORS, "actions": choices(), "entities": ENTITIES,
        }  # fmt: skip


class Export(JournalView):
    """What the filters leave, as CSV."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        asked = Asked.by(request.GET)
        record("journal.exported", entity=self.user, filters=sorted(asked.given))
        made = StreamingHttpResponse(lines(asked, self.user, require_scope()), content_type="text/csv; charset=utf-8")
        name = f"journal-{timezone.localdate():%Y-%m-%d}.csv"
        made["Content-Disposition"] = f'attachment; filename="{name}"'
        return made
