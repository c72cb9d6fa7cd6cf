from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "hiretrack.notifications"

    def ready(self) -> None:
        from applicants import dependents
        from hiretrack.notifications import (
            digests,
            listeners,
            mailings,
            measures,
            notices,
            personal,
            reactions,
            recruiting,
            suppression,
        )
        from hiretrack.notifications.dependents import MailsToApplicant

        digests.register()
        notices.register()
        listeners.register()
        reactions.register()
        measures.register()
        mailings.register()
        personal.register()
        recruiting.register()
        suppression.register()
        dependents.register(MailsToApplicant())
