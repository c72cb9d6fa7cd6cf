from django.apps import AppConfig


class ShortlistsConfig(AppConfig):
    name = "shortlists"

    def ready(self) -> None:
        from applicants import dependents
        from applicants.personal import registry
        from jobs.sourcing import scores
        from shortlists import listeners
        from shortlists.api import problems
        from shortlists.dependents import ShortlistDependent
        from shortlists.holding import FeedHolding
        from shortlists.queries.feed import known_scores

        problems.register()
        listeners.register()
        dependents.register(ShortlistDependent())
        registry.register(FeedHolding())
        scores.register(known_scores)
