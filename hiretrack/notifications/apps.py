from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "hiretrack.notifications"

    def ready(self) -> None:
        from hiretrack.notifications import listeners, measures

        listeners.register()
        measures.register()
