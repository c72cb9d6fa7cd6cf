"""What is asked about a webhook. The services check it; these forms carry it there and back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiretrack.errors import DomainError
from hiretrack.office.settings.wording import EVENTS
from webhooks.choices import EVERYTHING, SENT, DeliveryState, EventType
from webhooks.models import MAX_URL, WebhookSubscription

OVERLAPS = (
    (24 * 3600, _("for 24 hours: enough for most")),
    (7 * 24 * 3600, _("for 7 days")),
    (3600, _("for one hour")),
    (0, _("not at all: the old secret has leaked")),
)
"""How long a replaced secret goes on signing."""
FIELDS = {"target_url": "target_url", "event_types": "event_types", "name": "name"}
MOST_EVENTS = len(EventType.values) + 1


class WebhookForm(forms.Form):
    name = forms.CharField(max_length=200, required=False, label=_("Name"))
    target_url = forms.CharField(max_length=MAX_URL, label=_("Address"), strip=True)
    event_types = forms.MultipleChoiceField(
        choices=[(EVERYTHING, _("Everything")), *EventType.choices],
        label=_("Events"),
        error_messages={"required": _("Choose at least one event.")},
    )

    @classmethod
    def of(cls, row: WebhookSubscription) -> WebhookForm:
        return cls(initial={"name": row.name, "target_url": row.target_url, "event_types": row.event_types})

    @property
    def chosen(self) -> list[str]:
        found = self.data.getlist("event_types") if isinstance(self.data, QueryDict) and self.is_bound else None
        return found if found is not None else list(self.initial.get("event_types", ()))

    @property
    def events(self) -> list[dict[str, Any]]:
        """Each event type with what it means, ticked or not."""
        return [
            {"value": value, "label": label, "meaning": EVENTS[value], "checked": value in self.chosen}
            for value, label in EventType.choices
        ]

    @property
    def wants_everything(self) -> bool:
        return EVERYTHING in self.chosen

    def refuse(self, error: DomainError) -> None:
        """Show what the service has against it beside the field."""
        for one in error.errors:
            self.add_error(FIELDS.get(one.pointer.lstrip("/").partition("/")[0]), one.detail)
        if not error.errors:
            self.add_error(None, error.detail)


class LogForm(forms.Form):
    """The filters of a delivery log; those that make no sense filter nothing."""

    state = forms.ChoiceField(choices=[("", _("In any state")), *DeliveryState.choices], required=False)
    event = forms.ChoiceField(choices=[("", _("Of any event")), *((one, one) for one in SENT)], required=False)
    since = forms.DateField(required=False)

    @classmethod
    def read(cls, query: Any) -> LogForm:
        made = cls(query)
        made.is_valid()
        return made

    @property
    def asked(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}
