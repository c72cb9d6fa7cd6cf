from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcingConfig(AppConfig):
    name = "jobs.sourcing"
    verbose_name = _("Job boards")

    def ready(self) -> None:
        from hiretrack.background import endings
        from jobs.sourcing import measures
        from jobs.sourcing.api import problems
        from jobs.sourcing.services.ending import end_with_run

        problems.register()
        measures.register()
        endings.on_end(end_with_run)
