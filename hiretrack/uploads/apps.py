from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "hiretrack.uploads"

    def ready(self) -> None:
        from hiretrack.uploads.api import problems
        from hiretrack.uploads.logos import listeners

        problems.register()
        listeners.register()
