from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hiretrack.portal"

    def ready(self) -> None:
        from hiretrack.audit.registry import listen, listen_at_commit
        from hiretrack.portal.keeping.versions import changed

        for pattern in ("job.*", "employer.updated"):
            listen_at_commit(pattern, changed)
            # Once more from a worker: the process may have died before it could.
            listen(pattern, changed)
