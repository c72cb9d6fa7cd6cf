"""The settings at a glance: what there is, how it stands, and the way to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from employers.models import ApiKey, User
from hiretrack.notifications.choices import ApplicantMail
from hiretrack.notifications.models import MailTemplate
from hiretrack.office.pages import OfficePage
from jobs.sourcing.choices import ScanState
from jobs.sourcing.models import JobBoard
from webhooks.models import WebhookSubscription


@dataclass(frozen=True, slots=True)
class State:
    text: str
    look: str = ""
    """As in `o-is-…`: good, warn or bad."""


@dataclass(frozen=True, slots=True)
class Card:
    title: Promise
    icon: str
    line: Promise
    permission: str
    address: Callable[[User], str]
    state: Callable[[User], State | None] = lambda _user: None


@dataclass(frozen=True, slots=True)
class Shown:
    card: Card
    url: str
    state: State | None


class SettingsPage(OfficePage):
    title = gettext_lazy("Settings")
    template_name = "office/settings/overview.html"
    permission = "employers.view_employer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cards": list(self._cards())}

    def _cards(self) -> Iterator[Shown]:
        for card in CARDS:
            url = _found(card, self.user) if self.user.has_perm(card.permission) else ""
            if url:
                yield Shown(card, url, card.state(self.user))


def _found(card: Card, user: User) -> str:
    """Empty where there is no such page for this user."""
    try:
        return card.address(user)
    except NoReverseMatch:
        return ""


def _page(name: str) -> Callable[[User], str]:
    return lambda _user: reverse(name)


def _own_page(name: str) -> Callable[[User], str]:
    """Of an employer's people alone: a platform admin has none."""
    return lambda user: reverse(name) if user.employer_id else ""


def _employer(user: User) -> str:
    if user.employer_id is None:
        return reverse("admin:employers_employer_changelist")
    return reverse("admin:employers_employer_change", args=[user.employer_id])


def _promise(user: User) -> State | None:
    if user.employer is None:
        return None
    said = ngettext("Answers within %(days)d day", "Answers within %(days)d days", user.employer.reply_promise_days)
    return State(said % {"days": user.employer.reply_promise_days})


def _second_factor(user: User) -> State | None:
    if user.employer is None:
        return None
    required = user.employer.two_factor_required
    return State(_("Required of everybody"), "good") if required else State(_("Everybody's own choice"), "warn")


def _people(user: User) -> State | None:
    if user.employer_id is None:
        return None
    count = User.objects.filter(employer_id=user.employer_id, is_active=True).count()
    return State(ngettext("%(count)d user", "%(count)d users", count) % {"count": count})


def _words(user: User) -> State | None:
    if user.employer_id is None:
        return None
    own = MailTemplate.objects.filter(enabled=True).count()
    total = len(ApplicantMail.values)
    return State(_("%(own)d of %(total)d in your own words") % {"own": own, "total": total})


def _hooks(user: User) -> State:  # noqa: ARG001 - as the others
    failing = Q(enabled=True, failing_since__isnull=False)
    counted = WebhookSubscription.objects.aggregate(
        total=Count("pk"), failing=Count("pk", filter=failing), off=Count("pk", filter=Q(enabled=False))
    )
    said = ngettext("%(total)d webhook", "%(total)d webhooks", counted["total"]) % counted
    if counted["failing"]:
        return State(_("%(webhooks)s, %(count)d failing") % {"webhooks": said, "count": counted["failing"]}, "bad")
    if counted["off"]:
        return State(_("%(webhooks)s, %(count)d off") % {"webhooks": said, "count": counted["off"]}, "warn")
    return State(said)


def _boards(user: User) -> State:  # noqa: ARG001 - as the others
    failing = Q(enabled=True, last_scan_status=ScanState.FAILED)
    counted = JobBoard.objects.aggregate(total=Count("pk"), failing=Count("pk", filter=failing))
    said = ngettext("%(total)d board", "%(total)d boards", counted["total"]) % counted
    if counted["failing"]:
        return State(_("%(boards)s, %(count)d failing") % {"boards": said, "count": counted["failing"]}, "bad")
    return State(said)


def _keys(user: User) -> State:  # noqa: ARG001 - as the others
    count = ApiKey.objects.count()
    return State(ngettext("%(count)d key", "%(count)d keys", count) % {"count": count})


def _all_or_own(user: User) -> State:
    everything = user.has_perm("employers.change_employer")
    return State(_("Everybody's doings") if everything else _("Your own doings"))


CARDS = (
    Card(
        gettext_lazy("Employer"), "apartment",
        gettext_lazy("Name, brand and careers site, reply promise, how long data is kept."),
        "employers.view_employer", _employer, _promise,
    ),
    Card(
        gettext_lazy("Users"), "group", gettext_lazy("Colleagues, their roles, and invitations."),
        "employers.view_user", _page("admin:employers_user_changelist"), _people,
    ),
    Card(
        gettext_lazy("Two-factor sign-in"), "verified_user",
        gettext_lazy("Whether everybody confirms each sign-in with a code."),
        "employers.change_employer", _employer, _second_factor,
    ),
    Card(
        gettext_lazy("Job boards"), "rss_feed",
        gettext_lazy("Job boards and career pages of others that are read for you."),
        "sourcing.view_jobboard", _page("office:job-boards"), _boards,
    ),
    Card(
        gettext_lazy("Mail templates"), "mail", gettext_lazy("What candidates are written, in your words."),
        "notifications.view_mailtemplate", _own_page("office:settings-mails"), _words,
    ),
    Card(
        gettext_lazy("Webhooks"), "webhook", gettext_lazy("Other systems that hear of events at once."),
        "webhooks.view_webhooksubscription", _page("office:settings-webhooks"), _hooks,
    ),
    Card(
        gettext_lazy("API keys"), "key", gettext_lazy("Programs that work with your data."),
        "employers.view_apikey", _page("office:settings-keys"), _keys,
    ),
    Card(
        gettext_lazy("Journal"), "history", gettext_lazy("Who did what, and when."),
        "audit.view_auditlog", _page("office:settings-journal"), _all_or_own,
    ),
    Card(
        gettext_lazy("Export"), "download", gettext_lazy("Everything you have here, as one archive of files."),
        "employers.change_employer", _own_page("office:export_employer"),
    ),
)  # fmt: skip
