from django.apps import AppConfig


class HireTrackConfig(AppConfig):
    name = "hiretrack"
    label = "hiretrack"
    verbose_name = "HireTrack"

    def ready(self) -> None:
        # So that shared tasks find our Celery application in every process.
        import hiretrack.celery  # noqa: F401
