"""What the settings say about mails, events and what a key may do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hiretrack.notifications.choices import ApplicantMail

WHEN: dict[str, Promise] = {
    ApplicantMail.RECEIVED: _("At once, when somebody has applied."),
    ApplicantMail.DUPLICATE: _("When somebody applies again for a job they have applied for."),
    ApplicantMail.INTERVIEW: _("When an application moves to Interview."),
    ApplicantMail.OFFER: _("When an application moves to Offer."),
    ApplicantMail.HIRED: _("When an application moves to Hired."),
    ApplicantMail.REJECTED: _("When an application is rejected: at once or after the delay you choose."),
}
TO_WHOM: dict[str, Promise] = {
    "verify_email": _("To candidates who register."),
    "registration_repeated": _("To whoever registers with an address that has an account."),
    "password_reset": _("To whoever asks for a new password."),
    "sign_in_link": _("To candidates who sign in without a password."),
    "password_changed": _("To the account's owner."),
    "invitation": _("To users you invite."),
    "notice_application_created": _("To recruiters who want it by mail."),
    "notice_application_withdrawn": _("To recruiters who want it by mail."),
    "notice_mentioned": _("To whoever a note mentions."),
    "notice_mail_bounced": _("To recruiters who want it by mail."),
    "notice_reply_overdue": _("To recruiters who want it by mail."),
    "notice_webhook_disabled": _("To employer admins, when a webhook's receiver takes nothing any more."),
    "notice_task_finished": _("To whoever has started the task and wants it by mail."),
    "mailing": _("To the candidates whom a recruiter writes to at once."),
    "mailing_invitation": _("To candidates whom a recruiter invites to an appointment."),
    "mailing_cancelled": _("To candidates whose appointment is called off."),
    "mail_template_test": _("To whoever tries out a mail template."),
    "daily_digest": _("To recruiters each morning, when there is something new or overdue."),
    "weekly_digest": _("To recruiters on Mondays, when there is something new or overdue."),
    "job_alert": _("To candidates whose saved search has new jobs."),
    "identity_linked": _("To the account's owner."),
    "two_factor_enabled": _("To the account's owner."),
    "two_factor_disabled": _("To the account's owner."),
    "two_factor_reset": _("To the account's owner."),
    "two_factor_recovery_used": _("To the account's owner."),
    "two_factor_blocked": _("To the account's owner."),
}
EVENTS: dict[str, Promise] = {
    "job.published": _("A job's public page is there; also when it is opened again."),
    "job.closed": _("A job takes no more applications: closed by hand, or because its last day has passed."),
    "application.created": _("Somebody has applied, or you have added or imported an application."),
    "application.status.changed": _("An application has moved on, was rejected, or was withdrawn."),
    "applicant.created": _("A person is among your candidates for the first time."),
    "applicant.erased": _("A person's data was erased: delete what your system holds about them."),
}
MODULES: dict[str, Promise] = {
    "employer": _("Employer's settings, users, API keys and mail templates"),
    "jobs": _("Jobs, and publishing them"),
    "applicants": _("Candidates with their data and tags"),
    "applications": _("Applications and their way through the pipeline"),
    "shortlists": _("Shortlists and comparisons"),
    "uploads": _("Files: CVs and letters"),
    "boards": _("Job boards and what was found on them"),
    "webhooks": _("Webhooks and their deliveries"),
    "reports": _("Reports: funnel, time in stage, sources"),
    "events": _("The feed of what happens"),
    "audit": _("The journal of who did what"),
}
