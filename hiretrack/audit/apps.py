from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hiretrack.audit"

    def ready(self) -> None:
        from hiretrack.audit import measures

        measures.register()
