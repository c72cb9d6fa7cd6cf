"""Tasks, their schedule, and mail."""

from typing import Any

from kombu import Exchange, Queue

from hiretrack import env
from hiretrack.settings.base.data import CACHES, REDIS_TIMEOUT_S, REDIS_URL

CELERY_BROKER_URL = REDIS_URL
TASK_BACKOFF_S = [float(step) for step in env.items("TASK_BACKOFF_S", "1,4,10")]
"""Between the attempts of a failing task."""
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 330
CELERY_TASK_SOFT_TIME_LIMIT = 300
_QUEUE = env.text("CELERY_QUEUE", "hiretrack")
TASK_QUEUES = {"now": _QUEUE, "later": f"{_QUEUE}.later"}
"""By `hiretrack.celery.Urgency`; workers look into them in this order."""
# Each with an exchange and a routing key of its own: queues that share both get every message twice.
CELERY_TASK_QUEUES = [Queue(name, Exchange(name, type="direct"), routing_key=name) for name in TASK_QUEUES.values()]
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_DEFAULT_EXCHANGE = CELERY_TASK_DEFAULT_ROUTING_KEY = TASK_QUEUES["now"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A task that is killed because the broker is away may be killed between sending a mail and writing that down. It ends
# instead, and when its message comes again it finds the work done.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A message that is not acknowledged within this time is given to another worker: longer than any task may run.
    "visibility_timeout": env.integer("CELERY_VISIBILITY_TIMEOUT_S", 600, low=1),
    "unacked_restore_interval": 5,
    # As declared, not in turn: the second queue is looked into once the first is empty.
    "queue_order_strategy": "priority",
    "socket_connect_timeout": REDIS_TIMEOUT_S,
    "socket_timeout": 5,
    "global_keyprefix": f"{CACHES['default']['KEY_PREFIX']}:celery:",
}


def _every(seconds: int, task: str) -> dict[str, Any]:
    # A run that nobody took in time is worth nothing, the next one does the same; but behind a backlog of a minute or
    # two the sweeps must still get their turn.
    return {"task": task, "schedule": float(seconds), "options": {"expires": max(seconds, 180)}}


CELERY_BEAT_SCHEDULE = {
    "idempotency keys": _every(3600, "api.expire_idempotency_keys"),
    "ended sessions": _every(3600, "employers.clear_sessions"),
    "journal sweep": _every(15, "audit.sweep"),
    "jobs to close": _every(60, "jobs.close_due"),
    "old page events": _every(3600, "jobs.expire_page_events"),
    "silent bulk moves": _every(60, "applications.sweep_bulk_moves"),
    "job alerts": _every(600, "notifications.send_job_alerts"),
    "recruiters' digests": _every(600, "notifications.send_digests"),
    "mail sweep": _every(15, "notifications.sweep"),
    "silent mailings": _every(60, "notifications.sweep_mailings"),
    "old mail feedback": _every(86400, "notifications.forget_provider_events"),
    "steps to tell of": _every(15, "realtime.tell_candidates"),
    "overdue answers": _every(3600, "notifications.tell_of_overdue"),
    "overdue scans": _every(60, "uploads.sweep_overdue"),
    "unclaimed uploads": _every(3600, "uploads.sweep_leftovers"),
    "files put twice": _every(3600, "uploads.sweep_incoming"),
    "replaced logos": _every(3600, "uploads.sweep_logos"),
    "silent comparisons": _every(60, "shortlists.sweep"),
    "stale scores": _every(10, "shortlists.score"),
    "stale feeds": _every(10, "shortlists.feed"),
    "unknown openings": _every(300, "shortlists.find_openings"),
    "silent imports": _every(60, "applicants.sweep_imports"),
    "postings to keep": _every(60, "portal.keep_postings"),
    "silent imports of jobs": _every(60, "jobs.sweep_imports"),
    "exports": _every(300, "office.sweep_exports"),
    "retention": _every(86400, "applicants.apply_retention"),
    "possible duplicates": _every(86400, "applicants.duplicates_everywhere"),
    "silent looks and renamings": _every(60, "applicants.sweep_runs"),
    "boards to scan": _every(60, "sourcing.scan_due"),
    "old scans of boards": _every(3600, "sourcing.expire_scans"),
    "lost runs": _every(600, "background.fail_lost_runs"),
    "silent drafts": _every(60, "assistant.sweep"),
    "old uses of the assistant": _every(86400, "assistant.expire_runs"),
    "webhooks to send": _every(5, "webhooks.send"),
    "old webhook deliveries": _every(3600, "webhooks.expire_deliveries"),
}

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_FILE_PATH = env.data_dir() / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
RESEND_API_KEY = env.secret("RESEND_API_KEY", "")
RESEND_API_URL = env.url("RESEND_API_URL", "https://api.resend.com")
"""With a key, mails go through Resend first and by SMTP when it is away."""
RESEND_WEBHOOK_SECRET = env.secret("RESEND_WEBHOOK_SECRET", "")
"""Of the webhook at /hooks/resend; during a change the new and the old one with a space between them."""
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "HireTrack <no-reply@localhost>")
WEBHOOK_PRIVATE_HOSTS = env.items("WEBHOOK_PRIVATE_HOSTS", "")
"""Hosts that webhooks may go to though they lie in a private network or have no TLS. Every employer can name them."""
