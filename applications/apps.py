from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applicants import dependents
        from applications.api import problems
        from applications.dependents import ApplicationsOfApplicant, alive

        problems.register()
        dependents.register(ApplicationsOfApplicant())
        dependents.keep_while("applications", alive)
