from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "hiretrack.notifications"

    def ready(self) -> None:
        from applicants import dependents
        from hiretrack.notifications import digests, listeners, measures, notices, personal, reactions
        from hiretrack.notifications.dependents import MailsToApplicant

        digests.register()
        notices.register()
        listeners.register()
        reactions.register()
        measures.register()
        personal.register()
        dependents.register(MailsToApplicant())
