from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "webhooks"

    def ready(self) -> None:
        from applicants import dependents
        from webhooks import listeners, measures
        from webhooks.api import problems
        from webhooks.dependents import DeliveriesAboutApplicant

        problems.register()
        listeners.register()
        measures.register()
        dependents.register(DeliveriesAboutApplicant())
