from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hiretrack.office"

    def ready(self) -> None:
        from hiretrack.office.transfer.whole import api as exports

        exports.register()
