from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applicants import dependents
        from applicants.personal import registry
        from applications.api import problems
        from applications.dependents import ApplicationsOfApplicant, alive
        from applications.files import FilesOfHiddenPeople
        from hiretrack.uploads.services import keep
        from jobs.sourcing.personal import Marks

        problems.register()
        keep(FilesOfHiddenPeople())
        dependents.register(ApplicationsOfApplicant())
        dependents.keep_while("applications", alive)
        # Jobs and candidates don't know each other; this app knows both.
        registry.register(Marks())
