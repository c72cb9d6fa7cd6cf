from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "hiretrack.realtime"

    def ready(self) -> None:
        from hiretrack.realtime import listeners

        listeners.register()
