from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "employers"
    verbose_name = _("Employer")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from employers.api import problems
        from employers.language import note_language
        from employers.sessions import note_sign_in

        problems.register()
        user_logged_in.connect(note_sign_in, dispatch_uid="employers.note_sign_in")
        user_logged_in.connect(note_language, dispatch_uid="employers.note_language")
