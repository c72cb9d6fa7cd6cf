from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "employers"
    verbose_name = _("Employer")

    def ready(self) -> None:
        from employers.api import problems

        problems.register()
