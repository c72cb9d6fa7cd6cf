from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "hiretrack.uploads"

    def ready(self) -> None:
        from hiretrack.uploads.api import problems

        problems.register()
