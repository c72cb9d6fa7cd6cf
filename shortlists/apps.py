from django.apps import AppConfig


class ShortlistsConfig(AppConfig):
    name = "shortlists"

    def ready(self) -> None:
        from applicants import dependents
        from shortlists import listeners
        from shortlists.api import problems
        from shortlists.dependents import ShortlistDependent

        problems.register()
        listeners.register()
        dependents.register(ShortlistDependent())
