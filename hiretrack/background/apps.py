from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "hiretrack.background"

    def ready(self) -> None:
        from hiretrack.background import measures, signals

        signals.connect()
        measures.register()
