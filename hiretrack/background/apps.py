from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "hiretrack.background"

    def ready(self) -> None:
        from hiretrack.background import measures, signals
        from hiretrack.background.api import problems

        signals.connect()
        measures.register()
        problems.register()
