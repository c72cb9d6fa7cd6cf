from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applicants import dependents
        from applications.api import problems
        from applications.dependents import ApplicationsOfApplicant, alive
        from applications.files import FilesOfHiddenPeople
        from hiretrack.uploads.services import keep

        problems.register()
        keep(FilesOfHiddenPeople())
        dependents.register(ApplicationsOfApplicant())
        dependents.keep_while("applications", alive)
