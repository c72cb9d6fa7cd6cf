from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssistantConfig(AppConfig):
    name = "hiretrack.assistant"
    verbose_name = _("Assistant")

    def ready(self) -> None:
        from hiretrack.assistant import personal
        from hiretrack.assistant.api import problems

        problems.register()
        personal.register()
