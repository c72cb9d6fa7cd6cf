"""What the journal's codes mean. A code without words here is shown as it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, Promise] = {
    "job": _("Jobs"),
    "application": _("Applications"),
    "applicant": _("Candidates"),
    "shortlist": _("Shortlists"),
    "comparison": _("Comparisons"),
    "upload": _("Files"),
    "board": _("Job boards"),
    "listing": _("Listings"),
    "user": _("Users and sign-in"),
    "employer": _("Employer's settings"),
    "mail_template": _("Mail templates"),
    "mailing": _("Messages to several"),
    "mail_address": _("Blocked addresses"),
    "webhook": _("Webhooks"),
    "api_key": _("API keys"),
    "journal": _("Journal"),
}
ACTIONS: dict[str, Promise] = {
    "job.created": _("Job created"),
    "job.updated": _("Job changed"),
    "job.published": _("Job published"),
    "job.closed": _("Job closed"),
    "job.duplicated": _("Job duplicated"),
    "job.deleted": _("Job deleted"),
    "application.created": _("Application received"),
    "application.duplicate_received": _("Repeated application received"),
    "application.status.changed": _("Application moved"),
    "application.updated": _("Application changed"),
    "application.kept_untold": _("Undone before the candidate was told"),
    "application.document_added": _("Document added by the candidate"),
    "application.told_early": _("Candidate told at once"),
    "application.note.added": _("Note added"),
    "application.note.edited": _("Note changed"),
    "application.note.deleted": _("Note deleted"),
    "applicant.created": _("Candidate added"),
    "applicant.updated": _("Candidate changed"),
    "applicant.merged": _("Candidates merged"),
    "applicant.unmerged": _("Merge undone"),
    "applicant.told_apart": _("Marked as different people"),
    "applicant.deleted": _("Candidate deleted"),
    "applicant.erased": _("Candidate's data erased"),
    "applicant.exported": _("Candidate's data exported"),
    "applicant.linked": _("Candidate connected with an account"),
    "shortlist.updated": _("Shortlist changed"),
    "shortlist.entry.added": _("Put on a shortlist"),
    "shortlist.entry.updated": _("Shortlist entry changed"),
    "shortlist.entry.removed": _("Taken off a shortlist"),
    "comparison.created": _("Comparison started"),
    "comparison.ready": _("Comparison finished"),
    "comparison.deleted": _("Comparison deleted"),
    "upload.completed": _("File uploaded"),
    "upload.scanned": _("File checked for viruses"),
    "board.created": _("Job board added"),
    "board.updated": _("Job board changed"),
    "board.deleted": _("Job board deleted"),
    "board.scanned": _("Job board scanned"),
    "listing.adopted": _("Listing adopted as a draft"),
    "listing.hidden": _("Listing hidden"),
    "listing.unhidden": _("Listing shown again"),
    "listing.read": _("Listing marked as read"),
    "user.invited": _("User invited"),
    "user.updated": _("User changed"),
    "user.removed": _("User removed"),
    "user.signed_in": _("Signed in"),
    "user.signed_out": _("Signed out"),
    "user.browser_signed_out": _("Signed out in one browser"),
    "user.program_signed_out": _("Signed out one program"),
    "user.password_changed": _("Password changed"),
    "user.password_reset_requested": _("Link for a new password asked for"),
    "user.email_verified": _("E-mail address confirmed"),
    "user.identity_linked": _("Account elsewhere connected"),
    "user.identity_unlinked": _("Account elsewhere disconnected"),
    "user.notification_preferences_changed": _("Notification preferences changed"),
    "employer.created": _("Employer created"),
    "employer.updated": _("Employer's settings changed"),
    "mail_template.changed": _("Mail template changed"),
    "mail_template.tested": _("Mail template tried out"),
    "mailing.started": _("Message to several started"),
    "mailing.stopped": _("Message to several stopped"),
    "mailing.refused": _("Candidate wants no more messages to several"),
    "mail_address.blocked": _("Address blocked: mails come back or are unwanted"),
    "mail_address.unblocked": _("Address unblocked"),
    "webhook.created": _("Webhook added"),
    "webhook.updated": _("Webhook changed"),
    "webhook.deleted": _("Webhook deleted"),
    "webhook.disabled": _("Webhook switched off by itself"),
    "webhook.secret_rotated": _("Webhook's secret replaced"),
    "webhook.pinged": _("Webhook tested"),
    "webhook.redelivered": _("Webhook deliveries sent again"),
    "webhook.replayed": _("Missed webhook deliveries sent"),
    "api_key.created": _("API key made"),
    "api_key.revoked": _("API key revoked"),
    "journal.exported": _("Journal exported"),
    "journal.actor_erased": _("A person's name taken out of the journal"),
}
ACTORS: dict[str, Promise] = {
    "user": _("People"),
    "api_key": _("API keys"),
    "public": _("Visitors of the public pages"),
    "system": _("HireTrack itself"),
}
ENTITIES: dict[str, Promise] = {
    "jobs.job": _("Job"),
    "applications.application": _("Application"),
    "applicants.applicant": _("Candidate"),
    "shortlists.shortlist": _("Shortlist"),
    "shortlists.comparison": _("Comparison"),
    "uploads.upload": _("File"),
    "sourcing.jobboard": _("Job board"),
    "sourcing.listing": _("Listing"),
    "employers.user": _("User"),
    "employers.employer": _("Employer"),
    "employers.apikey": _("API key"),
    "notifications.mailtemplate": _("Mail template"),
    "webhooks.webhooksubscription": _("Webhook"),
}


def in_words(action: str) -> Promise | str:
    return ACTIONS.get(action, action)


def area_of(action: str) -> str:
    return action.partition(".")[0]


def choices() -> Iterator[tuple[Promise, list[tuple[str, Promise]]]]:
    """(area, its actions): `area.` stands for all of an area."""
    for area, title in AREAS.items():
        yield title, [(f"{area}.", title), *((one, said) for one, said in ACTIONS.items() if area_of(one) == area)]
